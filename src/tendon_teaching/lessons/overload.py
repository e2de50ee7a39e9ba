"""Lesson 03: load beyond what a tendon can repair, suddenly or slowly; hours; what counts as load.

Every number in these texts comes from the register or is computed by the models when it is shown.
Overload is told as a mechanism. Whether it is the road for real runners, the doubt takes up.
"""

from dataclasses import replace

from tendon_teaching.evidence import Value, value
from tendon_teaching.explorers import hours_after_a_session, two_roads, what_counts_as_load
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.figures import hours_after, load_rulers, training_history
from tendon_teaching.figures.load_rulers import RULERS, plain
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
from tendon_teaching.models.activities import activity
from tendon_teaching.models.bout import (
    HOURS_PER_WEEK,
    BoutParameters,
    LoadRuler,
    even_gap_h,
    net_per_week,
)
from tendon_teaching.models.training_history import (
    HARD_WEEK,
    HILLY_FORCE_BW,
    Road,
    RunningHabit,
    Spread,
    TrainingHistory,
    TrainingYear,
    follow,
)
from tendon_teaching.models.turnover import TurnoverParameters, WalkingHabit
from tendon_teaching.texts import _

WEEKS_LATER = 4
HALF_WAY = 26
REST_DAYS_KM = 40.0
STEEP_FORCES_BW = (6.5, 7.3)


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="03",
        notebook="03_overload.ipynb",
        title=_("Overload: two roads to the same trouble"),
        message_line=2,
        popular=_(
            "A sore Achilles comes from overload: too much at once, or a little too much for too "
            "long without enough recovery."
        ),
        opening_claims=("A02",),
        claims=("A02",),
        goals=_goals(),
        words=_words(),
        explanation=_explanation(),
        other_explanations={
            hours_after_a_session.NAME: _hours_explanation(),
            what_counts_as_load.NAME: _rulers_explanation(),
        },
        doubt=_doubt(),
        sceptics=_sceptics(),
        sceptics_table=_rest_days_table(),
        evidence=_evidence(),
        abbreviations=_abbreviations(),
        left_out=_left_out(),
        models=_models(),
        questions=_questions(),
        plan=_plan(),
        other_value_ids=("S123",),
    )


def _goals() -> tuple[str, ...]:
    return (
        _("how one hard week and a slow creep can end in the same kind of tendon, in this model;"),
        _("why the size of a load can matter more than how often it comes;"),
        _("what is measured, and what is only drawn, about the hours after a session;"),
        _("why overload is a good idea to think with and not a proven rule about runners."),
    )


def _words() -> tuple[TwoWords, ...]:
    return (
        TwoWords(
            _("load"),
            _("overload"),
            _(
                "Load is force in the tendon, again and again. Overload is load beyond what this "
                "tendon can repair just now. The same run can be the one or the other."
            ),
        ),
        TwoWords(
            _("recovery"),
            _("rest"),
            _(
                "Recovery is what happens between two sessions. Weeks of rest are something else: "
                "they lower what a tendon is ready for."
            ),
        ),
        TwoWords(
            _("a mechanism"),
            _("a rule"),
            _(
                "A mechanism says how something could come about. A rule says that it does, in "
                "people, and how often. For overload we have more of the first than of the second."
            ),
        ),
    )


# ---------- numbers of the models, as the explorers compute them ----------


def _year(road: Road) -> TrainingYear:
    return follow(road.history)


def _hilly_year(force_bw: float) -> TrainingYear:
    """The year with one hilly week of another peak force."""
    history = Road.HILLY_WEEK.history
    forces = list(history.peak_force_bw)
    forces[HARD_WEEK - 1] = force_bw
    return follow(replace(history, peak_force_bw=tuple(forces)))


def _backed_off() -> TrainingHistory:
    """The hilly week, and then four weeks without running."""
    history = Road.HILLY_WEEK.history
    km = list(history.km)
    km[HARD_WEEK : HARD_WEEK + WEEKS_LATER] = [0.0] * WEEKS_LATER
    return replace(history, km=tuple(km))


def _rest_days_year(spread: Spread, *, recovery: bool) -> TrainingYear:
    steady = Road.STEADY.history
    history = replace(steady, km=(REST_DAYS_KM,) * steady.weeks, spread=spread)
    return follow(history, recovery=recovery)


