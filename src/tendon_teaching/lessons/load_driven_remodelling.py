"""Lesson 04: effort as the signal, its window, what rest takes, programmes on a sore tendon.

Every number in these texts comes from the register or is computed by the models when it is shown.
Tissue and symptoms are kept apart: what changes a tendon is one question, who feels better another.
"""

from tendon_teaching.evidence import value
from tendon_teaching.explorers import (
    massage_or_lift,
    the_window,
    twelve_weeks,
    use_it_or_lose_it,
)
from tendon_teaching.explorers.definition import Definition, SceneKind
from tendon_teaching.figures import programmes as programmes_figure
from tendon_teaching.figures import unloading as unloading_figure
from tendon_teaching.figures import window as window_figure
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
from tendon_teaching.lessons.overload import turnover_labels
from tendon_teaching.models.activities import activity
from tendon_teaching.models.loading_dose import (
    Change,
    LoadingDose,
    WeeklyHour,
    WindowRules,
    follow_dose,
    follow_hour,
)
from tendon_teaching.models.programmes import (
    PROGRAMME_WEEKS,
    YEAR_WEEKS,
    After,
    Programme,
    ProgrammeCourse,
    ProgrammeRules,
    cohort_start,
    marked_case,
    measured_thickness,
)
from tendon_teaching.models.programmes import follow as follow_programme
from tendon_teaching.models.turnover import TendinopathicStart, TurnoverParameters
from tendon_teaching.models.unloading import (
    MOST_DAYS_UNLOADED,
    Rest,
    RestCourse,
    RestHistory,
    Sport,
    measured_rests,
)
from tendon_teaching.models.unloading import follow as follow_rest
from tendon_teaching.texts import _

TRAINED_WEEKS = 14
GENTLE_PCT, HARDER_PCT, BEYOND_PCT = 2.85, 6.5, 8.0
QUICK_S = 0.5
FORTNIGHT = 14


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="04",
        notebook="04_load_driven_remodelling.ipynb",
        title=_("Load-driven remodelling: effort is the signal"),
        message_line=3,
        popular=_(
            "What tells a tendon to change is effort. You cannot massage it strong, any more than "
            "you can massage a muscle strong."
        ),
        opening_claims=("A11", "A12"),
        claims=("A10", "A11", "A12"),
        goals=_goals(),
        words=_words(),
        explanation=_window_explanation(),
        other_explanations={
            massage_or_lift.NAME: _hour_explanation(),
            use_it_or_lose_it.NAME: _rest_explanation(),
            twelve_weeks.NAME: _programmes_explanation(),
        },
        doubt=_doubt(),
        sceptics=_sceptics(),
        sceptics_table=_rest_table_of_people(),
        evidence=_evidence(),
        abbreviations=_abbreviations(),
        left_out=_left_out(),
        models=_models(),
        questions=_questions(),
        plan=_plan(),
        other_value_ids=("L157b",),
    )


def _goals() -> tuple[str, ...]:
    return (
        _("why effort, and not touch, is the best known signal for tendon to change;"),
        _("what “hard enough, slow enough, for months” means, and what of it was measured;"),
        _("what a tendon loses without load, and what about the way back is assumed;"),
        _("why a tendon that has changed and a person who feels better are two things."),
    )


def _words() -> tuple[TwoWords, ...]:
    return (
        TwoWords(
            _("stiffer"),
            _("bigger"),
            _(
                "Trained tendon is mainly stiffer material. Its size changes least: {size} pooled, "
                "against {stiffness} for stiffness."
            ).format(size=value("L017").text, stiffness=value("L015").text),
        ),
        TwoWords(
            _("rest"),
            _("repair"),
            _(
                "Repair goes on under load too. Weeks without load take away what load had built, "
                "in healthy people and in this model."
            ),
        ),
        TwoWords(
            _("structure"),
            _("symptoms"),
            _(
                "Stiffness, size and order belong to a tendon. Pain and what a person dares to do "
                "belong to the person. They can change apart."
            ),
        ),
    )


# ---------- numbers of the models, as the explorers compute them ----------


def _trained(**dose: float) -> Change:
    """What the usual dose, changed in this way, has done after fourteen weeks."""
    change = follow_dose(LoadingDose(**dose)).at(TRAINED_WEEKS)
    if change is None:
        raise ValueError(f"the model ends before week {TRAINED_WEEKS} at {dose}")
    return change


def _hour(hour: WeeklyHour) -> Change:
    change = follow_hour(hour).at(massage_or_lift.figure.SHOWN_WEEKS)
    if change is None:
        raise ValueError("an hour a week left the model")
    return change


