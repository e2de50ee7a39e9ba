/* The live view: scenes, picture, read-out and controls of one explorer. It flips frames it has,
   asks for the one it lacks, and while idle asks for the neighbours of what is on screen. */
const STRIP_BYTES = 64e6;
const WARM_FRAMES = 160;
const SETTLE_MS = 350;
const SPEAK_MS = 700;
const NARROW_PX = 560;
// Scenes, sentence, read-out and the first controls, which should be in sight with the picture. A page
// with other type says in the custom property, declared as a length, how much that is there.
const BESIDE_PICTURE_PX = 265;
const BESIDE_PICTURE = "--tt-beside-picture";
const SLIDER_ROW_EM = 4;
const SENTENCE_EM = 1.7;
const SPARE_EM = 0.4;
const LEAST_PICTURE_PX = { narrow: 240, wide: 480 };
const REELS = new Map();

/* All views of one explorer share a strip. */
function reelOf(instance) {
  if (!REELS.has(instance)) REELS.set(instance, new Strip(STRIP_BYTES, WARM_FRAMES));
  return REELS.get(instance);
}

/* Height of what a reader sees of the page at once: of the window, or of the part that scrolls. */
function windowHeight(node) {
  let height = window.innerHeight;
  for (let part = node.parentElement; part; part = part.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight;
    if (scrolls && part.clientHeight > 200) height = Math.min(height, part.clientHeight);
  }
  return height;
}