def _explanation() -> Explanation:
    steady, hilly, creep = _year(Road.STEADY), _year(Road.HILLY_WEEK), _year(Road.CREEP)
    double, rested = _year(Road.DOUBLE_WEEK), _year(Road.AFTER_REST)
    later, half = hilly.row_of(HARD_WEEK + WEEKS_LATER), creep.row_of(HALF_WAY)
    back = rested.row_of(HARD_WEEK + 2)
    return Explanation(
        paragraphs=(
            _(
                "Every step wears the fibres a little, and every day the cells repair a share of "
                "it. In a steady year the two find a balance: damage never passes {damage:.0f} %, "
                "and stiffness ends {stiffness:+.0f} %. Running also trains, in this model."
            ).format(damage=steady.peak_damage_pct, stiffness=steady.stiffness_pct[-1]),
            _(
                "One hilly week, no further than usual: the peak of a step goes from {usual:.1f} "
                "to {hilly:.1f} body weights. That makes one step count like {steps:.0f}. Damage "
                "jumps to {damage:.0f} %, the cells react, and what they then lay down is "
                "disorganised and wet. {weeks} weeks later the cross-section is {area:+.0f} %, "
                "the modulus {modulus:+.0f} %, and stiffness only {stiffness:+.0f} %."
            ).format(
                usual=RunningHabit().usual_force_bw,
                hilly=HILLY_FORCE_BW,
                steps=LoadRuler().running_steps(HILLY_FORCE_BW, 1),
                damage=hilly.peak_damage_pct,
                weeks=WEEKS_LATER,
                area=hilly.area_pct[later],
                modulus=hilly.modulus_pct[later],
                stiffness=hilly.stiffness_pct[later],
            ),
            _(
                "The slow creep never has a bad week. At week {week} stiffness is {stiffness:+.0f} "
                "%, and nothing warns, for the model has no pain; but the cells already stir "
                "({reactivity:.2f} of 1). At the end of the year the cross-section is {area:+.0f} "
                "% and the modulus {modulus:+.0f} %. Another road, the same kind of trouble."
            ).format(
                week=HALF_WAY,
                stiffness=creep.stiffness_pct[half],
                reactivity=creep.reactivity[half],
                area=creep.area_pct[-1],
                modulus=creep.modulus_pct[-1],
            ),
            _(
                "Twice the distance at the usual force, for one week, hardly shows (reactivity at "
                "most {reactivity:.2f}). In this model the size of a load matters far more than "
                "the number."
            ).format(reactivity=double.peak_reactivity),
            _(
                "After weeks of near rest stiffness is at {stiffness:.0f} % of the start. A "
                "distance that would have been fine is now too much: reactivity climbs to "
                "{reactivity:.2f}. Overload is a matter of two things, the load and what the "
                "tendon is ready for."
            ).format(stiffness=100 + rested.stiffness_pct[back], reactivity=rested.peak_reactivity),
        ),
        table=_roads_table(),
    )


def _roads_table() -> Table:
    explorer = two_roads.definition()
    # The message shows two of these roads at once, the doubt shows people.
    one_road = (scene for scene in explorer.scenes if scene.kind is SceneKind.STORY)
    return Table(
        caption=_(
            "The scenes in numbers, at the week that they look at. Changes are from the start of "
            "the year, in this model."
        ),
        columns=(
            _("Scene"),
            _("Week"),
            _("Damage"),
            _("Cells"),
            _("Cross-section"),
            _("Modulus"),
            _("Stiffness"),
            _("Modulus after a year"),
        ),
        rows=tuple(_road_row(scene.label, explorer.compute(**scene.values)) for scene in one_road),
    )


def _road_row(label: str, picture: training_history.Picture) -> tuple[str, ...]:
    year = picture.year
    row = year.row_of(picture.week)
    changes = (year.area_pct[row], year.modulus_pct[row], year.stiffness_pct[row])
    return (
        label,
        f"{picture.week}",
        f"{year.damage_pct[row]:.0f} %",
        f"{year.reactivity[row]:.2f}",
        *(f"{change:+.0f} %" for change in (*changes, year.modulus_pct[-1])),
    )