def _rest(kind: Rest, days: int = MOST_DAYS_UNLOADED) -> RestCourse:
    return follow_rest(RestHistory(kind, days))


def _year(programme: Programme, after: After = After.STOP) -> ProgrammeCourse:
    return follow_programme(programme, after)


def _signed(change: float) -> str:
    """A whole number of per cent with its sign; a nought has none."""
    return f"{round(change):+d} %" if round(change) else "0 %"


def _hour_explanation() -> Explanation:
    heavy = _hour(WeeklyHour.HEAVY)
    short, long = value("L265"), value("L266")
    before, after = value("L150"), value("L151")
    return Explanation(
        paragraphs=(
            _(
                "A heavy session puts force along the tendon and asks the calf for effort. In this "
                "model one a week, for {weeks} weeks, gives calf strength {strength} and stiffness "
                "{stiffness}."
            ).format(
                weeks=massage_or_lift.figure.SHOWN_WEEKS,
                strength=_signed(heavy.strength_pct),
                stiffness=_signed(heavy.stiffness_pct),
            ),
            _(
                "A massage puts hardly any force along it. In this model it changes nothing, by "
                "decision: the zero is assumed, not found. What it may do for pain comes in lesson "
                "05."
            ),
            _(
                "Measured, in other programmes and other muscles: thigh contraction {short} and "
                "{long} stronger in twelve weeks (L265, L266), and the PATELLAR tendon of older "
                "adults from {before} to {after} (L150, L151). Training works; how much one hour a "
                "week gives an Achilles, nobody here has measured."
            ).format(short=short.text, long=long.text, before=before.text, after=after.text),
        ),
        table=Table(
            caption=_("One hour a week for {weeks} weeks, in this model.").format(
                weeks=massage_or_lift.figure.SHOWN_WEEKS
            ),
            columns=(_("The hour"), _("Calf strength"), _("Stiffness"), _("Modulus"), _("Size")),
            rows=tuple(_hour_row(hour) for hour in WeeklyHour),
        ),
    )


def _hour_row(hour: WeeklyHour) -> tuple[str, ...]:
    change = _hour(hour)
    shown = (change.strength_pct, change.stiffness_pct, change.modulus_pct, change.area_pct)
    return (hour.text, *(_signed(number) for number in shown))


def _window_explanation() -> Explanation:
    dose = LoadingDose()
    gentle, enough = _trained(strain_pct=GENTLE_PCT), _trained()
    harder = _trained(strain_pct=HARDER_PCT)
    quick = _trained(
        seconds_per_contraction=QUICK_S,
        repetitions=dose.repetitions * dose.seconds_per_contraction / QUICK_S,
    )
    month = follow_dose(dose).at(4)
    stopped = follow_dose(LoadingDose(strain_pct=BEYOND_PCT)).stopped_on_day
    low, high = value("L131"), value("L132")
    return Explanation(
        paragraphs=(
            _(
                "Hard enough. In one study legs trained at {low} strain did not change, legs at "
                "{high} did (L131, L132); a second study agrees (L133, L134). The model was fitted "
                "to that: {gentle} of stiffness at the lower strain, {enough} at the higher."
            ).format(
                low=low.text,
                high=high.text,
                gentle=_signed(gentle.stiffness_pct),
                enough=_signed(enough.stiffness_pct),
            ),
            _(
                "Harder is hardly more: {harder} at {strain:.1f} %. At {beyond:.0f} % the model "
                "stops on day {day}: no result, not a rupture and not a zero. Where the edge lies "
                "in a living Achilles, nobody knows."
            ).format(
                harder=_signed(harder.stiffness_pct),
                strain=HARDER_PCT,
                beyond=BEYOND_PCT,
                day=stopped,
            ),
            _(
                "Slow enough. The same seconds under load in quick contractions of {quick:.1f} s "
                "give {gain} instead of {enough}. That slow works better was measured (L134, "
                "L266); how much, at each speed, was fitted."
            ).format(
                quick=QUICK_S,
                gain=_signed(quick.stiffness_pct),
                enough=_signed(enough.stiffness_pct),
            ),
            _(
                "Long enough. After four weeks the gain is {month}, after {weeks} it is {enough}. "
                "It is the material that gains (modulus {modulus}), hardly the size ({area})."
            ).format(
                month=_signed(month.stiffness_pct if month else 0.0),
                weeks=TRAINED_WEEKS,
                enough=_signed(enough.stiffness_pct),
                modulus=_signed(enough.modulus_pct),
                area=_signed(enough.area_pct),
            ),
        ),
        table=_window_table(),
    )


