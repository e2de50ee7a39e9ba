"""Lesson 05: what hands do to pain and reflex, for how long, and what they were not shown to do.

Every number in these texts comes from the register or is computed by the models when it is shown.
The lesson is written so that a massage therapist can read it: relief is real and worth having;
what it is not shown to be is repair.
"""

from tendon_teaching.evidence import value
from tendon_teaching.explorers import (
    hand_against_step,
    how_long_does_it_last,
    the_gate,
    two_eeg_studies,
)
from tendon_teaching.figures import eeg
from tendon_teaching.figures.how_long import when
from tendon_teaching.figures.stress_ladder import Picture
from tendon_teaching.lessons.content import (
    EvidenceGroup,
    ExpectedAnswer,
    Explanation,
    Lesson,
    LessonPlan,
    ModelCard,
    Option,
    Point,
    Question,
    Step,
    Table,
    TwoWords,
)
from tendon_teaching.models.activities import TeachingBody, activity
from tendon_teaching.models.gate import GateInputs, GateNetwork, GateState
from tendon_teaching.models.massage import ThoughtExperiment, WhatIf, thought_experiment
from tendon_teaching.models.relief import (
    CalfReflex,
    HowLong,
    MuscleStiffness,
    Onset,
    ReliefCurve,
)
from tendon_teaching.models.stress_ladder import Direction, Rung, hand_against, ladder, rung
from tendon_teaching.texts import _

WHAT_IF_PCT = (0.0, 5.0, 10.0, 25.0, 100.0)


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="05",
        notebook="05_massage_and_the_nervous_system.ipynb",
        title=_("Massage and the nervous system"),
        message_line=4,
        popular=_(
            "Massage does not push out knots, break scar or line up fibres. It calms the nervous "
            "system, so pain drops and muscle relaxes. Only exercise rebuilds."
        ),
        opening_claims=("A12", "A13", "A14", "A15"),
        claims=("A12", "A13", "A14", "A15", "A16", "A17", "A18"),
        goals=_goals(),
        words=_words(),
        explanation=_gate_explanation(),
        other_explanations={
            how_long_does_it_last.NAME: _time_explanation(),
            hand_against_step.NAME: _ladder_explanation(),
            two_eeg_studies.NAME: _eeg_explanation(),
        },
        doubt=_doubt(),
        sceptics=_sceptics(),
        sceptics_table=_what_if_table(),
        evidence=_evidence(),
        abbreviations=_abbreviations(),
        left_out=_left_out(),
        models=_models(),
        questions=_questions(),
        plan=_plan(),
        other_value_ids=("S093",),
    )


def _goals() -> tuple[str, ...]:
    return (
        _("what massage does: it changes how the nervous system handles a signal;"),
        _("for how long: the reflex for seconds, the muscle for minutes, relief perhaps hours;"),
        _(
            "what it has not been shown to do: rebuild, re-align or break anything in a sore "
            "tendon;"
        ),
        _("why “not shown” is no reason to look down on massage, nor proof that it cannot."),
    )


def _words() -> tuple[TwoWords, ...]:
    return (
        TwoWords(
            _("relief"),
            _("repair"),
            _(
                "Relief is less pain, and it counts. Repair is other tissue. Either can come "
                "without the other."
            ),
        ),
        TwoWords(
            _("a reflex"),
            _("a relaxed muscle"),
            _(
                "The H-reflex is the answer of a calf to a small electric shock. Massage lowers "
                "it a lot. A resting calf is nearly silent anyway, so it is not “relaxed” by the "
                "same share."
            ),
        ),
        TwoWords(
            _("the calf"),
            _("the tendon"),
            _(
                "In the trial the hands pressed the calf. In friction massage they rub the "
                "tendon. What was found for one was not found for the other."
            ),
        ),
        TwoWords(
            _("not shown"),
            _("shown not to be"),
            _(
                "Nobody has shown that massage rebuilds a sore tendon. Nobody has shown that it "
                "cannot. The first is where a claim has to begin."
            ),
        ),
    )


# ---------- numbers of the models, as the explorers compute them ----------


def _gate(scene: str) -> GateState:
    explorer = the_gate.definition()
    state: GateState = explorer.compute(**explorer.scene(scene).values)
    return state


def _after(scene: str) -> HowLong:
    explorer = how_long_does_it_last.definition()
    moment: HowLong = explorer.compute(**explorer.scene(scene).values)
    return moment


def _ladder(scene: str) -> Picture:
    explorer = hand_against_step.definition()
    picture: Picture = explorer.compute(**explorer.scene(scene).values)
    return picture


def _relief(state: GateState) -> float:
    if state.relief_pct is None:
        raise ValueError("a scene of this lesson has no pain to relieve")
    return state.relief_pct


