/* The editor for painted series: one value for each place of a strip. It paints by pointer, by key,
   by button and from a table, and reports whole series with the place that was touched, at most
   once for each frame of the screen. */
const LEAST_BAR = 3;

function clamped(number, most) {
  return Math.min(Math.max(number, 0), most);
}

class SeriesEditor {
  constructor(series, texts, { id, onPaint }) {
    Object.assign(this, { all: series, texts, id, onPaint });
    this.shown = series.map(() => []);
    this.painting = 0;
    this.place = 0;
    this.reason = make("p", { className: "tt-reason", id: `${id}-reason`, hidden: true });
    this.note = make("p", { className: "tt-note", attributes: { role: "status" }, hidden: true });
    this.works = make("fieldset", { className: "tt-paint-works" },
      make("legend", { className: "tt-hidden" }, texts.controls), this.buildStrip(), this.buildRow(), this.buildHint());
    [, this.stripNode, this.rowNode] = this.works.children;
    this.table = this.buildTable();
    this.node = make("fieldset", { className: "tt-control tt-series" }, ...this.buildHead(), this.reason, this.works,
      this.note, this.table);
    this.paintOn(0);
  }

  get series() {
    return this.all[this.painting];
  }

  /* The series in hand, with what was painted since the last frame. */
  get entries() {
    return this.draft ?? this.shown[this.painting];
  }

  /* ---------- building ---------- */

  buildHead() {
    const { all, texts, id } = this;
    if (all.length === 1) {
      return [make("legend", { className: "tt-label" }, fill(texts.paint, { label: all[0].label }), ...this.badge(all[0]))];
    }
    const radios = all.map((series, index) => {
      const radio = make("input", { type: "radio", name: `${id}-which`, id: `${id}-which-${index}`, checked: index === 0 });
      radio.addEventListener("change", () => this.paintOn(index));
      return make("label", { htmlFor: radio.id }, radio, series.label, ...this.badge(series));
    });
    return [make("legend", { className: "tt-label" }, texts.paintWhich), make("div", { className: "tt-paint-which" }, ...radios)];
  }

  badge({ badge, note }) {
    return badge ? [" ", make("span", { className: "tt-badge", title: note }, badge)] : [];
  }

  buildStrip() {
    this.high = make("span");
    this.low = make("span");
    this.scale = make("div", { className: "tt-paint-scale", attributes: { "aria-hidden": "true" } }, this.high, this.low);
    this.strip = make("div", { attributes: { "aria-hidden": "true" } });
    this.canvas = make("div", { className: "tt-paint", tabIndex: 0,
      attributes: { role: "slider", "aria-orientation": "vertical" } }, this.strip);
    this.ends = make("div", { className: "tt-paint-ends", attributes: { "aria-hidden": "true" } });
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.onDown(event));
    canvas.addEventListener("pointermove", (event) => this.onMove(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) canvas.addEventListener(end, (event) => this.onUp(event));
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    return make("div", { className: "tt-paint-frame" }, this.scale, canvas, this.ends);
  }

  buildRow() {
    const button = (sign, onClick) => {
      const node = make("button", { type: "button", className: "tt-paint-button" }, sign);
      node.addEventListener("click", onClick);
      return node;
    };
    this.before = button("‹", () => this.select(this.place - 1));
    this.after = button("›", () => this.select(this.place + 1));
    this.after.classList.add("tt-paint-after");
    this.less = button("−", () => this.change(-1));
    this.moreOf = button("+", () => this.change(1));
    this.now = make("span", { className: "tt-paint-now" });
    this.options = make("span", { className: "tt-paint-options", attributes: { role: "group" } });
    return make("div", { className: "tt-paint-row" }, this.before, this.after, this.now, this.less, this.moreOf, this.options);
  }

  buildHint() {
    this.hint = make("p", { className: "tt-reason", id: `${this.id}-hint` });
    return this.hint;
  }

  buildTable() {
    const { texts, id } = this;
    this.list = make("textarea", { id: `${id}-list`, rows: 2, autocomplete: "off", spellcheck: false, className: "tt-list" });
    this.listLabel = make("label", { htmlFor: this.list.id });
    this.use = make("button", { type: "button" }, texts.listUse);
    this.use.addEventListener("click", () => this.useList());
    this.list.addEventListener("input", () => {
      this.isListTyped = true;
    });
    this.numbers = make("div", { className: "tt-scroll tt-paint-table", tabIndex: 0,
      attributes: { role: "region", "aria-label": texts.typeNumbers } });
    this.typing = make("fieldset", { className: "tt-paint-typing" }, make("legend", { className: "tt-hidden" }, texts.typeNumbers),
      this.listLabel, this.list, make("div", {}, this.use), this.numbers);
    const table = make("details", { className: "tt-more" }, make("summary", {}, texts.typeNumbers), this.typing);
    // Some hundred fields are made only for those who open them.
    table.addEventListener("toggle", () => {
      if (table.open && !this.fields) this.buildFields();
      this.drawTable();
    });
    return table;
  }