def _window_table() -> Table:
    return Table(
        caption=_("The scenes in numbers. Changes of a healthy tendon, in this model."),
        columns=(
            _("Scene"),
            _("Strain"),
            _("A session"),
            _("Weeks"),
            _("Stiffness"),
            _("Modulus"),
            _("Cross-section"),
        ),
        rows=tuple(
            _window_row(label, picture) for label, picture in _of_the_model(the_window.definition())
        ),
    )


def _of_the_model(explorer: Definition) -> tuple[tuple[str, window_figure.Picture], ...]:
    """Label and picture of every scene but the doubt."""
    return tuple(
        (scene.label, explorer.compute(**scene.values))
        for scene in explorer.scenes
        if scene.kind is not SceneKind.DOUBT
    )


def _window_row(label: str, picture: window_figure.Picture) -> tuple[str, ...]:
    result = picture.result
    dose, change = result.dose, result.change
    numbers = (
        ("?",) * 3
        if change is None
        else tuple(
            _signed(number)
            for number in (change.stiffness_pct, change.modulus_pct, change.area_pct)
        )
    )
    trains = dose.is_training
    return (
        label,
        _("{strain:.2f} %").format(strain=dose.strain_pct) if trains else "–",
        _("{count:.0f} × {seconds:g} s, {sessions:.0f} a week").format(
            count=dose.contractions,
            seconds=dose.seconds_per_contraction,
            sessions=dose.sessions_a_week,
        )
        if trains
        else _("none, in bed"),
        f"{dose.weeks:.0f}",
        *numbers,
    )


def _rest_explanation() -> Explanation:
    sport, bed = _rest(Rest.NO_SPORT), _rest(Rest.BED)
    exercise, short = _rest(Rest.BED_THIRD_DAY), _rest(Rest.BED, FORTNIGHT)
    points = {point.name: point for point in measured_rests()}
    first, long, with_it = points["hung_14"], points["bed_long"], points["bed_exercise"]
    return Explanation(
        paragraphs=(
            _(
                "Two signals keep a tendon: everyday load keeps what is there, effort builds on "
                "top. Without sport, but walking, this model falls from {before:.0f} to "
                "{after:.0f} % of a walker's stiffness in {days} days. Most of what training gave "
                "is gone, and what walking gives is not."
            ).format(
                before=sport.start.stiffness_pct,
                after=sport.at().stiffness_pct,
                days=sport.history.days,
            ),
            _(
                "Without any load even that goes. Two weeks leave {short:.0f} %; measured in a "
                "PATELLAR tendon of a leg hung up: {measured:.0f} % (L136). Three months leave "
                "{long:.0f} %; measured in a calf tendon in bed: {people:.0f} % (L140, L141)."
            ).format(
                short=short.at().stiffness_pct,
                measured=first.stiffness_pct,
                long=bed.at().stiffness_pct,
                people=long.stiffness_pct,
            ),
            _(
                "Hard exercise every third day slows the loss: {model:.0f} % are left here, "
                "{people:.0f} % were left in people (L142, L143). It does not stop it."
            ).format(model=exercise.at().stiffness_pct, people=with_it.stiffness_pct),
            _(
                "The way back is the model alone. Nobody in these studies was followed. That the "
                "model has the tendon back within weeks is no plan for a patient."
            ),
        ),
        table=_rest_table(),
    )


def _rest_table() -> Table:
    explorer = use_it_or_lose_it.definition()
    return Table(
        caption=_(
            "The scenes in numbers, at the week they look at. Per cent of a healthy tendon that "
            "walks, in this model."
        ),
        columns=(
            _("Scene"),
            _("Days without"),
            _("Weeks back"),
            _("Stiffness before"),
            _("Stiffness"),
            _("Modulus"),
            _("Calf strength"),
        ),
        rows=tuple(
            _rest_row(scene.label, explorer.compute(**scene.values))
            for scene in explorer.scenes
            if scene.kind is not SceneKind.DOUBT
        ),
    )


def _rest_row(label: str, picture: unloading_figure.Picture) -> tuple[str, ...]:
    course = picture.course
    now = course.at(picture.weeks_after)
    shown = (course.start.stiffness_pct, now.stiffness_pct, now.modulus_pct, now.strength_pct)
    return (
        label,
        f"{course.history.days}",
        f"{picture.weeks_after}",
        *(f"{number:.0f} %" for number in shown),
    )


