/* The prediction step: a question answered before the controls open. */
const SKIPPED = -2;
const OPEN = -1;

class PredictionStep {
  constructor(prediction, texts, id, onAnswer) {
    Object.assign(this, { prediction, texts, onAnswer });
    const options = prediction.options.map((option, index) => {
      const radio = make("input", { type: "radio", name: id, value: index, id: `${id}-${index}` });
      return make("label", { htmlFor: radio.id }, radio, option.text);
    });
    const commit = make("button", { type: "submit", className: "tt-primary" }, texts.commit);
    const skip = make("button", { type: "button" }, texts.skip);
    this.form = make("form", { className: "tt-question" },
      make("fieldset", {}, make("legend", {}, make("strong", {}, texts.predictFirst), " ", prediction.question), ...options),
      make("div", { className: "tt-buttons" }, commit, skip), make("p", { className: "tt-reason" }, texts.locked));
    this.missing = make("p", { className: "tt-reason", attributes: { role: "alert" } });
    this.form.append(this.missing);
    this.answered = make("p", { className: "tt-answered", hidden: true });
    this.node = make("div", { className: "tt-prediction" }, this.form, this.answered);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = this.form.querySelector("input:checked");
      if (chosen) this.onAnswer(Number(chosen.value));
      else this.missing.textContent = texts.chooseFirst;
    });
    skip.addEventListener("click", () => this.onAnswer(SKIPPED));
  }

  show(answer, sceneName) {
    const open = answer === OPEN;
    this.form.hidden = !open;
    this.answered.hidden = open || answer === SKIPPED;
    const option = this.prediction.options[answer];
    if (!option) return;
    const settled = sceneName === this.prediction.settled_by;
    const said = fill(this.texts.youSaid, { answer: option.text });
    this.answered.textContent = settled ? `${said} ${option.feedback}` : `${said} ${fill(this.texts.seeScene, { scene: this.prediction.settled_label })}`;
    this.answered.classList.toggle("tt-settled", settled);
  }
}