def _gate_explanation() -> Explanation:
    hands, sorer, loud = _gate("hands_on"), _gate("sorer"), _gate("amplified")
    alone, good = _gate("no_hands"), _gate("too_good")
    return Explanation(
        paragraphs=(
            _(
                "Touch runs along thick, quick fibres. In the spinal cord it wakes closing cells, "
                "and these hold back what the thin fibres bring. In this model a touch of "
                "{touch:.1f} takes pain from {before:.1f} to {now:.1f} of 10. The tendon sends "
                "{signal:.1f} before and after."
            ).format(
                touch=hands.inputs.touch,
                before=hands.pain_before,
                now=hands.pain,
                signal=hands.inputs.signal,
            ),
            _(
                "That size was put in. In forearms sore from exercise, massage took back "
                "{stretch} of the pain on stretching (M115) and {press} of the soreness on "
                "pressing (M116); light stroking did as well on pressing, and pain at rest did "
                "not change."
            ).format(stretch=value("M115").text, press=value("M116").text),
            _(
                "The same kind of touch helps less when the tendon is louder: {sorer:.0f} % "
                "relief, and {loud:.0f} % when the spinal cord makes more of the signal. And no "
                "hands are needed for some of it: a brake from the brain alone relieves "
                "{alone:.0f} % here. Expecting help, feeling safe and good company may work that "
                "way. Studies cannot separate them from the hands."
            ).format(sorer=_relief(sorer), loud=_relief(loud), alone=_relief(alone)),
            _(
                "Push touch to {touch:.1f}, and the model relieves {good:.0f} %. No study here saw "
                "that: there the model is wrong, and it is hatched."
            ).format(touch=good.inputs.touch, good=_relief(good)),
        ),
        table=_gate_table(),
    )


def _gate_table() -> Table:
    explorer = the_gate.definition()
    return Table(
        caption=_("The scenes in numbers, in this model. Pain from 0 to 10, low is good."),
        columns=(
            _("Scene"),
            _("Signal"),
            _("Touch"),
            _("Pain before"),
            _("Pain now"),
            _("Relief"),
        ),
        rows=tuple(
            (
                scene.label,
                f"{state.inputs.signal:.1f}",
                f"{state.inputs.touch:.1f}",
                f"{state.pain_before:.1f}",
                f"{state.pain:.1f}",
                f"{_relief(state):.0f} %",
            )
            for scene in explorer.scenes
            for state in (explorer.compute(**scene.values),)
        ),
    )


def _time_explanation() -> Explanation:
    on, minute, ten = _after("hands_on"), _after("one_minute"), _after("ten_minutes")
    day, course = _after("next_day"), _after("course")
    falls = [value(row).text for row in ("M030", "M164")]
    return Explanation(
        paragraphs=(
            _(
                "Three things, three lengths. The reflex of the calf changed by {one} in one study "
                "(M030) and {other} in another (M164) while the hands were on, and it was back at "
                "the first reading afterwards (M031). It answers the hands; it keeps nothing."
            ).format(one=falls[0], other=falls[1]),
            _(
                "The stiffness of the muscle changed by {stiffness} (M056), and three minutes "
                "later it was no different from before (M057). Two other studies saw no softer "
                "muscle at all (M059, M060)."
            ).format(stiffness=value("M056").text),
            _(
                "Relief lasts longer. In this model {on:.0f} % with the hands on, {minute:.0f} % "
                "after a minute, {ten:.0f} % after ten, {day:.0f} % after a day. The start is "
                "between two measured sizes, the rest is a teaching curve: up to an hour there "
                "are trials (M111), beyond a day nobody measured it in a painful tendon."
            ).format(
                on=on.relief_pct,
                minute=minute.relief_pct,
                ten=ten.relief_pct,
                day=day.relief_pct,
            ),
            _(
                "Sessions hardly add up here: twice a week for six weeks, {left:.0f} % is left "
                "when the last begins. That is not the last word. Courses of massage went with "
                "less delayed pain and less trait anxiety over many studies (M049)."
            ).format(left=course.before_last_pct),
        ),
        table=_time_table(),
    )


def _time_table() -> Table:
    explorer = how_long_does_it_last.definition()
    names = ("hands_on", "one_minute", "ten_minutes", "next_day", "next_week")
    return Table(
        caption=_("After one massage, in this model. The relief is a teaching curve."),
        columns=(_("When"), _("Reflex, of rest"), _("Muscle stiffness"), _("Relief")),
        rows=tuple(
            (
                when(moment.seconds),
                f"{moment.reflex_pct:.0f} %",
                _change(moment.stiffness_pct),
                f"{moment.relief_pct:.0f} %",
            )
            for name in names
            for moment in (explorer.compute(**explorer.scene(name).values),)
        ),
    )


def _change(percent: float) -> str:
    return "0 %" if abs(percent) < 0.05 else f"{percent:+.1f} %"