def _programmes_explanation() -> Explanation:
    start, case = cohort_start(), marked_case()
    walking, drops, heavy = (
        _year(programme).at(PROGRAMME_WEEKS)
        for programme in (Programme.WALKING, Programme.HEEL_DROPS, Programme.HEAVY)
    )
    stopped = _year(Programme.HEAVY).at(YEAR_WEEKS)
    kept = _year(Programme.HEAVY, After.KEEP_ON).at(YEAR_WEEKS)
    waiting = _year(Programme.WALKING).at(YEAR_WEEKS)
    return Explanation(
        paragraphs=(
            _(
                "The sore tendon starts at {stiffness:.0f} % of the healthy stiffness and "
                "{modulus:.0f} % of the modulus. It is the mean of a made-up cohort. The marked "
                "case of lessons 00 to 02 has {other:.0f} and {less:.0f} %: two teaching tendons, "
                "not two results."
            ).format(
                stiffness=start.stiffness_pct,
                modulus=start.modulus_pct,
                other=case.stiffness_pct,
                less=case.modulus_pct,
            ),
            _(
                "After {weeks} weeks stiffness is at {walking:.0f} % with walking only, "
                "{drops:.0f} % with heel drops, {heavy:.0f} % with heavy slow training. That heavy "
                "comes out ahead was put in, because one trial found it (S122). As many drops as "
                "people can bear end where 180 a day end."
            ).format(
                weeks=PROGRAMME_WEEKS,
                walking=walking.stiffness_pct,
                drops=drops.stiffness_pct,
                heavy=heavy.stiffness_pct,
            ),
            _(
                "What changes is the material: modulus from {before:.0f} to {after:.0f} % with "
                "heavy slow training. Thickness goes from {thick:.0f} to {thin:.0f} %: the "
                "lump stays."
            ).format(
                before=start.modulus_pct,
                after=heavy.modulus_pct,
                thick=start.thickness_pct,
                thin=heavy.thickness_pct,
            ),
            _(
                "Stop, and after a year stiffness is {stopped:.0f} %, with walking alone "
                "{waiting:.0f} %. Keep on twice a week, and it is {kept:.0f} %: more than healthy, "
                "which nobody has seen and which you need not believe."
            ).format(
                stopped=stopped.stiffness_pct,
                waiting=waiting.stiffness_pct,
                kept=kept.stiffness_pct,
            ),
        ),
        table=_programmes_table(),
    )


def _programmes_table() -> Table:
    explorer = twelve_weeks.definition()
    return Table(
        caption=_(
            "The scenes in numbers. Per cent of the healthy tendon, in this model; it starts at "
            "{stiffness:.0f}, {modulus:.0f}, {area:.0f} and {thickness:.0f} %."
        ).format(
            stiffness=cohort_start().stiffness_pct,
            modulus=cohort_start().modulus_pct,
            area=cohort_start().area_pct,
            thickness=cohort_start().thickness_pct,
        ),
        columns=(
            _("Scene"),
            _("Week"),
            _("Asked in that week"),
            _("Stiffness"),
            _("Modulus"),
            _("Cross-section"),
            _("Thickness"),
        ),
        rows=tuple(
            _programme_row(scene.label, explorer.compute(**scene.values))
            for scene in explorer.scenes
            if scene.kind is not SceneKind.DOUBT
        ),
    )


def _programme_row(label: str, picture: programmes_figure.Picture) -> tuple[str, ...]:
    now = picture.course.at(picture.week)
    shown = (now.stiffness_pct, now.modulus_pct, now.area_pct, now.thickness_pct)
    asked = picture.course.asked(picture.week).text
    return (label, f"{picture.week}", asked, *(f"{number:.0f} %" for number in shown))


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    tissue, people = value("S122"), value("L243")
    return (
        _(
            "What changes a tendon, and what makes a person better, are two questions. In {n} men "
            "with a sore Achilles change of the tendon was {tissue}, and improvement was {people} "
            "of the trial, passive therapy included (S122, L243)."
        ).format(n=people.n, tissue=tissue.text, people=people.text),
        _(
            "And “remodelling” says more than was seen. The core of an adult Achilles dates from "
            "the first {years} of life and is hardly renewed after (S123). So what gets stiffer in "
            "months is probably, for the most part, what is there already; how, is not settled."
        ).format(years=value("S123").text),
    )


def _sceptics() -> tuple[Point, ...]:
    return (
        *_points_on_the_dose(),
        *_points_on_rest(),
        *_points_on_the_lump(),
        *_points_on_massage(),
    )