  buildFields() {
        const longest = this.all.reduce((one, other) => (other.length > one.length ? other : one));
    this.fields = this.all.map(() => []);
    const rows = longest.places.map((word, place) => {
      const cells = this.all.map((series, index) => make("td", {}, ...(place < series.length ? [this.buildField(index, place)] : [])));
      return make("tr", {}, make("th", { scope: "row" }, word), ...cells);
    });
    const heads = this.all.map(({ label, unit }) => make("th", { scope: "col" }, unit ? `${label} (${unit})` : label));
    this.numbers.append(make("table", {}, make("thead", {}, make("tr", {}, make("td"), ...heads)), make("tbody", {}, ...rows)));
  }

  buildField(index, place) {
    const series = this.all[index];
    const attributes = { "aria-label": `${series.label}, ${series.places[place]}${series.unit_spoken ? `, ${series.unit_spoken}` : ""}` };
    const field = series.kind === "choice"
      ? make("select", { attributes }, ...series.shown.map((word, stop) => make("option", { value: word }, `${series.letters[stop]} ${word}`)))
      : make("input", { type: "text", inputMode: "decimal", autocomplete: "off", className: "tt-number", attributes });
    field.addEventListener("change", () => this.typed(index, place, field));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed(index, place, field);
    });
    this.fields[index][place] = { field, stop: -1 };
    return field;
  }

  /* Which of the series the strip shows and paints. */
  paintOn(index) {
    this.flush();
    this.painting = index;
    const { series, texts } = this;
    const isChoice = series.kind === "choice";
    this.parts = Array.from({ length: series.length }, () => isChoice
      ? make("span", { className: "tt-cell" })
      : make("span", { className: "tt-place" }, make("span", { className: "tt-bar" })));
    // The words to choose from stand above the cells: a calendar may be higher than the screen.
    this.works.insertBefore(this.rowNode, isChoice ? this.stripNode : this.hint);
    this.strip.className = isChoice ? "tt-cells" : "tt-bars";
    this.strip.style.gridTemplateColumns = series.columns ? `repeat(${series.columns}, minmax(0, 1fr))` : "";
    this.strip.replaceChildren(...this.parts);
    this.drawn = Array(series.length).fill(-1);
    this.canvas.classList.toggle("tt-of-cells", isChoice);
    this.canvas.classList.toggle("tt-calendar", series.columns > 0);
    this.canvas.setAttribute("aria-label", fill(texts.paint, { label: series.label }));
    this.canvas.setAttribute("aria-valuemin", series.stops[0]);
    this.canvas.setAttribute("aria-valuemax", series.stops.at(-1));
    const words = { place: series.place_label };
    this.hint.textContent = fill(isChoice ? texts.paintHintCells : texts.paintHint, words);
    this.high.textContent = isChoice ? "" : `${series.shown.at(-1)} ${series.unit}`;
    this.low.textContent = isChoice ? "" : series.shown[0];
    this.scale.hidden = isChoice;
    this.ends.replaceChildren(make("span", {}, series.places[0]), make("span", {}, series.columns ? series.places.at(-1) : `${series.length}`));
    this.before.setAttribute("aria-label", fill(texts.placeBefore, words));
    this.after.setAttribute("aria-label", fill(texts.placeAfter, words));
    this.less.setAttribute("aria-label", texts.valueLess);
    this.moreOf.setAttribute("aria-label", texts.valueMore);
    this.less.hidden = isChoice;
    this.moreOf.hidden = isChoice;
    this.options.hidden = !isChoice;
    this.options.setAttribute("aria-label", series.label);
    this.options.replaceChildren(...(isChoice ? series.shown.map((word, stop) => this.buildOption(word, stop)) : []));
    this.listLabel.textContent = fill(texts.listLabel, { label: series.label });
    this.isListTyped = false;
    if (this.shown[index].length) this.draw();
  }

  buildOption(word, stop) {
    const sign = make("span", { className: "tt-letter", dataset: { option: stop % 8 }, attributes: { "aria-hidden": "true" } }, this.series.letters[stop]);
    const button = make("button", { type: "button", className: "tt-paint-button" }, sign, " ", word);
    button.addEventListener("click", () => this.put(this.place, stop));
    return button;
  }

  /* ---------- painting ---------- */

  onDown(event) {
    if (this.isOff || event.button !== 0 || !event.isPrimary || this.pointer !== undefined) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    const spot = this.spotOf(event);
    // A cell is first only chosen: dragging it along repeats what is in it.
    this.carried = this.series.kind === "choice" ? this.entries[spot.place] : null;
    this.last = spot;
    if (this.carried === null) this.put(spot.place, spot.stop);
    else this.select(spot.place);
  }

  onMove(event) {
    if (event.pointerId !== this.pointer) return;
    const { last } = this;
    const spot = this.spotOf(event);
    const way = spot.place - last.place;
    // A quick hand skips places: what lies between lies on the line between.
    for (let step = 1; step <= Math.abs(way); step += 1) {
      const part = step / Math.abs(way);
      this.put(last.place + step * Math.sign(way), this.carried ?? Math.round(last.stop + part * (spot.stop - last.stop)));
    }
    if (way === 0 && this.carried === null) this.put(spot.place, spot.stop);
    this.last = spot;
  }

  onUp(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = undefined;
    this.flush();
  }

  spotOf({ clientX, clientY }) {
    const { series, strip, parts } = this;
    if (series.kind === "choice") {
      const away = (part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return Math.hypot(clientX - (left + right) / 2, clientY - (top + bottom) / 2);
      };
      const distances = parts.map(away);
      return { place: distances.indexOf(Math.min(...distances)), stop: 0 };
    }
    const { left, top, width, height } = strip.getBoundingClientRect();
    const place = clamped(Math.floor(((clientX - left) / width) * series.length), series.length - 1);
    const [low, high] = [series.stops[0], series.stops.at(-1)];
    const part = (top + height - clientY) / height;
    return { place, stop: nearest(series.stops, low + part * (high - low)) };
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const far = Math.max(2, Math.round(this.series.stops.length / 10));
    const steps = {
      ArrowLeft: () => this.select(this.place - 1),
      ArrowRight: () => this.select(this.place + 1),
      Home: () => this.select(0),
      End: () => this.select(this.series.length - 1),
      ArrowUp: () => this.change(1),
      ArrowDown: () => this.change(-1),
      PageUp: () => this.change(far),
      PageDown: () => this.change(-far),
    };
    if (!steps[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.isOff) steps[event.key]();
  }

  change(by) {
    this.put(this.place, this.entries[this.place] + by);
  }

  select(place) {
    this.put(place, null);
  }

  /* Sets one place, or with no stop only goes there; told once for each frame of the screen. */
  put(place, stop) {
    const { series } = this;
    const to = clamped(place, series.length - 1);
    const now = stop === null ? this.entries[to] : clamped(stop, series.stops.length - 1);
    if (to === this.place && now === this.entries[to]) return;
    this.draft ??= [...this.shown[this.painting]];
    this.draft[to] = now;
    this.place = to;
    this.frame ??= requestAnimationFrame(() => this.flush());
  }

  flush() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    if (!this.draft) return;
    const { draft } = this;
    this.draft = undefined;
    this.tell(this.painting, draft, this.place);
  }

  tell(index, entries, place) {
    this.shown[index] = [...entries];
    this.place = place;
    this.showNote("");
    this.onPaint(index, entries, place);
    this.draw();
  }

  /* ---------- typing ---------- */

  /* What a text means in a series: a stop, with what was typed where it moved; or why it means none. */
  meaning(series, typed) {
    const text = typed.trim();
    if (series.kind === "choice") {
      const found = [series.shown, series.letters, series.shown.map((word, stop) => String(stop + 1))]
        .map((names) => names.findIndex((name) => name.toLowerCase() === text.toLowerCase()))
        .find((stop) => stop >= 0);
      return found === undefined ? { why: fill(this.texts.notAnOption, { options: series.shown.join(", ") }) } : { stop: found };
    }
    const value = Number(text.replace(",", ".").replace("−", "-"));
    if (text === "" || !Number.isFinite(value)) return { why: this.texts.notANumberShort };
    const stop = nearest(series.stops, value);
    return { stop, moved: Math.abs(series.stops[stop] - value) > 1e-9 };
  }

  typed(index, place, field) {
    const series = this.all[index];
    const known = this.fields[index][place];
    if (series.kind !== "choice" && field.value === series.shown[known.stop]) {
      field.removeAttribute("aria-invalid");
      return;
    }
    const { why, stop, moved } = this.meaning(series, field.value);
    const words = { label: series.label, place: series.places[place], typed: field.value.slice(0, 20) };
    if (why) {
      field.setAttribute("aria-invalid", "true");
      this.showNote(fill(this.texts.listBad, { ...words, why }));
      return;
    }
    this.flush();
    field.removeAttribute("aria-invalid");
    known.stop = -1;
    const entries = [...this.shown[index]];
    entries[place] = stop;
    this.tell(index, entries, place);
    if (moved) this.showNote(fill(this.texts.listClamped, { ...words, count: 1, now: series.shown[stop] }));
  }

  useList() {
    const { series, texts } = this;
    const words = { label: series.label, place: series.place_label, length: series.length };
    const parts = this.listed(series, this.list.value);
    if (parts.length !== series.length && parts.length !== 1) {
      this.showNote(fill(texts.listLength, { ...words, count: parts.length }));
      return;
    }
    const read = parts.map((part) => this.meaning(series, part));
    const bad = read.findIndex(({ why }) => why);
    if (bad >= 0) {
      this.showNote(fill(texts.listBad, { ...words, place: series.places[bad], typed: parts[bad].slice(0, 20), why: read[bad].why }));
      return;
    }
    this.flush();
    this.isListTyped = false;
    const entries = Array.from({ length: series.length }, (none, place) => read[parts.length === 1 ? 0 : place].stop);
    this.tell(this.painting, entries, this.place);
    const moved = read.findIndex((each) => each.moved);
    const count = parts.length === 1 ? series.length : read.filter((each) => each.moved).length;
    this.showNote(moved < 0 ? fill(texts.listDone, words) : fill(texts.listClamped, { ...words, count, place: series.places[moved],
      typed: parts[moved].slice(0, 20), now: series.shown[read[moved].stop] }));
  }

  /* The parts of a typed list. Words may hold spaces, so commas or lines part them where there are any. */
  listed(series, text) {
    const isOneWord = series.kind === "choice" && !this.meaning(series, text).why;
    const between = series.kind === "choice" && /[,;\n]/.test(text.trim()) ? /[,;\n]+/ : /[\s,;]+/;
    const parts = isOneWord ? [text] : text.split(between);
    return parts.map((part) => part.trim()).filter(Boolean);
  }

  /* ---------- showing ---------- */

  show(at) {
    this.all.forEach((series, index) => {
      this.shown[index] = at.slice(series.start, series.start + series.length);
    });
    const { cursor, lead, length } = this.series;
    // What is just being painted is newer than what comes from elsewhere.
    if (!this.draft && cursor !== null) this.place = clamped(at[cursor] - lead, length - 1);
    this.place = clamped(this.place, length - 1);
    this.draw();
  }

  draw() {
    const { series, entries, place, texts } = this;
    entries.forEach((stop, index) => {
      const mark = 2 * stop + (index === place ? 1 : 0);
      if (this.drawn[index] === mark) return;
      this.drawn[index] = mark;
      this.drawPart(index, stop);
    });
    const said = fill(texts.paintPlace, { place: series.places[place], value: series.spoken[entries[place]] });
    this.now.textContent = said;
    this.canvas.setAttribute("aria-valuenow", series.stops[entries[place]]);
    this.canvas.setAttribute("aria-valuetext", said);
    this.before.disabled = place === 0;
    this.after.disabled = place === series.length - 1;
    this.less.disabled = entries[place] === 0;
    this.moreOf.disabled = entries[place] === series.stops.length - 1;
    [...this.options.children].forEach((button, stop) => button.setAttribute("aria-pressed", String(stop === entries[place])));
    this.drawTable();
  }

  drawPart(index, stop) {
    const { series, parts, place } = this;
    parts[index].classList.toggle("tt-here", index === place);
    if (series.kind === "choice") {
      parts[index].textContent = series.letters[stop];
      parts[index].dataset.option = stop % 8;
      return;
    }
    const [low, high] = [series.stops[0], series.stops.at(-1)];
    const part = (100 * (series.stops[stop] - low)) / (high - low);
    parts[index].firstChild.style.height = `${Math.max(part, LEAST_BAR)}%`;
  }

  drawTable() {
    if (!this.table.open) return;
    const { series } = this;
    const words = this.entries.map((stop) => series.shown[stop]);
    if (!this.isListTyped) this.list.value = words.join(series.kind === "choice" ? ", " : " ");
    this.fields?.forEach((column, index) => column.forEach((known, place) => {
      const stop = this.shown[index][place];
      // What could not be read stays until it is put right or the value changes.
      if (stop === known.stop) return;
      known.stop = stop;
      known.field.value = this.all[index].shown[stop];
      known.field.removeAttribute("aria-invalid");
    }));
  }

  showNote(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  /* `reason` says why nothing can be painted here; a locked view has said its reason elsewhere. */
  enable(reason, isLocked) {
    this.isOff = Boolean(reason) || isLocked;
    this.works.disabled = Boolean(reason);
    this.typing.disabled = Boolean(reason);
    this.reason.hidden = !reason;
    this.reason.textContent = reason ?? "";
    this.hint.hidden = Boolean(reason);
    this.canvas.tabIndex = this.isOff ? -1 : 0;
    this.canvas.setAttribute("aria-disabled", String(this.isOff));
    this.canvas.setAttribute("aria-describedby", reason ? this.reason.id : this.hint.id);
  }

  remove() {
    cancelAnimationFrame(this.frame);
  }
}