function sameState(a, b) {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

class LiveView {
  constructor(model, el) {
    this.model = model;
    this.spec = model.get("spec");
    this.texts = this.spec.texts;
    this.stored = this.spec.stored ? new Set(this.spec.stored) : null;
    this.at = [...model.get("at")];
    this.held = 0;
    // States that a painting hand went through: their pictures are shown although they come late.
    this.passed = new Set();
    this.inSight = true;
    this.connection = this.stored ? "live" : "waiting";
    this.id = `tt-${Math.random().toString(36).slice(2)}`;
    this.strip = reelOf(this.spec.instance);
    this.strip.views += 1;
    this.line = new Line({
      send: (message) => model.send(message),
      onSilence: () => this.setConnection("lost"),
      nextIdle: () => this.nextIdle(),
    });
    this.build(el);
    this.listen();
    this.measure();
    this.showPoster();
    this.refresh();
    this.hello();
  }

  /* ---------- building the page ---------- */

  build(el) {
    const { spec, texts } = this;
    this.root = make("section", {
      className: "tt-view",
      attributes: { "aria-label": spec.title, "data-lm-suppress-shortcuts": "true", lang: spec.language },
      dataset: { explorer: spec.name },
    });
    this.scenesNode = this.buildScenes();
    this.sentence = make("p", { className: "tt-sentence" });
    this.image = make("img", { className: "tt-picture", alt: "", decoding: "sync", draggable: false });
    this.busy = make("span", { className: "tt-busy", hidden: true }, texts.drawing);
    this.frame = make("div", { className: "tt-frame" }, this.image, this.busy);
    this.readOut = make("p", { className: "tt-read-out" });
    this.spoken = make("p", { className: "tt-hidden", attributes: { role: "status" } });
    this.note = make("p", { className: "tt-note", attributes: { role: "status" }, hidden: true });
    this.trouble = make("p", { className: "tt-trouble", attributes: { role: "alert" }, hidden: true });
    this.link = make("p", { className: "tt-link", attributes: { role: "status" }, hidden: true });
    this.lockable = make("fieldset", { className: "tt-lockable" });
    this.lockable.append(make("legend", { className: "tt-hidden" }, texts.controls), this.buildControls());
    const column = make("div", { className: "tt-stage" }, this.frame, this.readOut);
    this.root.append(...(spec.prediction ? [this.buildPrediction()] : []), this.scenesNode, this.sentence, column,
      this.note, this.trouble, this.link, this.lockable, this.spoken);
    if (spec.basis.length) this.root.append(this.buildBasis());
    el.replaceChildren(this.root);
  }

  buildScenes() {
    const { spec, texts } = this;
    this.sceneButtons = spec.scenes.map((scene, index) => {
      const button = make("button", { type: "button", className: `tt-scene tt-${scene.kind}`, dataset: { scene: scene.name } },
        make("span", { className: "tt-count" }, String(index + 1)), " ",
        make("span", { className: "tt-scene-label" }, scene.label));
      button.addEventListener("click", () => this.goToScene(index));
      return button;
    });
    this.back = make("button", { type: "button", className: "tt-step", attributes: { "aria-label": texts.back } }, "‹");
    this.next = make("button", { type: "button", className: "tt-step tt-primary" }, texts.next);
    this.back.addEventListener("click", () => this.stepScene(-1));
    this.next.addEventListener("click", () => this.stepScene(1));
    const list = make("ol", { className: "tt-scene-list" }, ...this.sceneButtons.map((button) => make("li", {}, button)));
    return make("fieldset", { className: "tt-scenes" }, make("legend", { className: "tt-hidden" }, texts.scenes), list,
      make("div", { className: "tt-steps" }, this.back, this.next));
  }

  buildControls() {
    const { spec, texts } = this;
    const box = make("div", { className: "tt-controls" });
    const more = make("div", { className: "tt-controls" });
    this.controls = spec.controls.map((control, index) => {
      const Kind = { slider: SliderControl, choice: ChoiceControl, list: ListControl }[control.kind];
      const node = new Kind(control, texts, {
        id: `${this.id}-${control.name}`,
        onChange: (stop) => this.moveControl(index, stop),
        onNote: (text) => this.showNote(this.isMissing() ? `${text} ${texts.notHere}` : text),
      });
      (control.more ? more : box).append(node.node);
      return node;
    });
    this.reset = make("button", { type: "button", className: "tt-reset" }, texts.reset);
    this.reset.addEventListener("click", () => this.goToScene(this.lastScene ?? 0));
    const foot = make("div", { className: "tt-foot" }, this.reset);
    if (more.children.length) {
      this.more = make("details", { className: "tt-more" }, make("summary", {}, texts.more), more);
      foot.prepend(this.more);
    }
    this.firstControls = box;
    return make("div", {}, box, ...(spec.series.length ? [this.buildSeries()] : []), foot);
  }

  buildSeries() {
    this.series = new SeriesEditor(this.spec.series, this.texts, {
      id: `${this.id}-series`,
      onPaint: (index, entries, place) => this.paint(index, entries, place),
    });
    return this.series.node;
  }

  buildPrediction() {
    this.prediction = new PredictionStep(this.spec.prediction, this.texts, `${this.id}-prediction`, (answer) => {
      this.model.set("prediction", answer);
      this.save();
      this.refresh();
      this.next.focus();
    });
    return this.prediction.node;
  }

  buildBasis() {
    const rows = this.spec.basis.map(({ what, status, why }) =>
      make("tr", {}, make("th", { scope: "row" }, what), make("td", {}, status), make("td", {}, why)));
    const head = make("tr", {}, ...this.texts.basisColumns.map((text) => make("th", { scope: "col" }, text)));
    return make("details", { className: "tt-basis" }, make("summary", {}, this.texts.basis),
      make("div", { className: "tt-scroll", tabIndex: 0, attributes: { role: "region", "aria-label": this.texts.basis } },
        make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows))));
  }

  /* ---------- listening ---------- */

  listen() {
    this.stopWords = [];
    const on = (name, handler) => {
      this.model.on(name, handler);
      this.stopWords.push(() => this.model.off(name, handler));
    };
    on("msg:custom", (content, buffers) => this.receive(content, buffers));
    on("change:at", () => this.follow(this.model.get("at")));
    on("change:prediction", () => this.refresh());
    on("comm_live_update", () => this.onLink());
    this.onStrip = (key) => {
      this.root.dataset.frames = this.strip.frames.size;
      if (key === this.key()) this.refresh();
      else if (this.passed.has(key)) this.showFrame(key, this.strip.take(key));
    };
    this.strip.listeners.add(this.onStrip);
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.resizing = new ResizeObserver(() => this.onResize());
    this.resizing.observe(this.root);
    this.watching = new IntersectionObserver((entries) => {
      this.inSight = entries.at(-1).isIntersecting;
      if (this.inSight) this.line.pump();
    });
    this.watching.observe(this.root);
  }

  onKey(event) {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!this.isLocked()) this.stepScene(step);
    }
    event.stopPropagation();
  }

  onResize() {
    clearTimeout(this.resizeTimer);
    this.resizeTimer = setTimeout(() => {
      if (this.measure()) this.refresh();
    }, 150);
  }

  /* Which drawing fits here: layout by width, sharpness by the pixels it will cover. True when it changed. */
  measure() {
    const width = this.root.clientWidth || 800;
    const { layouts, sharpness } = this.spec;
    const layout = width < NARROW_PX && layouts.narrow ? "narrow" : "wide";
    const { width: drawn, height } = layouts[layout];
    const beside = (parseFloat(getComputedStyle(this.root).getPropertyValue(BESIDE_PICTURE)) || BESIDE_PICTURE_PX)
      + Math.max(0, this.tallControls() + this.longSentence() - SPARE_EM * parseFloat(getComputedStyle(this.root).fontSize));
    const room = layout === "narrow" ? width : ((windowHeight(this.root) - beside) * drawn) / height;
    const shown = Math.min(width, Math.max(LEAST_PICTURE_PX[layout], room));
    const needed = (shown * (window.devicePixelRatio || 1)) / drawn;
    const scale = sharpness.find((step) => step >= 0.99 * needed) ?? sharpness.at(-1);
    this.frame.style.maxWidth = `${Math.round(shown)}px`;
    this.image.style.aspectRatio = `${drawn} / ${height}`;
    this.root.classList.toggle("tt-narrow", layout === "narrow");
    const changed = layout !== this.layout || scale !== this.scale;
    Object.assign(this, { layout, scale });
    return changed;
  }

  /* How much higher the first controls are than a row of sliders: choices take more room. */
  tallControls() {
    const row = SLIDER_ROW_EM * parseFloat(getComputedStyle(this.root).fontSize);
    return Math.max(0, this.firstControls.offsetHeight - row);
  }

  /* How much the longest sentence of a scene needs beyond the line or two that are reckoned with. */
  longSentence() {
    const trial = this.sentence.cloneNode();
    trial.style.cssText = `position: absolute; visibility: hidden; width: ${this.sentence.offsetWidth}px`;
    trial.setAttribute("aria-hidden", "true");
    this.sentence.after(trial);
    const heights = this.spec.scenes.map(({ sentence }) => {
      trial.textContent = sentence;
      return trial.offsetHeight;
    });
    trial.remove();
    const usual = SENTENCE_EM * parseFloat(getComputedStyle(this.root).fontSize);
    return Math.max(0, Math.max(...heights) - usual);
  }

  /* ---------- state ---------- */

  keyOf(at, layout = this.layout, scale = this.scale) {
    return this.stored ? `${layout}|${at.join(",")}` : `${layout}|${scale}|${at.join(",")}`;
  }

  key() {
    return this.keyOf(this.at);
  }

  isLocked() {
    return Boolean(this.spec.prediction) && this.model.get("prediction") === OPEN;
  }

  moveControl(index, stop) {
    this.held = index;
    const at = [...this.at];
    at[index] = stop;
    this.passed.clear();
    this.goTo(at);
  }

  /* The place that was painted becomes the one that the cursor points at. */
  paint(index, entries, place) {
    const { start, length, cursor, lead } = this.spec.series[index];
    const at = [...this.at];
    at.splice(start, length, ...entries);
    if (cursor !== null) {
      at[cursor] = place + lead;
      this.held = cursor;
    }
    this.passed.add(this.keyOf(at));
    this.goTo(at);
  }

  goToScene(index) {
    this.passed.clear();
    this.goTo([...this.spec.scenes[index].at]);
  }

  stepScene(step) {
    const from = this.lastScene ?? 0;
    this.goToScene(Math.min(Math.max(from + step, 0), this.spec.scenes.length - 1));
  }

  goTo(at) {
    this.showNote("");
    this.model.set("at", at);
    this.follow(at);
    this.save();
  }

  /* The kernel learns the state once the hand rests. */
  save() {
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(() => {
      if (this.connection === "live") this.model.save_changes();
    }, SETTLE_MS);
  }

  follow(at) {
    if (sameState(at, this.at) && this.shownKey === this.key()) return;
    this.at = [...at];
    this.refresh();
  }

  /* ---------- showing ---------- */

  refresh() {
    const locked = this.isLocked();
    if (locked) for (const control of this.controls) control.pause?.();
    const scene = this.spec.scenes.findIndex((candidate) => sameState(candidate.at, this.at));
    if (scene >= 0) this.lastScene = scene;
    this.showScene(scene);
    this.scenesNode.disabled = locked;
    this.lockable.disabled = locked;
    this.prediction?.show(this.model.get("prediction"), this.spec.scenes[scene]?.name);
    this.controls.forEach((control, index) => {
      control.show(this.at[index]);
      control.enable(this.whyNot(index));
    });
    this.series?.show(this.at);
    this.series?.enable(this.stored ? this.texts.paintLive : null, locked);
    this.flip();
  }

  showScene(scene) {
    this.sceneButtons.forEach((button, index) => {
      if (index === scene) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    const last = this.lastScene ?? 0;
    this.back.disabled = last === 0 && scene === 0;
    this.next.disabled = last === this.spec.scenes.length - 1 && scene === last;
    this.sentence.textContent = scene >= 0 ? this.spec.scenes[scene].sentence : this.texts.ownState;
  }

  /* Why a control cannot move here: only in a page with stored frames, where some states are missing. */
  whyNot(index) {
    if (!this.stored) return null;
    const stops = this.spec.controls[index].stops.length;
    for (let stop = 0; stop < stops; stop += 1) {
      const at = [...this.at];
      at[index] = stop;
      if (!this.stored.has(this.keyOf(at))) return fill(this.texts.notStored, { scenes: this.scenesWith(index) });
    }
    return null;
  }

  scenesWith(index) {
    const stops = this.spec.controls[index].stops.length;
    const free = this.spec.scenes.filter((scene) => {
      for (let stop = 0; stop < stops; stop += 1) {
        const at = [...scene.at];
        at[index] = stop;
        if (!this.stored.has(this.keyOf(at))) return false;
      }
      return true;
    });
    return free.length ? free.map((scene) => this.spec.scenes.indexOf(scene) + 1).join(", ") : this.texts.noScene;
  }

  flip() {
    const key = this.key();
    if (key === this.shownKey) {
      this.settle();
      return;
    }
    const frame = this.strip.take(key);
    if (!frame) {
      this.waitFor(key);
      return;
    }
    this.showFrame(key, frame);
    this.settle();
    this.line.forget();
  }

  showFrame(key, frame) {
    this.image.src = frame.url;
    this.image.alt = frame.alt;
    this.readOut.textContent = frame.readOut;
    this.shownKey = key;
    this.root.dataset.shown = key;
  }

  waitFor(key) {
    this.stopWaiting();
    if (this.connection === "lost") {
      if (this.isMissing()) this.showNotHere();
      return;
    }
    this.busyTimer = setTimeout(() => this.setBusy(true), 160);
    this.root.setAttribute("aria-busy", "true");
    this.line.want({ key, at: this.at, layout: this.layout, scale: this.scale });
  }

  stopWaiting() {
    clearTimeout(this.busyTimer);
    this.setBusy(false);
    this.root.removeAttribute("aria-busy");
  }

  showNotHere() {
    this.showNote(this.texts.notHere);
    this.image.classList.add("tt-stale");
  }

  /* Whether the picture on screen belongs to another state and no other can come. */
  isMissing() {
    const isPoster = !this.shownKey && sameState(this.model.get("poster").at ?? [], this.at);
    return this.connection === "lost" && this.shownKey !== this.key() && !isPoster;
  }

  /* The picture on screen is that of the state in view. */
  settle() {
    this.stopWaiting();
    this.passed.clear();
    if (this.troubleInView) this.showTrouble("");
    clearTimeout(this.speakTimer);
    this.speakTimer = setTimeout(() => {
      if (this.spoken.textContent !== this.readOut.textContent) this.spoken.textContent = this.readOut.textContent;
      this.keepPoster();
    }, SPEAK_MS);
  }

  setBusy(busy) {
    this.busy.hidden = !busy;
    this.image.classList.toggle("tt-stale", busy);
  }

  showNote(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  showTrouble(text) {
    this.troubleInView = false;
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  showPoster() {
    const poster = this.model.get("poster");
    if (!poster?.src) return;
    this.image.src = poster.src;
    this.image.alt = poster.alt;
    this.readOut.textContent = poster.readOut;
  }

  /* A notebook saved now and reopened without running shows the picture that is on screen. */
  keepPoster() {
    const frame = this.strip.frames.get(this.shownKey);
    if (!frame || this.stored) return;
    const at = [...this.at];
    const reader = new FileReader();
    reader.onload = () => this.model.set("poster", { src: reader.result, alt: frame.alt, readOut: frame.readOut, at });
    reader.readAsDataURL(new Blob([frame.picture], { type: frame.mime }));
  }

  /* ---------- what to ask for while idle ---------- */

  nextIdle() {
    if (!this.inSight || this.connection !== "live" || this.strip.isFull()) return null;
    for (const at of this.wishes()) {
      const key = this.keyOf(at);
      if (this.stored && !this.stored.has(key)) continue;
      if (!this.strip.has(key)) return { key, at, layout: this.layout, scale: this.scale };
    }
    return null;
  }

  *wishes() {
    for (const scene of this.spec.scenes) yield scene.at;
    yield* this.along(this.held, Infinity);
    const order = this.spec.controls.map((control, index) => index).filter((index) => index !== this.held);
    for (const index of order) yield* this.along(index, 3);
    for (const index of order) if (!this.spec.controls[index].more) yield* this.along(index, Infinity);
  }

  *along(index, reach) {
    const last = this.spec.controls[index].stops.length - 1;
    const here = this.at[index];
    for (let step = 1; step <= Math.min(last, reach); step += 1) {
      for (const stop of [here + step, here - step]) {
        if (stop >= 0 && stop <= last) yield this.at.map((value, place) => (place === index ? stop : value));
      }
    }
  }

  /* ---------- the connection ---------- */

  hello() {
    try {
      this.model.send({ kind: "hello" });
    } catch {
      this.setConnection("lost");
    }
    clearTimeout(this.helloTimer);
    this.helloTimer = setTimeout(() => {
      if (this.connection === "waiting") this.setConnection("lost");
    }, PATIENCE_MS);
  }

  /* The widget's channel opened or closed: ask who is there. */
  onLink() {
    this.line.reset();
    this.setConnection("lost");
    this.hello();
  }

  setConnection(connection) {
    if (this.connection === connection) return;
    this.connection = connection;
    this.root.dataset.connection = connection;
    this.link.hidden = connection !== "lost";
    this.link.textContent = connection === "lost" ? this.texts.disconnected : "";
    if (connection === "live") {
      this.showNote("");
      this.refresh();
      this.save();
      this.line.pump();
    } else {
      this.stopWaiting();
      if (this.isMissing()) this.showNotHere();
    }
  }

  async receive(content, buffers) {
    this.setConnection("live");
    this.line.heard(content.id);
    if (content.kind === "frame") {
      if (!content.idle) this.showTrouble("");
      const bytes = buffers[0];
      const picture = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      try {
        await this.strip.put(content.key, { picture, mime: content.mime, alt: content.alt, readOut: content.read_out });
      } catch {
        this.onTrouble(this.texts.brokenFrame, content.idle);
      }
    }
    if (content.kind === "trouble" && this.concerns(content)) this.onTrouble(content.text, content.idle);
    if (content.id && this.line.finish(content.id)) this.line.pump();
  }

  /* Whether an answer is to what this view drew ahead or is showing now; the hand may have moved on. */
  concerns({ id, idle }) {
    return Boolean(idle) || this.line.keyOf(id) === this.key();
  }

  /* What went wrong stays on screen until the picture fits the controls again; drawing ahead
     stops, so that it is not said again and again. */
  onTrouble(text, idle) {
    this.showTrouble(text);
    this.line.idleAllowed = false;
    if (idle) return;
    this.troubleInView = true;
    this.stopWaiting();
    this.image.classList.add("tt-stale");
  }

  /* ---------- the end ---------- */

  remove() {
    this.line.close();
    this.series?.remove();
    for (const control of this.controls) control.pause?.();
    for (const stop of this.stopWords) stop();
    this.resizing.disconnect();
    this.watching.disconnect();
    for (const timer of [this.saveTimer, this.busyTimer, this.speakTimer, this.helloTimer, this.resizeTimer]) clearTimeout(timer);
    this.strip.listeners.delete(this.onStrip);
    this.strip.views -= 1;
    if (this.strip.views === 0) {
      this.strip.clear();
      REELS.delete(this.spec.instance);
    }
  }
}

function render({ model, el }) {
  const view = new LiveView(model, el);
  return () => view.remove();
}

export default { render };