def _points_on_the_dose() -> tuple[Point, ...]:
    walking = activity("walking")
    measured, computed = value("S111"), value("L256")
    return (
        Point(
            _("Walking, 2 or 4 %?"),
            _(
                "On this scale walking strains the tendon {model:.1f} %. Measured on a treadmill: "
                "{measured} (S111), computed for patients: {computed} in walking and heel drops "
                "(L256, second-hand). Then walking alone would train. Methods differ; do not read "
                "exercises off the strain axis."
            ).format(
                model=walking.model_strain_pct, measured=measured.text, computed=computed.text
            ),
        ),
        Point(
            _("Whose window?"),
            _(
                "That of healthy legs, {n} and {other} of them in two studies (L132, L134). In a "
                "sore tendon nobody has found the edges."
            ).format(n=value("L132").n, other=value("L134").n),
        ),
        Point(
            _("Where is too much?"),
            _(
                "Where dead toe tendons say, by a steep law (L157b). The model stops there; people "
                "were not taken there."
            ),
        ),
        Point(
            _("Is heavier better?"),
            _(
                "For tissue up to a point. For symptoms heavy and moderate were {heavy} in "
                "PATELLAR tendinopathy (L241), and of two groups with a sore Achilles the one told "
                "to do 180 drops a day was behind at week three and level at week six (L120; both "
                "second-hand)."
            ).format(heavy=value("L241").text),
        ),
    )


def _points_on_rest() -> tuple[Point, ...]:
    short, long = _rest(Rest.BED, FORTNIGHT), _rest(Rest.BED)
    calf, thigh = (_point(name) for name in ("bed_calf", "bed_thigh"))
    return (
        Point(
            _("How sure is the loss?"),
            _(
                "Three studies of healthy men, eight or nine in a group, mostly other tendons. In "
                "one of them the calf tendon was left with {calf:.0f} %, the thigh tendon with "
                "{thigh:.0f} % (L146 to L149). See the table."
            ).format(calf=calf, thigh=thigh),
        ),
        Point(
            _("Does a long rest come back faster?"),
            _(
                "In this model, yes: {long} weeks after three months in bed, {short} after two "
                "weeks. A soft tendon stretches far in walking, and stretch is the only signal the "
                "model has. A limit, and no advice."
            ).format(long=long.weeks_to_come_back, short=short.weeks_to_come_back),
        ),
    )


def _point(name: str) -> float:
    (found,) = [point for point in measured_rests() if point.name == name]
    return found.stiffness_pct or 0.0


def _points_on_the_lump() -> tuple[Point, ...]:
    changes = {study.name: study.change_pct for study in measured_thickness()}
    heavy, drops = (
        _year(programme).thickness_change_pct(YEAR_WEEKS)
        for programme in (Programme.HEAVY, Programme.HEEL_DROPS)
    )
    return (
        Point(
            _("Does the lump have to go?"),
            _(
                "One trial saw {heavy} and {eccentric} in a year (L089 to L092, second-hand), two "
                "follow-ups {years} after nearly four years (L181, L182) and {five} after five "
                "(L223, L224). Across {n} studies thickness {found} (S138). This model says "
                "{model} to {other} in a year: it misses the trial."
            ).format(
                heavy=_signed(changes["heavy"]),
                eccentric=_signed(changes["eccentric"]),
                years=_signed(changes["years"]),
                five=_signed(changes["five_years"]),
                n=value("S138").n,
                found=value("S138").text,
                model=_signed(heavy),
                other=_signed(drops),
            ),
        ),
        Point(
            _("Does structure explain who improves?"),
            _(
                "A review of {n} people: {drew}; for heavy slow training it had moderate support "
                "(L180). After one programme symptoms were better "
                "by {visa} and ultrasound order by {order} (S009, S008). Between calf strength and "
                "pain a review found {strength} (L233)."
            ).format(
                n=value("L180").n,
                drew=value("L180").text,
                visa=value("S009").text,
                order=value("S008").text,
                strength=value("L233").text,
            ),
        ),
        Point(
            _("Is more renewal better?"),
            _(
                "Not simply: turnover was {found}, and for years before it hurt (S125, "
                "second-hand)."
            ).format(found=value("S125").text),
        ),
    )


def _points_on_massage() -> tuple[Point, ...]:
    return (
        Point(
            _("Is the zero for massage fair?"),
            _(
                "It is a decision, made because hands put hardly any force along the tendon. In "
                "the unused muscle of rats massage raised turnover and did not prevent wasting "
                "(M159). We found no human tendon that was measured before and after. Lesson 05 "
                "lets you ask what if."
            ),
        ),
    )


def _rest_table_of_people() -> Table:
    """Every measured point beside what the model says for that rest."""
    return Table(
        caption=_("Stiffness left without load, per cent of the start: measured, and this model."),
        columns=(_("Who"), _("Days"), _("n"), _("Measured"), _("Model"), _("Rows")),
        rows=tuple(
            (
                point.tendon,
                f"{point.days}",
                f"{point.people}",
                f"{point.stiffness_pct:.0f} %",
                f"{_rest(point.kind, point.days).at().stiffness_pct:.0f} %",
                ", ".join(point.ids),
            )
            for point in measured_rests()
        ),
    )