def _hours_explanation() -> Explanation:
    one = _hours("one")
    highest = one.course.hours[one.course.synthesis.argmax()]
    patellar, peak, raised = value("L013"), value("S126"), value("S127")
    return Explanation(
        paragraphs=(
            _(
                "Measured: building of collagen is highest at about {peak} and raised for about "
                "{raised} (S126, S127). In patellar tendon it reached {patellar} after a day "
                "(L013). So a session is a signal, and the answer comes later."
            ).format(peak=peak.text, raised=raised.text, patellar=patellar.text),
            _(
                "Also published: breakdown rises too, and peaks earlier (L240). Nobody saw how "
                "high. We drew it higher than building, and so our balance starts with a loss, "
                "turns at hour {turn:.0f} and ends with a gain. All of that is the drawing."
            ).format(turn=one.course.first_gain_h or 0.0),
            _(
                "The rest follows from it. Sessions {even:.0f} hours apart come out even in this "
                "drawing, shorter gaps lose, longer ones gain, and when sessions become rare the "
                "week gains less again. Building after one session is highest at hour "
                "{highest:.0f}, because that number was put in."
            ).format(even=even_gap_h(), highest=highest),
            _(
                "So use the picture to explain why recovery belongs to training. Do not use it to "
                "forbid daily exercise: a trial prescribed eccentric exercise twice a day, every "
                "day (L226), and people who do such exercise get better (L018, L019)."
            ),
        ),
        table=_hours_table(),
    )


def _hours(scene: str) -> hours_after.Picture:
    explorer = hours_after_a_session.definition()
    picture: hours_after.Picture = explorer.compute(**explorer.scene(scene).values)
    return picture


def _hours_table() -> Table:
    scenes = hours_after_a_session.definition().scenes
    of_the_drawing = (scene for scene in scenes if scene.kind is not SceneKind.DOUBT)
    return Table(
        caption=_("The scenes in numbers of the drawing. They have no unit and say nothing alone."),
        columns=(
            _("Scene"),
            _("Sessions"),
            _("Hours between"),
            _("Building, at most"),
            _("Breakdown, at most"),
            _("Balance of a week"),
        ),
        rows=tuple(_hours_row(scene.label, _hours(scene.name)) for scene in of_the_drawing),
    )


def _hours_row(label: str, picture: hours_after.Picture) -> tuple[str, ...]:
    course = picture.course
    several = course.sessions > 1
    return (
        label,
        f"{course.sessions}",
        f"{course.gap_h:.0f}" if several else "–",
        f"{course.synthesis.max():.1f}",
        f"{course.breakdown.max():.1f}",
        f"{picture.week:+.0f}" if several else "–",
    )


def _rulers(scene: str) -> load_rulers.Picture:
    explorer = what_counts_as_load.definition()
    picture: load_rulers.Picture = explorer.compute(**explorer.scene(scene).values)
    return picture


def _rulers_explanation() -> Explanation:
    hops, walking = _rulers("how_hard").loads[:2]
    fast = _rulers("size_wins").loads[0]
    return Explanation(
        paragraphs=(
            _(
                "{walking:,} walking steps and {hops} hops: by number there is no contest. Times "
                "force, the hops add up to {hops_bw:,.0f} body weights and the walking to "
                "{walking_bw:,.0f}. Still no contest."
            ).format(
                walking=walking.cycles,
                hops=hops.cycles,
                hops_bw=hops.amounts.body_weights,
                walking_bw=walking.amounts.body_weights,
            ),
            _(
                "The third ruler asks how soon a tendon would fail if nothing repaired it. There "
                "{ten:.1f} body weights more make one time count like ten. So the hops count like "
                "{hops} running steps, the walking like {walking}."
            ).format(
                ten=LoadRuler().force_of_ten_bw,
                hops=plain(hops.amounts.running_steps),
                walking=plain(walking.amounts.running_steps),
            ),
            _(
                "That size outweighs number is the common view of overuse (L160). Which exponent a "
                "living Achilles has, nobody knows. This one comes from dead toe tendons (L157b): "
                "they were taken from old people after death and loaded until they broke."
            ),
            _(
                "And forces themselves differ by method. With its lowest published force the fast "
                "run counts like {least} running steps, with its highest like {most}. Before you "
                "compare two loads, say which ruler you hold."
            ).format(least=plain(fast.least.running_steps), most=plain(fast.most.running_steps)),
        ),
        table=_rulers_table(),
    )


def _rulers_table() -> Table:
    picture = _rulers("how_hard")
    places = [picture.places(ruler) for ruler in RULERS]
    return Table(
        caption=_(
            "Four loads on three rulers, as in the scene “How hard”. In brackets the place on "
            "each ruler."
        ),
        columns=(_("Load"), *(ruler.head for ruler in RULERS)),
        rows=tuple(
            (
                load.activity.label,
                *(
                    f"{plain(ruler.of(load.amounts))} ({place[row]})"
                    for ruler, place in zip(RULERS, places, strict=True)
                ),
            )
            for row, load in enumerate(picture.loads)
        ),
    )


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    cohort, incidence, earlier = value("S133"), value("S131"), value("S132")
    small, middle, large = value("L172"), value("L173"), value("L174")
    return (
        _(
            "That load beyond repair harms a tendon is a mechanism. That it explains who gets a "
            "sore Achilles is not shown. Of {n:,} recreational runners {incidence} got it within "
            "months; no training habit asked about beforehand predicted who, apart from following "
            "a schedule. What predicted it best: having had it before ({earlier})."
        ).format(n=cohort.n, incidence=incidence.text, earlier=earlier.text),
        _(
            "Sudden overload? A single run longer than any of the past month went with more "
            "injuries: {small}; {middle}; {large}. A ratio of 1 would mean no difference. The "
            "steps do not rise in order, and all running injuries are counted together."
        ).format(small=_step_up(small), middle=_step_up(middle), large=_step_up(large)),
    )


