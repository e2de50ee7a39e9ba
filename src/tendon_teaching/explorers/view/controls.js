/* Native controls: a range with a number field beside it, or radio buttons. Each reports the index
   of the chosen stop; what a stop is called, shown and spoken comes from the definition. */
function make(tag, properties = {}, ...children) {
  const { dataset, attributes, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
  Object.assign(node.dataset, dataset ?? {});
  node.append(...children);
  return node;
}

function fill(template, parts) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? String(parts[name]) : whole));
}

function nearest(stops, value) {
  let best = 0;
  stops.forEach((stop, index) => {
    if (Math.abs(stop - value) < Math.abs(stops[best] - value)) best = index;
  });
  return best;
}

/* A whole slider takes about this long, and no stop is shorter than the eye needs. */
const PLAY_MS = 9000;
const PLAY_STEP_MS = 150;

class SliderControl {
  constructor(control, texts, { onChange, onNote, id }) {
    Object.assign(this, { control, texts, onChange, onNote });
    const last = control.stops.length - 1;
    this.range = make("input", { type: "range", id, min: 0, max: last, step: 1, className: "tt-range" });
    this.number = make("input", {
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      className: "tt-number",
      attributes: { "aria-label": fill(texts.typeValue, { label: control.label, unit: control.unit_spoken }) },
    });
    this.reason = make("p", { className: "tt-reason", id: `${id}-reason`, hidden: true });
    const label = make("label", { className: "tt-label", htmlFor: id }, control.label);
    if (control.badge) {
      label.append(" ", make("span", { className: "tt-badge", title: control.note }, control.badge));
    }
    const unit = make("span", { className: "tt-unit", attributes: { "aria-hidden": "true" } }, control.unit);
    this.node = make("div", { className: "tt-control", dataset: { control: control.name } }, label,
      make("div", { className: "tt-row" }, ...(control.play ? [this.buildPlay()] : []), this.range, make("span", { className: "tt-value" }, this.number, unit)),
      this.reason);
    this.range.addEventListener("input", () => this.move(Number(this.range.value)));
    this.number.addEventListener("change", () => this.typed());
    this.number.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed();
    });
  }

  buildPlay() {
    this.playButton = make("button", { type: "button", className: "tt-play" });
    this.playButton.addEventListener("click", () => (this.playing ? this.pause() : this.play()));
    this.pause();
    return this.playButton;
  }

  showPlay(sign, text) {
    this.playButton.textContent = sign;
    this.playButton.setAttribute("aria-label", fill(text, { label: this.control.label }));
  }

  play() {
    const last = this.control.stops.length - 1;
    if (this.index === last) this.onChange(0);
    this.playing = setInterval(() => {
      if (this.index < last) this.onChange(this.index + 1);
      if (this.index >= last) this.pause();
    }, Math.max(PLAY_STEP_MS, PLAY_MS / (last + 1)));
    this.showPlay("❚❚", this.texts.pause);
  }

  pause() {
    clearInterval(this.playing);
    this.playing = undefined;
    if (this.playButton) this.showPlay("▶", this.texts.play);
  }

  move(index) {
    this.pause();
    this.onChange(index);
  }

  typed() {
    const { stops, label, shown, unit } = this.control;
    const typed = this.number.value;
    // Enter is followed by a change event that has nothing new to say.
    if (typed === shown[this.index]) return;
    const text = typed.trim().replace(",", ".").replace("−", "-");
    const value = Number(text);
    if (text === "" || !Number.isFinite(value)) {
      this.number.value = shown[this.index];
      this.onNote(fill(this.texts.notANumber, { label, typed: typed.slice(0, 20), low: shown[0], high: shown.at(-1), unit }));
      return;
    }
    const index = nearest(stops, value);
    const tooFar = value < stops[0] || value > stops.at(-1);
    const moved = Math.abs(stops[index] - value) > 1e-9;
    this.number.value = shown[index];
    this.show(index);
    this.move(index);
    if (tooFar) this.onNote(fill(this.texts.clamped, { label, low: shown[0], high: shown.at(-1), now: shown[index], unit }));
    else if (moved) this.onNote(fill(this.texts.snapped, { label, now: shown[index], unit }));
  }

  show(index) {
    // Whoever goes elsewhere by a scene or another hand has stopped the play.
    if (this.playing && index !== this.index && index !== this.index + 1) this.pause();
    // A picture that arrives must not wipe out what is just being typed.
    if (index !== this.index) this.number.value = this.control.shown[index];
    this.index = index;
    this.range.value = index;
    this.range.setAttribute("aria-valuetext", this.control.spoken[index]);
    this.range.style.setProperty("--part", `${(100 * index) / Math.max(1, this.control.stops.length - 1)}%`);
  }

  enable(reason) {
    const off = Boolean(reason);
    if (off) this.pause();
    if (this.playButton) this.playButton.disabled = off;
    this.range.disabled = off;
    this.number.disabled = off;
    this.reason.hidden = !off;
    this.reason.textContent = reason ?? "";
    if (off) this.range.setAttribute("aria-describedby", this.reason.id);
    else this.range.removeAttribute("aria-describedby");
  }
}

class ChoiceControl {
  constructor(control, texts, { onChange, id }) {
    Object.assign(this, { control, onChange });
    this.radios = control.spoken.map((spoken, index) => {
      const radio = make("input", { type: "radio", name: id, value: index, id: `${id}-${index}` });
      radio.addEventListener("change", () => onChange(index));
      return radio;
    });
    this.reason = make("p", { className: "tt-reason", hidden: true });
    const legend = make("legend", { className: "tt-label" }, control.label);
    if (control.badge) {
      legend.append(" ", make("span", { className: "tt-badge", title: control.note }, control.badge));
    }
    this.node = make("fieldset", { className: "tt-control tt-choice", dataset: { control: control.name } }, legend,
      ...this.radios.map((radio, index) => make("label", { htmlFor: radio.id }, radio, control.shown[index])), this.reason);
  }

  show(index) {
    this.index = index;
    this.radios[index].checked = true;
  }

  enable(reason) {
    this.node.disabled = Boolean(reason);
    this.reason.hidden = !reason;
    this.reason.textContent = reason ?? "";
  }
}

/* A choice of many words, folded into one line. */
class ListControl {
  constructor(control, texts, { onChange, id }) {
    Object.assign(this, { control, onChange });
    this.list = make("select", { id, className: "tt-list-box" },
      ...control.shown.map((word) => make("option", { value: word }, word)));
    this.list.addEventListener("change", () => onChange(this.list.selectedIndex));
    this.reason = make("p", { className: "tt-reason", id: `${id}-reason`, hidden: true });
    const label = make("label", { className: "tt-label", htmlFor: id }, control.label);
    if (control.badge) {
      label.append(" ", make("span", { className: "tt-badge", title: control.note }, control.badge));
    }
    this.node = make("div", { className: "tt-control", dataset: { control: control.name } }, label, this.list, this.reason);
  }

  show(index) {
    this.index = index;
    this.list.selectedIndex = index;
  }

  enable(reason) {
    this.list.disabled = Boolean(reason);
    this.reason.hidden = !reason;
    this.reason.textContent = reason ?? "";
  }
}