def _left_out() -> tuple[Point, ...]:
    return (
        Point(_("Pain."), _("Nothing in these models hurts, and nothing in them gets well.")),
        Point(
            _("Most people."),
            _("Women, old people, illness, medicines. The strain studies trained healthy adults."),
        ),
        Point(
            _("New fibres."),
            _(
                "“Material” stands for whatever makes tendon stiffer: cross-links, water, the rim. "
                "Which of them, the model does not know."
            ),
        ),
        Point(
            _("The muscle."),
            _("The calf is one number here. How it gains, and how fast, was not modelled."),
        ),
        Point(
            _("The way back."),
            _("From bed, plaster or a year without sport: assumed throughout."),
        ),
        Point(
            _("The forces of programmes."),
            _("Only how often heel drops are done was published. Weights are ours."),
        ),
        Point(_("You."), _("None of it is a training plan or a prognosis.")),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("How hard: legs that changed and legs that did not"),
            ("L131", "L132", "L133", "L134", "L135", "L166", "L166b"),
            _("Healthy legs. How much they changed, in per cent, is not in the register."),
        ),
        EvidenceGroup(_("How slow"), ("L265", "L266"), _("Thigh, not calf.")),
        EvidenceGroup(
            _("How much: pooled"),
            ("L015", "L016", "L017", "L278", "L279", "L280", "L281", "L262"),
            _("Modulus and stiffness change more than size, in every pooling."),
        ),
        EvidenceGroup(
            _("Tendons of people who train or jump"),
            ("L150", "L151", "L152", "L153", "S105", "S105b", "L263", "L264"),
            _("PATELLAR rows are another tendon."),
        ),
        EvidenceGroup(
            _("Without load: a leg hung up"),
            ("L136", "L137", "L138", "L139"),
            _("PATELLAR tendon. Look at how the loss speeds up."),
        ),
        EvidenceGroup(
            _("Without load: in bed"),
            (
                *("L140", "L141", "L144", "L142", "L143", "L145"),
                *("L146", "L147", "L148", "L149"),
            ),
            _("Compare the last four: two tendons, one study."),
        ),
        EvidenceGroup(
            _("Programmes: what was asked, and done"),
            ("L120", "L226", "L228", "L230", "L099", "L102", "L313", "L275"),
        ),
        EvidenceGroup(
            _("Thickness over the years"),
            (
                *("L089", "L090", "L091", "L092", "L181", "L182", "L183", "L184"),
                *("L223", "L224", "L186", "L187", "S138"),
            ),
            _("Look at the untreated side too: it did not stay the same."),
        ),
        EvidenceGroup(
            _("Structure and symptoms"),
            ("S122", "L243", "L241", "S008", "S009", "L180", "L233", "S143"),
            _("They can part. Compare the first two rows: one trial."),
        ),
        EvidenceGroup(
            _("Is tendon renewed?"),
            ("S123", "S124", "S125"),
            _("The range of the middle row shows how little was known."),
        ),
        EvidenceGroup(
            _("Strain in walking, running and exercise"),
            ("S111", "S111b", "L253", "L256"),
            _("The first two were measured, the others computed. None is on this model's scale."),
        ),
        EvidenceGroup(_("Massage without load"), ("M159",), _("Rats, and muscle.")),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "AT": _("Achilles tendinopathy"),
        "CI": _("confidence interval"),
        "CSA": _("cross-sectional area"),
        "HSR": _("heavy slow resistance"),
        "SD": _("standard deviation: how much people differ"),
        "SE": _("standard error: how sure the mean is"),
        "SMD": _("standardised mean difference"),
        "ULLS": _("one leg hung up, for days"),
        "UTC": _("tissue characterisation by ultrasound"),
        "VISA": _("questionnaire on pain and function, 0 to 100, high is good"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(
            _("The dose of training"),
            LoadingDose,
            {
                "strain_pct": _("Strain per contraction"),
                "seconds_per_contraction": _("Seconds per contraction"),
                "repetitions": _("Repetitions in a set"),
                "sets": _("Sets in a session"),
                "sessions_a_week": _("Sessions a week"),
                "weeks": _("Weeks"),
            },
        ),
        ModelCard(
            _("Where the window ends"),
            WindowRules,
            {
                "enough_pct": _("Gain that is called enough"),
                "judged_after_weeks": _("Weeks after which it is judged"),
                "most_reactivity": _("Cell reactivity that is called too much"),
            },
        ),
        ModelCard(
            _("Sport before, and exercise in bed"),
            Sport,
            {
                "force_bw": _("Peak force of a repetition"),
                "repetitions": _("Repetitions in a session"),
                "seconds_per_repetition": _("Seconds per repetition"),
                "weeks_before": _("Weeks trained before the rest"),
            },
        ),
        ModelCard(
            _("The programmes"),
            ProgrammeRules,
            {
                "heel_drops_a_day": _("Heel drops a day"),
                "heel_drop_seconds": _("Seconds of a heel drop"),
                "carried_from_week": _("Week from which weight is carried"),
                "carried_kg_a_week": _("Weight added each week"),
                "tolerated_first_a_day": _("As tolerated: drops a day at first"),
                "tolerated_more_a_week": _("As tolerated: more each week"),
                "heavy_sessions_a_week": _("Heavy slow: sessions a week"),
                "heavy_seconds": _("Heavy slow: seconds of a repetition"),
                "heavy_first_bw": _("Heavy slow: force in week 1"),
                "heavy_last_bw": _("Heavy slow: force in week 12"),
                "kept_sessions_a_week": _("Afterwards: sessions a week"),
            },
        ),
        ModelCard(
            _("The sore tendon at the start"),
            TendinopathicStart,
            {
                "disorganised": _("Disorganised matrix"),
                "aligned_lost_per_disorganised": _("Aligned collagen lost for it"),
                "reactivity": _("Reactivity of the cells"),
                "damage": _("Damage"),
                "doppler_area_pct": _("Doppler area"),
            },
        ),
        ModelCard(_("Tissue turnover, day by day"), TurnoverParameters, turnover_labels()),
    )


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_massage(),
        _question_on_speed(),
        _question_on_more(),
        _question_on_rest(),
        _question_on_the_lump(),
        _question_on_structure(),
        _question_on_new_fibres(),
    )