def _step_up(row: Value) -> str:
    """A hazard ratio with how much longer the run was."""
    longer = row.group.partition(" over")[0]
    return _("{longer} longer, {hazard}").format(longer=_(longer), hazard=row.text)


def _sceptics() -> tuple[Point, ...]:
    return (
        *_points_on_rules(),
        *_points_on_the_model(),
        *_points_on_the_tissue(),
    )


def _points_on_rules() -> tuple[Point, ...]:
    ratio, alone, spike = value("L178"), value("L178b"), value("L175")
    real, constant = value("L176"), value("L177")
    weekly, training, sport = value("L258"), value("S136"), value("S134")
    return (
        Point(
            _("This week divided by the last four?"),
            _(
                "The acute-to-chronic ratio is a criticised idea. In football data it told the "
                "injured from the others with a c-statistic of {ratio} (0.5 is no better than "
                "tossing a coin), this week's load alone with {alone}; dividing by a constant did "
                "nearly as well ({constant} against {real}). The week sits inside its own average "
                "(L179), and in runners a higher ratio went with fewer injuries ({spike}, L175)."
            ).format(
                ratio=ratio.text,
                alone=alone.text,
                constant=constant.text,
                real=real.text,
                spike=spike.text,
            ),
        ),
        Point(
            _("Ten per cent a week?"),
            _(
                "Novices who went up by more than 30 % a week had {weekly} against those below "
                "10 %: not clear, and Achilles pain was not among the injuries tied to distance "
                "(L258). A review of training errors found that the error {training} (S136)."
            ).format(weekly=weekly.text, training=training.text),
        ),
        Point(
            _("Is it sport at all?"),
            _("In general practice {sport} of cases had a recorded link to sport (S134).").format(
                sport=sport.text
            ),
        ),
    )


def _points_on_the_model() -> tuple[Point, ...]:
    soft, hard = (_hilly_year(force_bw) for force_bw in STEEP_FORCES_BW)
    backed, ran_on = follow(_backed_off()), _year(Road.HILLY_WEEK)
    row = ran_on.row_of(HARD_WEEK + 2 * WEEKS_LATER)
    walking, heel_drop = activity("walking"), value("L256")
    return (
        Point(
            _("Why is the edge so steep?"),
            _(
                "One hilly week at {low:.1f} body weights ends the year with the modulus "
                "{soft:+.0f} %, one at {high:.1f} with {hard:+.0f} %. The edge is that steep "
                "because of an exponent from dead toe tendons (L157b). Nobody knows where it lies "
                "in a living Achilles."
            ).format(
                low=STEEP_FORCES_BW[0],
                high=STEEP_FORCES_BW[1],
                soft=soft.modulus_pct[-1],
                hard=hard.modulus_pct[-1],
            ),
        ),
        Point(
            _("Walking, 2 or 4 %?"),
            _(
                "On this model's scale walking strains the tendon {model:.1f} %. On a treadmill "
                "{measured} was measured (S111), and a computer model of patients found {other} "
                "(L256, second-hand). Do not read the choice of exercise off these numbers."
            ).format(
                model=walking.model_strain_pct,
                measured=value("S111").text,
                other=heel_drop.text,
            ),
        ),
        Point(
            _("Does backing off help?"),
            _(
                "Hardly, in this model: four weeks without running after the hilly week, and cell "
                "reactivity is {backed:.2f} instead of {ran_on:.2f} another four weeks on. That is "
                "a limit of the model, not advice: neither “rest is useless” nor “rest heals” "
                "follows."
            ).format(backed=backed.reactivity[row], ran_on=ran_on.reactivity[row]),
        ),
        Point(
            _("Rest days: two models that disagree."),
            _(
                "The daily model repairs a little every day. Without a memory of the last session "
                "it finds daily running kindest; with one (assumed) it dislikes runs on days in a "
                "row and forgives two long runs. The hours drawing has daily sessions lose. See "
                "the table; no measurement decides between them."
            ),
        ),
    )