def _ladder_explanation() -> Explanation:
    thumb, firm = _ladder("thumb"), _ladder("firm")
    friction = value("M074")
    return Explanation(
        paragraphs=(
            _(
                "{n} physiotherapists pressed with {pressure} in friction massage (M074). A thumb "
                "of {thumb:.1f} kg on each square centimetre presses across the fibres. A walking "
                "step pulls about {times:.0f} times as hard along them, {steps:,} times a day in "
                "this model."
            ).format(
                n=friction.n,
                pressure=friction.text,
                thumb=thumb.hand_kg_per_cm2,
                times=thumb.against.times_more,
                steps=activity("walking").cycles,
            ),
            _(
                "Even a firm hand of {firm:.1f} kg lies {times:.0f} times below a seated heel "
                "raise, the easiest exercise of its study. If stress alone broke scar or put "
                "fibres in order, walking would have done it first."
            ).format(firm=firm.hand_kg_per_cm2, times=firm.against.times_more),
            _(
                "Two sentences keep that honest. Hands do dent a tendon, sideways and briefly. And "
                "pressing across is not pulling along: cells may feel a squeeze that breaks "
                "nothing. So it is an argument about size, not a proof about massage."
            ),
            _(
                "Knots and scar: no good human evidence, and a model asks forces outside the range "
                "of hands for dense fascia (M068), while soft nasal fascia does give way (M071). "
                "Blood: a massaged leg had the flow of a resting one, {rest}, and light kicking "
                "{kick} (M051, M053). Animals: a cut rat ligament was {early} stiffer than the "
                "other side at four weeks and {late} at twelve (M151, M153)."
            ).format(
                rest=value("M051").text,
                kick=value("M053").text,
                early=value("M151").text,
                late=value("M153").text,
            ),
        ),
        table=_ladder_table(),
    )


def _ladder_table() -> Table:
    thumb = hand_against_step.THUMB_KG_PER_CM2
    skipped = {"light_massage", "deep_massage"}
    return Table(
        caption=_(
            "The ladder in numbers, for the teaching tendon. Light and deep massage of the reflex "
            "studies are left out: they were read on a sensor of their own."
        ),
        columns=(
            _("What"),
            _("Direction"),
            _("MPa"),
            _("kg on each cm²"),
            _("Times a thumb of {thumb:.1f} kg").format(thumb=thumb),
        ),
        rows=tuple(_ladder_row(one, thumb) for one in ladder() if one.name not in skipped),
    )


def _ladder_row(one: Rung, thumb: float) -> tuple[str, ...]:
    times = "–"
    if one.direction is Direction.ALONG:
        times = f"{hand_against(thumb, one.name).times_more:.0f}"
    return (
        one.text,
        one.direction.text,
        f"{one.stress_mpa:.2g}" if one.stress_mpa < 10 else f"{one.stress_mpa:.0f}",
        f"{one.kg_per_cm2:.1f}" if one.kg_per_cm2 < 10 else f"{one.kg_per_cm2:,.0f}",
        times,
    )


def _eeg_explanation() -> Explanation:
    first, group, all_groups = eeg.people()
    opposite = _in_words(
        [
            band.text
            for band in eeg.Band
            if eeg.agreement(band, eeg.Shown.MODERATE) is eeg.Agreement.OPPOSITE
        ]
    )
    return Explanation(
        paragraphs=(
            _(
                "In one study of {first} healthy adults, Swedish massage went with less delta and "
                "theta and more alpha (M023, M024). In another, of {all} healthy adults, moderate "
                "pressure went with more delta and less alpha and beta (M026). Opposite in: "
                "{opposite}."
            ).format(first=first, all=all_groups, opposite=opposite),
            _(
                "Beta fell in both. But in the first study only over the touch area opposite the "
                "massaged arm (M025): the brain's map of that arm was busy, which is what one "
                "would expect of any touch."
            ),
            _(
                "Light pressure, in a group of {group}, lowered delta and raised the heart rate "
                "(M027). So light is not automatically calming, and opposite waves can both be "
                "read as relaxation."
            ).format(group=group),
            _(
                "What may be said: brain activity changes while someone is massaged. What may "
                "not: that a certain wave shows calm, or anything about sore tendons. Nobody here "
                "had one, and no pain was measured in the first study."
            ),
        ),
        table=_eeg_table(),
    )


def _in_words(names: list[str]) -> str:
    return ", ".join(names)


def _eeg_table() -> Table:
    first = eeg.pattern_2018()
    moderate, light = (eeg.pattern_2004(s) for s in (eeg.Shown.MODERATE, eeg.Shown.LIGHT))
    return Table(
        caption=_("Published directions. Not seen means that the abstract did not name it."),
        columns=(
            _("Reading"),
            _("2018, Swedish massage"),
            _("2004, moderate pressure"),
            _("2004, light pressure"),
            _("2018 and moderate 2004"),
        ),
        rows=tuple(
            (
                band.text,
                first.ways[band].text,
                moderate.ways[band].text,
                light.ways[band].text,
                eeg.agreement(band, eeg.Shown.MODERATE).text,
            )
            for band in eeg.Band
        ),
    )


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    people = value("M001").value or 0.0
    sessions = 6 * sum(value(row).value or 0.0 for row in ("M008", "M008b"))
    return (
        _(
            "Is it the gate? Touch on the sore spot is not all of it. Light stroking eased "
            "pressing pain as much as deep massage (M116), slow brushing eased heat pain and fast "
            "brushing did not (M093), the untouched leg eased as well (M114), and people stroked "
            "elsewhere became more sensitive (M094). Gate theory is {status} (M087)."
        ).format(status=value("M087").text),
        _(
            "Does it help a sore Achilles? In a trial of {people:.0f} people all three groups got "
            "better (M003). Calf massage was ahead of eccentric exercise at week four (M004), and "
            "no difference was found later (M005). Both sides may quote that: massage had no "
            "lasting advantage, and massage alone was not found worse. There was no untreated "
            "group, and {sessions:.0f} massages stood against {contacts:.0f} visit of the exercise "
            "group (M008, M010, second-hand)."
        ).format(people=people, sessions=sessions, contacts=value("M010").value),
        _(
            "And never the tissue? That goes too far. In animals, early and repeated massage "
            "changed cells (M147), lowered scarring when given during overuse (M156, M157) and "
            "sped the early healing of a cut ligament (M151). In human MUSCLE, damaged by "
            "exercise, signals of inflammation went down for hours (M146). No human study seen "
            "here shows such a thing in a sore Achilles."
        ),
    )