def _question_on_massage() -> Question:
    return Question(
        _("“A weekly massage will make my tendon strong again.” What do you answer?"),
        (
            Option(
                _("“Yes, it brings blood to the tissue, and blood builds.”"),
                _("Building follows effort in what was measured. For massage nobody has shown it."),
                misconception=_("what feels good builds"),
            ),
            Option(
                _("“It may ease it for a while. Getting stronger needs effort.”"),
                _("Nobody goes for a massage to get strong. As a way into loading it may serve."),
                right=True,
            ),
            Option(
                _("“It has been proved that massage does nothing to a tendon.”"),
                _("Not proved: we saw no human tendon measured for it. Our zero is a decision."),
                misconception=_("not shown means shown not"),
            ),
        ),
    )


def _question_on_speed() -> Question:
    return Question(
        _("Same strain, same seconds under load in all. What did more for tendon in studies?"),
        (
            Option(
                _("Slow contractions and long holds."),
                _("Slower cycles worked better (L134), and in the thigh 20-second holds (L266)."),
                right=True,
            ),
            Option(
                _("Many quick ones: more repetitions, more signal."),
                _("With one-second holds the thigh tendon's stretch did not change (L265)."),
                misconception=_("the number of repetitions is the dose"),
            ),
            Option(
                _("Neither: muscle gained alike, so tendon did too."),
                _(
                    "The thigh did gain alike, {short} and {long}. Its tendon did not: muscle and "
                    "tendon are two things."
                ).format(short=value("L265").text, long=value("L266").text),
                misconception=_("tendon answers like muscle"),
            ),
        ),
    )


def _question_on_more() -> Question:
    enough, harder = _trained(), _trained(strain_pct=HARDER_PCT)
    return Question(
        _("From “enough” to much harder: what does this model show?"),
        (
            Option(
                _("As much more gain as more strain."),
                _("From {enough} to {harder}: the hill is flat on top.").format(
                    enough=_signed(enough.stiffness_pct), harder=_signed(harder.stiffness_pct)
                ),
                misconception=_("more is better"),
            ),
            Option(
                _("A rupture, as soon as it is too hard."),
                _("It stops and says so. What would happen in a person is outside of it."),
                misconception=_("the end of a model is an injury"),
            ),
            Option(
                _("Hardly more gain, and then the end of the model."),
                _("And the edge is that of dead toe tendons: no number to train by."),
                right=True,
            ),
        ),
    )


def _question_on_rest() -> Question:
    return Question(
        _("After three weeks in plaster, what do you expect of a healthy tendon?"),
        (
            Option(
                _("It has recovered: rest is when tendon rebuilds."),
                _("With one leg hung up, after {days}: {lost} stiffness, PATELLAR tendon.").format(
                    days=value("L137").time, lost=value("L137").text
                ),
                misconception=_("rest rebuilds"),
            ),
            Option(
                _("It is less stiff, and load has to come back in steps."),
                _("How long the way back takes, none of these studies measured."),
                right=True,
            ),
            Option(
                _("Nothing has changed: collagen is dead rope."),
                _("The core is hardly renewed, and yet stiffness falls within weeks."),
                misconception=_("hardly renewed means never changed"),
            ),
        ),
    )