def _points_on_the_tissue() -> tuple[Point, ...]:
    before, after = value("S093"), value("S094")
    bed, with_exercise = value("L144"), value("L145")
    return (
        Point(
            _("Does one hard session soften a tendon?"),
            _(
                "Not measurably: {before} before, {after} after more than a thousand hops "
                "(S093, S094, n = {n})."
            ).format(before=before.text, after=after.text, n=before.n),
        ),
        Point(
            _("Is more time between sessions always better?"),
            _(
                "No. In bed rest, exercise every third day only slowed the loss: modulus "
                "{exercise} instead of {bed} (L145, L144). And the group told to do 180 heel drops "
                "a day was worse off after three weeks than one told to do what it could, equal "
                "after six (L120, second-hand)."
            ).format(exercise=with_exercise.text, bed=bed.text),
        ),
        Point(
            _("Does a tendon rebuild its core?"),
            _(
                "Hardly: the collagen in the core of the adult Achilles dates from the first "
                "{years} of life (S123). What the model calls repair stands for whatever can "
                "change."
            ).format(years=value("S123").text),
        ),
        Point(
            _("And pain?"),
            _(
                "It is not in these models. Structure and symptoms are two things, and a tendon "
                "may change without hurting."
            ),
        ),
    )


def _rest_days_table() -> Table:
    return Table(
        caption=_(
            "Two models that disagree about rest days: {km:.0f} km a week at the usual force. "
            "Cell reactivity at most within a year, and the balance of a week in the drawing of "
            "the hours."
        ).format(km=REST_DAYS_KM),
        columns=(
            _("Runs a week"),
            _("Daily model, no memory"),
            _("With a memory of the last session"),
            _("Drawing of the hours"),
        ),
        rows=tuple(_rest_days_row(spread) for spread in Spread),
    )


def _rest_days_row(spread: Spread) -> tuple[str, ...]:
    years = (_rest_days_year(spread, recovery=recovery) for recovery in (False, True))
    is_even = spread is not Spread.IN_A_ROW
    balance = net_per_week(HOURS_PER_WEEK / len(spread.days))
    return (
        spread.text,
        *(f"{year.peak_reactivity:.2f}" for year in years),
        f"{balance:+.0f}" if is_even else "–",
    )