def _sceptics() -> tuple[Point, ...]:
    return (*_points_on_hands(), *_points_on_relief(), *_points_on_tendons())


def _points_on_hands() -> tuple[Point, ...]:
    running = rung("running")
    return (
        Point(
            _("Is deeper better?"),
            _(
                "For the reflex, deep lowers it more than light (M041). For pain not: in painful "
                "knee tendons any pressure helped alike (M078), light stroking did as well as deep "
                "(M116), and a massage that hurt more did not soften the calf more ({r}, "
                "M058). Deep pressure first made a resting thigh busier, by {emg} (M045)."
            ).format(r=value("M058").text, emg=value("M045").text),
        ),
        Point(
            _("Does the muscle relax?"),
            _(
                "After twenty minutes of massage the shoulder muscle was less active, {emg} "
                "(M044). Stiffness fell briefly in one study and not in two. What people feel as "
                "loose may be the feeling itself, and that is worth something too."
            ).format(emg=value("M044").text),
        ),
        Point(
            _("Does friction massage numb?"),
            _(
                "Yes, within about a minute in healthy knee tendons: sooner with harder "
                "pressing (M075 to M077). The printed times disagree with their own quartiles, so "
                "only the order is used."
            ),
        ),
        Point(
            _("Are the steps of the ladder right?"),
            _(
                "Only roughly. Methods put a running step anywhere from {low:.0f} to {high:.0f} "
                "MPa (S110, S113b), which passes the textbook breaking stress of {breaking} (S080, "
                "second-hand): area, method or textbook must be off. The walking step of this kit "
                "lies below what was measured (S109, S112). Keep the order of magnitude and leave "
                "the digits."
            ).format(low=running.low_mpa, high=running.high_mpa, breaking=value("S080").text),
        ),
        Point(
            _("Stress hormones?"),
            _(
                "In adults the effect on cortisol was not different from zero: {cortisol} (M046)."
            ).format(cortisol=value("M046").text),
        ),
    )


def _points_on_relief() -> tuple[Point, ...]:
    neck = [value(row).printed_value for row in ("M125", "M126")]
    sham, none, active = (value(row).printed_value for row in ("M119", "M120", "M121"))
    return (
        Point(
            _("Is it only expectation?"),
            _(
                "In many kinds of pain, and in units of the spread between people (minus: less "
                "pain): {none} against no treatment, {sham} against sham, {active} against another "
                "treatment (M119 to M121). The fairer the comparison, the smaller it is. Part of "
                "any effect comes with every treatment, exercise included."
            ).format(none=none, sham=sham, active=active),
        ),
        Point(
            _("At once, or later?"),
            _(
                "Pooled over many studies one session lowered anxiety and heart rate but not "
                "immediate pain; a course lowered pain assessed later (M048, M049). Single trials "
                "of sore muscle did see relief at once (M111, M113). After hard exercise the "
                "benefit was larger on days two and three than on day one (M129 to M131), and one "
                "trial saw none (M139)."
            ),
        ),
        Point(
            _("Does the dose matter?"),
            _(
                "In neck pain an hour two or three times a week raised the chance of relief to "
                "{two} and {three} times that of waiting (M125, M126); half hours did no better "
                "than waiting (M128). Everybody knew who was massaged."
            ).format(two=neck[0], three=neck[1]),
        ),
        Point(
            _("Did light exercise do as well?"),
            _(
                "Yes, for a sore shoulder: ten minutes of either beat rest, for up to an hour "
                "(M111)."
            ),
        ),
    )