def _question_on_the_lump() -> Question:
    return Question(
        _("Twelve weeks done, less pain, and the tendon is as thick as before. What now?"),
        (
            Option(
                _("It has not healed. Start again."),
                _("Across {n} studies thickness {found}.").format(
                    n=value("S138").n, found=value("S138").text
                ),
                misconception=_("the lump must go"),
            ),
            Option(
                _("Go by what the person can do. The lump may stay."),
                _("One trial saw thinner tendons after a year, others hardly; both got better."),
                right=True,
            ),
            Option(
                _("The load was too low, or it would be thin."),
                _("In this model heavy training leaves it nearly as thick as walking does."),
                misconception=_("thin is the goal of load"),
            ),
        ),
    )


def _question_on_structure() -> Question:
    return Question(
        _("High load changed the tendon most. So it must be best for pain?"),
        (
            Option(
                _("No: in that trial symptoms improved alike in all arms."),
                _("Tissue and symptoms are two outcomes; a trial has to measure both."),
                right=True,
            ),
            Option(
                _("Yes: a better tendon hurts less."),
                _("In the same men improvement was {found} (L243).").format(
                    found=value("L243").text
                ),
                misconception=_("structure is symptoms"),
            ),
            Option(
                _("No: load does nothing, then."),
                _("It changes tissue and strength, and is cheap and safe. It is not the only way."),
                misconception=_("not better means useless"),
            ),
        ),
    )


def _question_on_new_fibres() -> Question:
    return Question(
        _("What is new in a tendon after months of training?"),
        (
            Option(
                _("Its fibres: the old ones were replaced."),
                _("The core dates from the first {years} of life (S123).").format(
                    years=value("S123").text
                ),
                misconception=_("remodelling means new fibres"),
            ),
            Option(
                _("Its size: tendon grows like a biceps."),
                _("Size changes least: {size} pooled.").format(size=value("L017").text),
                misconception=_("tendon grows like muscle"),
            ),
            Option(
                _("Mainly its stiffness; of what, exactly, is not settled."),
                _("Modulus {modulus} pooled, by much more than size.").format(
                    modulus=value("L016").text
                ),
                right=True,
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=40,
        objectives=(
            _("Students explain why effort is the signal, and what is assumed about massage."),
            _("Students find the window by dragging and say which of its marks were measured."),
            _("Students say what rest takes, in whom it was measured, and what is assumed."),
            _("Students keep change of tissue and change of symptoms apart."),
        ),
        steps=(
            Step(0, _("Read the case aloud."), _("What would you ask her to do first?")),
            Step(
                2,
                _("First explorer: prediction by show of hands, then all scenes."),
                _("Which zero on this screen was measured?"),
            ),
            Step(
                7,
                _("Second explorer: prediction. Two hands look for the window by dragging."),
                _("Same total seconds under load: many quick ones or few slow ones?"),
            ),
            Step(
                16,
                _("Its last scene. Put 4 % on the axis and say: this is walking, measured."),
                _("What may you read off this axis, and what not?"),
            ),
            Step(
                19,
                _("Third explorer: prediction, then the scenes. Point at every black mark."),
                _("Whose tendon is this? How many people?"),
            ),
            Step(
                26,
                _("Fourth explorer: prediction, three programmes, then stop and keep on."),
                _("Which of the four plots would your patient notice?"),
            ),
            Step(
                33,
                _("The doubt, read by a student. Then vote on questions 5 and 6."),
                _("What would a trial have to measure?"),
            ),
            Step(37, _("Close in pairs, on the case."), _("One sentence on the lump.")),
        ),
        expected=(
            ExpectedAnswer(
                _("“No pain, no gain: so as heavy as possible.”"),
                _("Drag from enough to harder. Then read question 3 aloud."),
            ),
            ExpectedAnswer(
                _("“Then walking is enough: it strains 4 %.”"),
                _("Name the two scales. Steps are also short, and legs that trained low stayed."),
            ),
            ExpectedAnswer(
                _("“Four weeks should do it.”"),
                _("Show four weeks and fourteen. Symptoms may move earlier: other reasons."),
            ),
            ExpectedAnswer(
                _("“The lump is still there, so it did not work.”"),
                _("Last scene of the fourth explorer: thickness and recovery part."),
            ),
        ),
    )