def _left_out() -> tuple[Point, ...]:
    return (
        Point(
            _("Most of the person."),
            _("Age, medicines, metabolism, sleep, shoes, the calf, and whatever else matters."),
        ),
        Point(
            _("Thresholds."),
            _(
                "At what damage cells react, and how quickly a living tendon repairs, nobody has "
                "measured."
            ),
        ),
        Point(
            _("How hard a session was."),
            _("The drawing of the hours treats ten heel raises and a marathon alike."),
        ),
        Point(
            _("Your own forces."),
            _(
                "All forces are for a person of average weight, and laboratories differ by up to "
                "three times."
            ),
        ),
        Point(_("Hills."), _("A hilly week is a higher peak force here. No hill was measured.")),
        Point(_("Pain."), _("Nothing in these models can hurt, or warn.")),
        Point(_("You."), _("None of it is a calculator of risk or a training plan.")),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("Who gets a sore Achilles"),
            ("S131", "S132", "S133", "S134", "S135", "S129", "S130", "S136", "S137", "L260"),
            _("Cohorts and registers. Training rarely predicts who it will be."),
        ),
        EvidenceGroup(
            _("Sudden: one run, one week"),
            ("L172", "L173", "L174", "L258"),
            _("All running injuries together. Look at the order of the three steps."),
        ),
        EvidenceGroup(
            _("This week over the last four: a criticised idea"),
            ("L175", "L176", "L177", "L178", "L178b", "L179"),
        ),
        EvidenceGroup(
            _("Force in the tendon: walking, running, hopping"),
            (
                *("L161", "S109", "S112", "L162", "S110", "S113", "S113b", "L168"),
                *("S117", "S106", "S107", "S108", "L171"),
            ),
            _("Same activities, several methods. Compare rows of one method only."),
        ),
        EvidenceGroup(
            _("Force in the tendon: exercises"),
            ("S114", "L276", "L275", "S115", "S116", "L163", "L169", "L170", "L277"),
        ),
        EvidenceGroup(
            _("How far it stretches"),
            ("S111", "S111b", "L253", "L254", "L255", "L256", "L257"),
            _("The first two were measured, the others computed."),
        ),
        EvidenceGroup(
            _("Size against number"),
            ("L160", "L159", "L157", "L157b", "L310", "L311", "S093", "S094", "S095", "L268"),
            _("Dead toe tendons break by a steep law. A living Achilles did not soften."),
        ),
        EvidenceGroup(
            _("The hours and weeks after loading"),
            (
                *("S126", "S127", "L013", "L240", "L003", "L004", "L005", "L006"),
                *("L007", "L009", "L011", "L008", "L010", "L012"),
            ),
            _("Most rows are markers in fluid around the tendon, not in it."),
        ),
        EvidenceGroup(
            _("Every day, every third day"),
            ("L226", "L018", "L019", "L120", "L140", "L141", "L142", "L143", "L144", "L145"),
        ),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "AT": _("Achilles tendinopathy"),
        "CI": _("confidence interval"),
        "ICTP": _("a marker of collagen breakdown"),
        "PICP": _("a marker of collagen formation"),
        "SD": _("standard deviation: how much people differ"),
        "SE": _("standard error: how sure the mean is"),
        "UTS": _("ultimate tensile strength: the stress at which it breaks"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(_("Tissue turnover, day by day"), TurnoverParameters, turnover_labels()),
        ModelCard(
            _("The runner"),
            RunningHabit,
            {
                "usual_km": _("Distance of a usual week"),
                "usual_force_bw": _("Peak force of a usual step"),
                "steps_per_km": _("Steps of one leg in a kilometre"),
                "seconds_per_step": _("Time on the foot in a running step"),
                "near_rest_steps": _("Steps on a day of near rest"),
            },
        ),
        ModelCard(
            _("Walking on an ordinary day"),
            WalkingHabit,
            {
                "force_bw": _("Peak force of a step"),
                "cycles": _("Steps of one leg"),
                "seconds_per_cycle": _("Time on the foot"),
            },
        ),
        ModelCard(
            _("The drawing of the hours"),
            BoutParameters,
            {
                "synthesis_peak_h": _("Hour at which building is highest"),
                "breakdown_peak_h": _("Hour at which breakdown is highest"),
                "breakdown_height": _("Height of breakdown"),
                "most_synthesis": _("Ceiling of building"),
            },
        ),
        ModelCard(
            _("The third ruler"),
            LoadRuler,
            {
                "step_force_bw": _("Force of the step that counts as one"),
                "fatigue_slope_pct": _("Slope of the fatigue curve"),
            },
        ),
    )


def turnover_labels() -> dict[str, str]:
    """Names of the turnover model's constants for the reader."""
    return {
        "body_weight_n": _("Body weight"),
        "area_mm2": _("Cross-section"),
        "strength_mpa": _("Strength"),
        "modulus_mpa": _("Modulus"),
        "prestrain_pct": _("Strain without force"),
        "disorganised_stiffness": _("Disorganised matrix: what it carries"),
        "disorganised_volume": _("Disorganised matrix: room it takes"),
        "damage_unloads": _("Damage: fibres that no longer carry"),
        "fatigue_intercept_pct": _("Fatigue curve: height"),
        "fatigue_slope_pct": _("Fatigue curve: slope per tenfold cycles"),
        "damage_factor": _("Living against dead tendon"),
        "repair_per_day": _("Repair a day"),
        "repair_gain": _("Repair: gain by habit"),
        "habitual_damage": _("Repair: daily damage of half that gain"),
        "upregulation_days": _("Repair: time to get used to load"),
        "vulnerability_gain": _("After a session: extra damage"),
        "vulnerability_days": _("After a session: time to fade"),
        "vulnerability_damage": _("After a session: damage that leaves it half vulnerable"),
        "usual_vulnerability": _("After a session: level without effect"),
        "reactive_damage": _("Cells: damage at which they are half reactive"),
        "reactive_steepness": _("Cells: steepness of that"),
        "reactivity_days": _("Cells: time to react"),
        "matrix_irritation": _("Cells: held reactive by abnormal matrix"),
        "matrix_irritation_half": _("Cells: matrix of half that effect"),
        "failed_repair_share": _("Failed repair: share"),
        "overgrowth": _("Failed repair: laid down per lost"),
        "most_disorganised": _("Failed repair: ceiling"),
        "remodelling_days": _("Remodelling: time"),
        "loaded_remodelling_per_day": _("Remodelling: gain by loading"),
        "remodelled_share": _("Remodelling: share that aligns again"),
        "most_swelling": _("Swelling: ceiling"),
        "swelling_from_matrix": _("Swelling: by disorganised matrix"),
        "swelling_days": _("Swelling: time"),
        "vessel_growth_per_day": _("Vessels: growth"),
        "vessel_days": _("Vessels: time to leave"),
        "loaded_vessel_loss_per_day": _("Vessels: loss by loading"),
        "doppler_area_per_vessel_pct": _("Vessels: Doppler area of one unit"),
        "growth_strain_low_pct": _("Signal to build: strain where it begins"),
        "growth_strain_high_pct": _("Signal to build: strain where it is full"),
        "hold_half_s": _("Signal to build: seconds of a contraction"),
        "growth_dose_s": _("Signal to build: dose"),
        "growth_gain": _("Signal to build: gain"),
        "growth_memory_days": _("Signal to build: memory"),
        "refractory_days": _("Answer to the next session: time to come back"),
        "refractory_drop": _("Answer to the next session: drop"),
        "upkeep_strain_pct": _("Signal to keep: strain of walking"),
        "upkeep_least_strain_pct": _("Signal to keep: least strain"),
        "upkeep_cycles": _("Signal to keep: cycles"),
        "upkeep_enough": _("Signal to keep: enough"),
        "upkeep_memory_days": _("Signal to keep: memory"),
        "quality_days": _("Material: time"),
        "unused_quality": _("Material: what is left without use"),
        "quality_gain": _("Material: gain by loading"),
        "hypertrophy_days": _("Size: time"),
        "hypertrophy_gain": _("Size: gain by loading"),
        "strength_days": _("Calf: time"),
        "unused_strength": _("Calf: what is left without use"),
        "strength_gain": _("Calf: gain by loading"),
        "healthy_echo_pct": _("Aligned echo of a healthy tendon"),
        "thickness_exponent": _("From area to thickness: exponent"),
        "most_damage": _("Where it ends: damage"),
        "most_stress_share": _("Where it ends: share of strength"),
    }


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_hills(),
        _question_on_ten_per_cent(),
        _question_on_feeling_fine(),
        _question_on_the_watch(),
        _question_on_rest_days(),
        _question_on_backing_off(),
    )