def _points_on_tendons() -> tuple[Point, ...]:
    fixed, random, single = (_difference(row) for row in ("M015", "M016", "M017"))
    ten = thought_experiment(10.0)
    return (
        Point(
            _("Is that trial the only one?"),
            _(
                "Nearly. Three trials together, in units of the spread between people (minus "
                "favours massage): {fixed} or {random}, depending on how they are pooled (M015, "
                "M016). The second way allows for trials that disagree, and then nothing can be "
                "claimed. One of them found {single} (M017). Another trial, with pain where the "
                "tendon meets the heel, had {n} people (M013). One in which every group got "
                "friction massage cannot tell (M166, M167)."
            ).format(fixed=fixed, random=random, single=single, n=value("M013").n),
        ),
        Point(
            _("And self-massage?"),
            _(
                "Not tested for the Achilles; a trial was registered and no result was found "
                "(M168). A roller eased sore thighs for an hour (M113) and made calves softer for "
                "a while (M064)."
            ),
        ),
        Point(
            _("“Avoid friction massage”, says an expert?"),
            _(
                "It is on a list of ten things to avoid, as one expert's opinion (M067, "
                "second-hand; the wording was not seen). It speaks of the tendon. The trial "
                "pressed the calf."
            ),
        ),
        Point(
            _("How may it open the door to loading?"),
            _(
                "Pain alone holds a calf back: injected pain lowered its activity (M099), and an "
                "injection that took the pain away made heel raises normal within minutes (M098). "
                "So less pain may mean more loading. Whether massage does that, the trial did not "
                "show: both together were not better than either alone (M006, second-hand)."
            ),
        ),
        Point(
            _("What if massage did rebuild?"),
            _(
                "In this kit it reaches no tissue, because we decided so; no picture here proves "
                "it. Undo the decision: if one massage were worth {worth:.0f} % of a loading "
                "session, stiffness would gain {gain:.0f} % in twelve weeks, and a trial would "
                "need about {people:,} people in each group to see it. See the table. The trial "
                "had {had:.0f} in three groups."
            ).format(
                worth=ten.rebuild_pct,
                gain=ten.massage_gain_pct,
                people=_tens(ten.people_per_group),
                had=value("M001").value,
            ),
        ),
    )


def _difference(row: str) -> str:
    """A standardised difference with its interval, without its unit."""
    found = value(row)
    return _("{number} (95 % CI {low} to {high})").format(
        number=found.printed_value, low=found.spread_low, high=found.spread_high
    )


def _tens(people: int | None) -> int:
    """A number of people to two digits that count; it is no better known."""
    if people is None:
        raise ValueError("without an effect no number of people can see it")
    return int(float(f"{people:.2g}"))


def _what_if_table() -> Table:
    found = [thought_experiment(percent) for percent in WHAT_IF_PCT]
    loading = found[0]
    return Table(
        caption=_(
            "A thought experiment, in this model: massage as in the trial for twelve weeks. What "
            "would reveal it is stiffness; the spread between people ({spread:.0f} % of the mean, "
            "S093) stands in for an error of measurement that nobody published here."
        ).format(spread=loading.spread_pct),
        columns=(
            _("One massage is worth"),
            _("Stiffness gained"),
            _("People in each group to see it"),
        ),
        rows=(
            *(_what_if_row(one) for one in found),
            (
                _("loading, three times a week"),
                f"{loading.loading_gain_pct:+.0f} %",
                f"{_tens(loading.loading_people_per_group):,}",
            ),
        ),
    )


def _what_if_row(one: ThoughtExperiment) -> tuple[str, ...]:
    people = "–" if one.people_per_group is None else f"{_tens(one.people_per_group):,}"
    worth = _("{percent:.0f} % of a loading session").format(percent=one.rebuild_pct)
    return (worth, _whole_change(one.massage_gain_pct), people)


def _whole_change(percent: float) -> str:
    return "0 %" if abs(percent) < 0.5 else f"{percent:+.0f} %"


def _left_out() -> tuple[Point, ...]:
    return (
        Point(
            _("The wiring."),
            _("Nobody has measured this circuit in a person. It is a drawing that computes."),
        ),
        Point(
            _("The person with the hands."),
            _("Trust, time, talk and expectation come with every massage; here they are a slider."),
        ),
        Point(
            _("Kinds of touch."),
            _(
                "Slow and fast, light and deep are one number in the circuit. In people they "
                "differ."
            ),
        ),
        Point(
            _("Tendon patients."),
            _("Most rows are from healthy people or sore muscles. Each picture says whose."),
        ),
        Point(
            _("Any effect of hands on tissue."),
            _("Left out by decision, not by finding."),
        ),
        Point(
            _("Squeeze."),
            _("Cells feel pressure from the side as well. The ladder only compares sizes."),
        ),
        Point(_("You."), _("None of it says how long relief lasts in one person.")),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (*_evidence_on_pain(), *_evidence_on_nerves(), *_evidence_on_tissue())


def _evidence_on_pain() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("The trial: calf massage, eccentric exercise, or both"),
            (
                *("M001", "M002", "M003", "M004", "M005", "M006", "M007"),
                *("M008", "M008b", "M009", "M010", "M011"),
            ),
            _("The hands pressed the calf. Scores of each group could not be read."),
        ),
        EvidenceGroup(
            _("Other trials for the Achilles"),
            (
                *("M013", "M014", "M015", "M016", "M017", "M166", "M167", "M168"),
                *("M018", "M018b", "M019", "M020", "M021"),
            ),
        ),
        EvidenceGroup(
            _("Friction massage of tendons"),
            ("M074", "M075", "M076", "M077", "M078", "M079", "M080", "M081", "M082"),
            _("Knee and elbow tendons. None of these is an Achilles."),
        ),
        EvidenceGroup(
            _("Relief within an hour"),
            ("M115", "M116", "M109", "M110", "M111", "M113", "M114", "M117", "M118"),
            _("Sore muscle, mostly. Look where the hands were."),
        ),
        EvidenceGroup(
            _("Relief over days and weeks"),
            (
                *("M129", "M130", "M131", "M132", "M136", "M137", "M138", "M139"),
                *("M119", "M120", "M121", "M122", "M123", "M125", "M126", "M127", "M127b", "M128"),
            ),
        ),
        EvidenceGroup(
            _("Mood and hormones"),
            ("M048", "M049", "M046", "M047"),
        ),
    )


