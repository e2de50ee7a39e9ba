/* Choosing a picture of one's own: the file goes to the kernel once, the answer is shown, and
   nothing is kept on either side. */
const SILENT_MS = 30000;
const NARROW_OWN_PX = 560;

class OwnPictureView {
  constructor(model, el) {
    this.model = model;
    this.spec = model.get("spec");
    this.count = 0;
    this.asked = "";
    this.build(el);
    this.hear = (content, buffers) => this.receive(content, buffers);
    model.on("msg:custom", this.hear);
  }

  build(el) {
    const { spec } = this;
    const { texts } = spec;
    const id = `tt-${Math.random().toString(36).slice(2)}`;
    this.root = make("section", {
      className: "tt-view tt-own",
      attributes: { "aria-label": texts.title, "data-lm-suppress-shortcuts": "true", lang: spec.language },
    });
    this.file = make("input", { type: "file", id, accept: spec.accept, attributes: { "aria-describedby": `${id}-privacy` } });
    this.file.addEventListener("change", () => this.choose(this.file.files[0]));
    this.status = make("p", { className: "tt-status", attributes: { role: "status" } });
    this.image = make("img", { className: "tt-picture", alt: "" });
    this.notes = make("div", { className: "tt-notes" });
    this.result = make("div", { className: "tt-result", hidden: true }, this.image, this.notes,
      make("p", {}, texts.meaning), make("ul", {}, ...spec.warnings.map((text) => make("li", {}, text))));
    this.root.append(make("label", { className: "tt-label", htmlFor: id }, texts.label), this.file,
      make("p", { className: "tt-privacy", id: `${id}-privacy` }, texts.privacy), this.status, this.result);
    // JupyterLab would take keys for its own commands.
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    el.replaceChildren(this.root);
  }

  async choose(file) {
    if (!file) return;
    const { spec } = this;
    const { texts } = spec;
    // Several views of one widget hear every answer.
    const asked = `${this.file.id}-${(this.count += 1)}`;
    this.asked = asked;
    const parts = { name: file.name, limit: spec.mostBytes / 1e6 };
    clearTimeout(this.silence);
    if (file.size > spec.mostBytes) return this.refuse(fill(texts.tooLarge, parts));
    if (!file.size) return this.refuse(fill(texts.empty, parts));
    this.say(fill(texts.looking, parts));
    this.root.setAttribute("aria-busy", "true");
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch {
      if (asked === this.asked) this.refuse(fill(texts.unreadable, parts));
      return;
    }
    if (asked !== this.asked) return;
    this.silence = setTimeout(() => this.refuse(texts.silent), SILENT_MS);
    try {
      this.model.send({ kind: "examine", id: asked, name: file.name, ...this.size() }, undefined, [bytes]);
    } catch {
      this.refuse(texts.silent);
    }
  }

  /* Which drawing fits here, and how sharp it has to be. */
  size() {
    const { layouts, sharpness } = this.spec;
    const width = this.root.clientWidth || 800;
    const layout = width < NARROW_OWN_PX ? "narrow" : "wide";
    const needed = (width * (window.devicePixelRatio || 1)) / layouts[layout];
    return { layout, scale: sharpness.find((step) => step >= needed) ?? sharpness.at(-1) };
  }

  /* Only the answer to the picture chosen last is shown. */
  receive(content, buffers) {
    if (content.id !== this.asked) return;
    clearTimeout(this.silence);
    if (content.kind === "refused") this.refuse(content.text);
    if (content.kind === "examined") this.show(content, buffers[0]);
  }

  show(content, bytes) {
    const old = this.url;
    this.url = URL.createObjectURL(new Blob([bytes], { type: content.mime }));
    this.image.onerror = () => this.refuse(this.spec.texts.broken);
    this.image.src = this.url;
    this.image.alt = content.alt;
    if (old) URL.revokeObjectURL(old);
    this.notes.replaceChildren(...content.notes.map((text) => make("p", { className: "tt-note" }, text)));
    this.result.hidden = false;
    this.say(content.read_out);
  }

  /* What could not be read takes the place of an earlier result, and the file can be chosen again. */
  refuse(text) {
    this.result.hidden = true;
    this.file.value = "";
    this.say(text, true);
  }

  say(text, refused = false) {
    this.root.removeAttribute("aria-busy");
    this.status.textContent = text;
    this.status.classList.toggle("tt-refused", refused);
  }

  remove() {
    this.asked = "";
    clearTimeout(this.silence);
    this.model.off("msg:custom", this.hear);
    if (this.url) URL.revokeObjectURL(this.url);
  }
}

function render({ model, el }) {
  const view = new OwnPictureView(model, el);
  return () => view.remove();
}

export default { render };