def _question_on_hills() -> Question:
    double, hilly = _year(Road.DOUBLE_WEEK), _year(Road.HILLY_WEEK)
    return Question(
        _("Double the distance for one week, or the same distance on hills? In this model …"),
        (
            Option(
                _("Double the distance is worse: it is twice the load."),
                _("Twice as often, yes. Cell reactivity stays at {most:.2f}.").format(
                    most=double.peak_reactivity
                ),
                misconception=_("load is how often"),
            ),
            Option(
                _("The hills are worse: each step is harder."),
                _(
                    "Reactivity reaches {most:.2f}. How steep the difference is rests on an "
                    "exponent from dead toe tendons."
                ).format(most=hilly.peak_reactivity),
                right=True,
            ),
            Option(
                _("Both are the same, because a week is a week."),
                _("The weeks differ in force, and force counts most here."),
                misconception=_("only the time matters"),
            ),
        ),
    )


def _question_on_ten_per_cent() -> Question:
    creep = _year(Road.CREEP)
    return Question(
        _("“I go up by less than ten per cent a week, so I am safe.” What do you answer?"),
        (
            Option(
                _("“Right, that is the rule.”"),
                _(
                    "It is a custom. Slower or faster progress made no clear difference in "
                    "novices, and in this model a creep of half that ends at {reactivity:.2f} of "
                    "1 reactive."
                ).format(reactivity=creep.peak_reactivity),
                misconception=_("ten per cent a week is safe"),
            ),
            Option(
                _("“Small steps are sensible. No step size has been shown to be safe.”"),
                _("Where you arrive counts as well as how fast you go."),
                right=True,
            ),
            Option(
                _("“Better never change anything.”"),
                _("In this model a steady runner's tendon became stiffer. Load also trains."),
                misconception=_("load only wears"),
            ),
        ),
    )


def _question_on_feeling_fine() -> Question:
    creep = _year(Road.CREEP)
    half = creep.row_of(HALF_WAY)
    return Question(
        _("Half a year of slow creep. Nothing hurts. What does the model show then?"),
        (
            Option(
                _("All is well, or it would hurt."),
                _("The model has no pain. Its cells are already at {now:.2f} of 1.").format(
                    now=creep.reactivity[half]
                ),
                misconception=_("what does not hurt is fine"),
            ),
            Option(
                _("Stiffness as good as ever, and cells that begin to react."),
                _(
                    "Stiffness {stiffness:+.0f} %, cells {now:.2f}. Whether a real tendon does so "
                    "silently, nobody has followed."
                ).format(stiffness=creep.stiffness_pct[half], now=creep.reactivity[half]),
                right=True,
            ),
            Option(
                _("A tendon about to tear."),
                _("Tearing is outside this model, and thicker is not about to tear."),
                misconception=_("overload means rupture"),
            ),
        ),
    )