def _evidence_on_nerves() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("The reflex of the calf"),
            (
                *("M030", "M031", "M032", "M033", "M034", "M035", "M036", "M037", "M038"),
                *("M039", "M040", "M041", "M042", "M043", "M164", "M165"),
            ),
            _("During and after. The reflex is not muscle tone."),
        ),
        EvidenceGroup(
            _("Muscle: activity, stiffness, range"),
            (
                *("M044", "M045", "M056", "M057", "M058", "M059", "M060"),
                *("M061", "M062", "M063", "M064"),
            ),
        ),
        EvidenceGroup(
            _("Touch and pain in nerve and spinal cord"),
            (
                *("M087", "M088", "M089", "M090", "M091", "M092", "M093", "M094"),
                *("M095", "M096", "M097", "M100", "M101", "M102", "M103", "M106", "M107", "M108"),
            ),
            _("The rows on published models name their parts. Their equations were not seen."),
        ),
        EvidenceGroup(
            _("Pain holds a calf back"),
            ("M098", "M099"),
        ),
        EvidenceGroup(
            _("Brain waves"),
            ("M023", "M024", "M025", "M026", "M027"),
            _("Healthy adults. The two studies disagree on delta and alpha."),
        ),
        EvidenceGroup(
            _("What reviews and experts say"),
            ("M028", "M029", "M065", "M066", "M067", "M135"),
        ),
    )


def _evidence_on_tissue() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("Forces that would deform dense tissue"),
            ("M068", "M069", "M070", "M071", "M072", "M169"),
            _("One model of fascia, not tendon, and criticised."),
        ),
        EvidenceGroup(
            _("What a step and an exercise pull"),
            (
                *("S114", "L276", "L275", "L161", "S109", "S112"),
                *("S110", "L162", "S113b", "S115", "S080"),
            ),
            _("Methods disagree up to three-fold or more on one activity."),
        ),
        EvidenceGroup(
            _("Blood flow and warmth"),
            ("M050", "M051", "M052", "M053", "M054", "M054b", "M055", "M055b"),
        ),
        EvidenceGroup(
            _("Tissue markers and animals: against “never”"),
            (
                *("M133", "M134", "M146", "M147", "M148", "M149", "M150", "M151", "M152", "M153"),
                *("M154", "M155", "M156", "M157", "M158", "M159", "M160", "M161", "M161b"),
                *("M162", "M163"),
            ),
            _("Rats, rabbits and damaged human muscle. No row is a sore human tendon."),
        ),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "CI": _("confidence interval"),
        "CPM": _("conditioned pain modulation: one pain that quiets another"),
        "DOMS": _("soreness in the days after hard exercise"),
        "EEG": _("brain waves, read from the scalp"),
        "EMG": _("electrical activity of a muscle"),
        "IASTM": _("massage with a tool"),
        "OR": _("here the word “or”"),
        "PPT": _("pressure pain threshold: the pressure that begins to hurt"),
        "RR": _("relative risk: how many times as likely"),
        "SD": _("standard deviation: how much people differ"),
        "SMD": _("standardised mean difference: a difference in units of the spread"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(
            _("The gate: what goes in"),
            GateInputs,
            {
                "signal": _("Signal from the sore tendon"),
                "touch": _("Touch"),
                "brake": _("Brake from the brain"),
                "amplifier": _("Amplifier"),
            },
        ),
        ModelCard(
            _("The gate: the circuit"),
            GateNetwork,
            {
                "touch_to_closer": _("Touch drives the closing cells"),
                "signal_to_closer": _("Signal quiets the closing cells"),
                "signal_to_opener": _("Signal drives the opening cells"),
                "closer_to_opener": _("Closing cells quiet opening cells"),
                "signal_to_carrier": _("Signal drives the carrier"),
                "opener_to_carrier": _("Opening cells drive the carrier"),
                "touch_to_carrier": _("Touch drives the carrier"),
                "closer_to_carrier": _("Closing cells quiet the carrier"),
                "brake_to_carrier": _("Brake quiets the carrier"),
                "brake_to_closer": _("Brake drives the closing cells"),
                "carrier_to_brake": _("Carrier calls the brake"),
                "closer_threshold": _("Threshold of the closing cells"),
                "opener_threshold": _("Threshold of the opening cells"),
                "carrier_threshold": _("Threshold of the carrier"),
                "brake_threshold": _("Threshold of the brake"),
                "steepness": _("Steepness of all answers"),
                "cord_s": _("Time of the cells in the cord"),
                "brake_s": _("Time of the brake"),
            },
        ),
        ModelCard(
            _("How long: relief"),
            ReliefCurve,
            {
                "at_once_pct": _("Relief at once"),
                "minutes_share": _("Share that fades in minutes"),
                "hours_share": _("Share that fades in hours"),
                "fades_in_minutes": _("First part: time to fade"),
                "fades_in_hours": _("Second part: time to fade"),
                "fades_in_days": _("Third part: time to fade"),
            },
        ),
        ModelCard(
            _("How long: calf reflex"),
            CalfReflex,
            {
                "deepest_fall_pct": _("Fall under endless pressure"),
                "pressure_scale_kpa": _("Pressure that does most of it"),
                "deep_kpa": _("Deep massage, on that sensor"),
                "light_kpa": _("Light massage, on that sensor"),
                "falls_in_s": _("Time to fall"),
                "returns_in_s": _("Time to return"),
            },
        ),
        ModelCard(
            _("How long: muscle stiffness"),
            MuscleStiffness,
            {"at_once_pct": _("Change at once"), "returns_in_s": _("Time to return")},
        ),
        ModelCard(
            _("Numbing by friction"),
            Onset,
            {
                "light_kpa": _("Lightest pressure tried"),
                "hard_kpa": _("Hardest pressure tried"),
                "light_s": _("Time to numb, lightest"),
                "hard_s": _("Time to numb, hardest"),
            },
        ),
        ModelCard(
            _("The body behind the ladder"), TeachingBody, {"body_weight_n": _("Body weight")}
        ),
        ModelCard(
            _("The thought experiment"),
            WhatIf,
            {"rebuild_pct": _("What one massage is worth")},
        ),
    )


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_relief(),
        _question_on_time(),
        _question_on_depth(),
        _question_on_scar(),
        _question_on_the_trial(),
        _question_on_waves(),
        _question_on_the_decision(),
    )


def _question_on_relief() -> Question:
    hands = _gate("hands_on")
    return Question(
        _("On the table Nora's pain is about half. What has changed, in this model?"),
        (
            Option(
                _("The tendon: it sends less."),
                _("It sends {signal:.1f} with hands and without them.").format(
                    signal=hands.inputs.signal
                ),
                misconception=_("pain gone means healed"),
            ),
            Option(
                _("Nothing: she imagines it."),
                _(
                    "What reaches the brain falls from {before:.1f} to {now:.1f} of 10. Pain is "
                    "made by the nervous system, and so is relief."
                ).format(before=hands.pain_before, now=hands.pain),
                misconception=_("relief without repair is imagined"),
            ),
            Option(
                _("How much of the signal is passed on."),
                _("The gate has moved, not the tendon. That is worth having, and it passes."),
                right=True,
            ),
        ),
    )


def _question_on_time() -> Question:
    day = _after("next_day")
    return Question(
        _("“After Thursday my calf stays loose until the weekend.” What was measured?"),
        (
            Option(
                _("The reflex was back in seconds, the muscle in minutes; relief lasts longer."),
                _(
                    "In this model about {left:.0f} % relief is left a day later. Nobody measured "
                    "that in tendon patients, so her weekend may well differ."
                ).format(left=day.relief_pct),
                right=True,
            ),
            Option(
                _("The calf does stay softer for days."),
                _("It was no different from before within three minutes (M057)."),
                misconception=_("it stays loose"),
            ),
            Option(
                _("Nothing lasts longer than the hands are on."),
                _("Sore muscles were better than with rest for up to an hour, and on later days."),
                misconception=_("what fades was never there"),
            ),
        ),
    )


def _question_on_depth() -> Question:
    return Question(
        _("How hard should one press to ease pain?"),
        (
            Option(
                _("As hard as the person can bear."),
                _("A massage that hurt more did not soften the calf more, {r} (M058).").format(
                    r=value("M058").text
                ),
                misconception=_("deeper is better"),
            ),
            Option(
                _("As feels right: for pain no pressure was shown to be better."),
                _(
                    "In painful knee tendons any pressure eased alike (M078), and light stroking "
                    "did as well as deep massage on pressing pain (M116)."
                ),
                right=True,
            ),
            Option(
                _("Only strokes: pressing harms the tendon."),
                _("No harm was seen in these rows. One expert advises against friction massage."),
                misconception=_("pressing breaks a tendon"),
            ),
        ),
    )