def _question_on_the_watch() -> Question:
    return Question(
        _("A watch warns: “this week over your last four: injury zone.” What is that worth?"),
        (
            Option(
                _("Much: the ratio predicts injury."),
                _(
                    "It told the injured from the others hardly better than chance (c-statistic "
                    "{ratio})."
                ).format(ratio=value("L178").text),
                misconception=_("a number with a zone is a rule"),
            ),
            Option(
                _("Nothing: how much one trains does not matter."),
                _("A single long run did go with more injuries. The ratio is the weak part."),
                misconception=_("no proof means no effect"),
            ),
            Option(
                _("Little: the ratio is criticised. A sudden jump is still worth a thought."),
                _("The week sits inside its own average, which makes a link out of arithmetic."),
                right=True,
            ),
        ),
    )


def _question_on_rest_days() -> Question:
    return Question(
        _("How many hours must lie between two sessions for a tendon to gain?"),
        (
            Option(
                _("More than {even:.0f}: the picture shows it.").format(even=even_gap_h()),
                _("That number follows from two humps that we drew. It belongs to nobody."),
                misconception=_("a drawing is a measurement"),
            ),
            Option(
                _("Nobody has measured it. Building was found highest after about a day."),
                _("And people who load twice a day, every day, get better in trials too."),
                right=True,
            ),
            Option(
                _("None: more sessions are more building."),
                _("Breakdown rises as well. How the two add up was not measured."),
                misconception=_("more is always better"),
            ),
        ),
    )


def _question_on_backing_off() -> Question:
    return Question(
        _("In this model, four easy weeks after the hard one help little. What follows?"),
        (
            Option(
                _("Backing off is useless for patients."),
                _("The model was never checked on patients who backed off."),
                misconception=_("a result of a model is advice"),
            ),
            Option(
                _("The tendon needs months of rest instead."),
                _("Weeks of near rest lower what a tendon is ready for, in this model too."),
                misconception=_("rest rebuilds"),
            ),
            Option(
                _("A limit of the model is in sight. It is not advice."),
                _("How fast a living tendon calms down after too much, nobody knows."),
                right=True,
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=30,
        objectives=(
            _("Students explain sudden and slow overload with damage, repair and reactive cells."),
            _("Students rank two loads on three rulers and say why the ranks differ."),
            _("Students separate what was measured about recovery from what was drawn."),
            _("Students say why overload is a mechanism and not a proven rule."),
        ),
        steps=(
            Step(0, _("Read the case aloud."), _("What brought it on: the hills or the months?")),
            Step(
                2,
                _("First explorer: prediction by show of hands. Then the first scenes."),
                _("Double the distance, or the same distance on hills?"),
            ),
            Step(
                8,
                _("Paint the history that the class proposes. Two hands choose."),
                _("Where would you have stepped in?"),
            ),
            Step(
                12,
                _("Second explorer: prediction, then one session, every day, twice a day."),
                _("Which line was measured? Point at it."),
            ),
            Step(
                17,
                _("Its last scene. Then the table of rest days under “For sceptics”."),
                _("Two models disagree. What would settle it?"),
            ),
            Step(
                20,
                _("Third explorer: prediction, then the three rulers one after the other."),
                _("Which ruler does your patient's watch use?"),
            ),
            Step(
                25,
                _("The doubt, read by a student. Then vote on questions 1 and 4."),
                _("What would a study have to show?"),
            ),
            Step(
                28,
                _("Close in pairs, on the case."),
                _("One sentence on cause that you can stand by."),
            ),
        ),
        expected=(
            ExpectedAnswer(
                _("“So it was one wrong step.”"),
                _("Show the creep: no bad week in it, and the same kind of tendon at the end."),
            ),
            ExpectedAnswer(
                _("“Then I only count kilometres.”"),
                _("Change the force of the hard week by half a body weight and watch."),
            ),
            ExpectedAnswer(
                _("“Then daily exercise is wrong.”"),
                _("Point at the hatched strip: when breakdown peaks, and how high, is drawn."),
            ),
            ExpectedAnswer(
                _("“So cohorts prove that load does not matter.”"),
                _(
                    "They asked for kilometres, not for force in the tendon. Not found is not the "
                    "same as not there."
                ),
            ),
        ),
    )