def _question_on_scar() -> Question:
    picture = _ladder("thumb")
    return Question(
        _("A friend says that the therapist “breaks up the scar”. What do you answer?"),
        (
            Option(
                _("“True: thumbs are strong enough for that.”"),
                _("A walking step pulls about {times:.0f} times as hard, all day long.").format(
                    times=picture.against.times_more
                ),
                misconception=_("hands break scar and re-align fibres"),
            ),
            Option(
                _("“Nonsense. Massage does nothing, save your money.”"),
                _("It eases pain and anxiety for a while. Not shown to rebuild is not useless."),
                misconception=_("no repair means no use"),
            ),
            Option(
                _("“It is proven that hands never change tissue.”"),
                _("In animals they did, early and for a while. There is no such proof."),
                misconception=_("not shown is shown not to be"),
            ),
            Option(
                _("“That has not been shown. But the ease is real, and you can use it.”"),
                _("It is accurate, and the therapist could say it too."),
                right=True,
            ),
        ),
    )


def _question_on_the_trial() -> Question:
    return Question(
        _("What did the trial of calf massage and eccentric exercise find?"),
        (
            Option(
                _("Massage heals Achilles tendinopathy."),
                _("All groups improved and none was left untreated. Time may have done much."),
                misconception=_("better after it is better because of it"),
            ),
            Option(
                _("Massage ahead at week four, no difference found later; all improved."),
                _(
                    "More visits, and people who knew what they got, are rival reasons for the "
                    "lead."
                ),
                right=True,
            ),
            Option(
                _("Only exercise worked in the end."),
                _("Massage alone was not found worse at any later visit (M005)."),
                misconception=_("a recommended treatment wins every trial"),
            ),
        ),
    )


def _question_on_waves() -> Question:
    first, group, all_groups = eeg.people()
    return Question(
        _("“EEG shows that massage calms the brain.” How far does that go?"),
        (
            Option(
                _("All the way: alpha waves are calm."),
                _("Alpha rose in {first} people and fell in a group of {group}.").format(
                    first=first, group=group
                ),
                misconception=_("calm has one signature"),
            ),
            Option(
                _("Not at all: the studies cancel each other."),
                _("Both saw brain activity change. They differ on the direction."),
                misconception=_("studies that disagree show nothing"),
            ),
            Option(
                _("Activity changes; which way is not agreed. No tendon patients."),
                _("{first} and {all} healthy adults, other hands, other pressure.").format(
                    first=first, all=all_groups
                ),
                right=True,
            ),
        ),
    )


def _question_on_the_decision() -> Question:
    return Question(
        _("In this kit massage changes no tissue. What does that show?"),
        (
            Option(
                _("Nothing about massage: it was built in."),
                _(
                    "The thought experiment undoes it, and says which measurement would tell: "
                    "stiffness, in many people."
                ),
                right=True,
            ),
            Option(
                _("That massage cannot change a tendon."),
                _("A model gives back what was put in. Animal studies argue against “never”."),
                misconception=_("a decision of a model is a finding"),
            ),
            Option(
                _("That the kit is against massage."),
                _("It gives massage what was measured: relief, reflex, mood, for their time."),
                misconception=_("honest about limits means hostile"),
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=40,
        objectives=(
            _("Students explain relief by the nervous system without claiming repair."),
            _("Students say how long reflex, muscle and relief change, and in whom it was read."),
            _("Students compare a hand and a step, and say why that is no proof."),
            _("Students speak of massage, and to a therapist, accurately and with respect."),
        ),
        steps=(
            Step(
                0,
                _("Read the case aloud, Samuel's sentence too."),
                _("What does he know that we do not?"),
            ),
            Step(
                3,
                _("The gate: prediction by show of hands, then the scenes up to the message."),
                _("Which line got thinner? Which did not?"),
            ),
            Step(
                10,
                _("Its last scene. Then the first paragraph of the doubt."),
                _("Which finding troubles the gate most?"),
            ),
            Step(
                13,
                _("How long: prediction, then step through the scenes quickly."),
                _("When would you have Nora do her heel raises?"),
            ),
            Step(
                19,
                _("Hand against step: prediction; let two students press a kitchen scale."),
                _("How many kilograms on how many square centimetres?"),
            ),
            Step(
                25,
                _("The cards on knots, blood and animals, one student each."),
                _("Which sentence would you use with a patient?"),
            ),
            Step(
                29,
                _("The thought experiment: move the slider, read the number of people."),
                _("Would you fund that trial?"),
            ),
            Step(
                31,
                _("Two EEG studies: prediction, scenes 2 to 4, the last one."),
                _("What would a third study have to keep the same?"),
            ),
            Step(
                36,
                _("Vote on questions 4 and 7. Close in pairs: Nora, and then Samuel."),
                _("Say it so that Samuel nods."),
            ),
        ),
        expected=(
            ExpectedAnswer(
                _("“So massage is useless.”"),
                _("Ask what a night with half the pain is worth. Then show the trial's week four."),
            ),
            ExpectedAnswer(
                _("“My thumbs feel the knot melt.”"),
                _(
                    "Take it seriously: something changes under the hand. Ask which measurement "
                    "would tell tissue from reflex."
                ),
            ),
            ExpectedAnswer(
                _("“So the picture proves that massage cannot rebuild.”"),
                _("Read the second sentence under the ladder aloud, then open the animal card."),
            ),
            ExpectedAnswer(
                _("“It is all placebo.”"),
                _("The same could be asked of exercise. Compare sham, none and active."),
            ),
        ),
    )
