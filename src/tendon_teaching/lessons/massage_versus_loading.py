"""Lesson 06: massage against loading, told as two stories that agree on the tissue.

Every number in these texts comes from the register or is computed by the models when it is shown.
Massage and loading are both given their due: one calms, one changes the tendon, and which of them
makes people better for what reason is not settled.
"""

import math
from functools import lru_cache
from typing import cast

from tendon_teaching.evidence import value
from tendon_teaching.explorers import four_stories as explorer
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
from tendon_teaching.models.clinical_course import (
    STORY_NAMES,
    ClinicalCourse,
    CourseParameters,
    single_course,
    story,
)
from tendon_teaching.models.four_stories import (
    LIVES,
    FourStories,
    Setting,
    arm_check,
    arm_checks,
    four_stories,
    massage_pattern,
    share_of_people_pct,
    whole_course_meetings,
)
from tendon_teaching.models.massage import thought_experiment
from tendon_teaching.models.patients import (
    CohortSpread,
    People,
    Symptoms,
    candidates_of,
    true_visa_a,
    two_starts,
)
from tendon_teaching.models.regimens import Exercise, plan
from tendon_teaching.models.relief import DAY_S, relief_pct
from tendon_teaching.models.trial_design import PUBLISHED_PEOPLE, Spread, TrialDesign
from tendon_teaching.models.visa_a import VisaAMapping, observed, regression_to_the_mean
from tendon_teaching.texts import _

WAIT, MASSAGE, LOADING, BOTH = LIVES
TWO_WEEKS, FOUR_WEEKS, TWELVE_WEEKS, HALF_A_YEAR = 2, 4, 12, 24
BAD_START = 30.0
STRICT_LIMIT = 55.0
WHAT_IF_PCT = 50.0


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="06",
        notebook="06_massage_versus_loading.ipynb",
        title=_("Massage versus loading: same tendon, four stories"),
        message_line=4,
        popular=_(
            "Massage is good at easing the pain. Only graded strength work, with an eye on the "
            "whole load, gets rid of it for good."
        ),
        opening_claims=("A17", "A19"),
        claims=("A11", "A12", "A15", "A16", "A17", "A18", "A19"),
        goals=_goals(),
        words=_words(),
        explanation=_explanation(),
        other_explanations={explorer.NAME: _explanation()},
        doubt=_doubt(),
        sceptics=_sceptics(),
        sceptics_table=_footnotes(),
        evidence=_evidence(),
        abbreviations=_abbreviations(),
        left_out=_left_out(),
        models=_models(),
        questions=_questions(),
        plan=_plan(),
        other_value_ids=(
            "M020",
            "L117",
            "L243",
            "L105",
            "L106",
            "L114",
            "M168",
            "M098",
            "L312",
            "L269",
        ),
    )


def _goals() -> tuple[str, ...]:
    return (
        _("why “the person does better” and “the tendon is stiffer” are two directions;"),
        _("what massage did and did not do in the one trial against loading;"),
        _("how two explanations can fit the same trials and agree on the tissue;"),
        _("what a trial must have before it can tell hands, time, contact and belief apart."),
    )


def _words() -> tuple[TwoWords, ...]:
    return (
        TwoWords(
            _("doing better"),
            _("a stiffer tendon"),
            _(
                "The first is how a person is and goes up on the map. The second is tissue and "
                "goes to the right. One can change without the other."
            ),
        ),
        TwoWords(
            _("no difference found"),
            _("no difference"),
            _(
                "A small trial finds only large differences. What it does not find may be small, "
                "or missed."
            ),
        ),
        TwoWords(
            _("massage"),
            _("all that comes with it"),
            _(
                "In the trial {hands} meetings came with the hands, and {alone} with the exercise. "
                "Time, talk and attention may do something too."
            ).format(hands=whole_course_meetings(MASSAGE), alone=whole_course_meetings(LOADING)),
        ),
    )


# ---------- numbers of the models, as the explorer computes them ----------


def _story_a(start: float | None = None) -> FourStories:
    return four_stories("L", Setting() if start is None else Setting(visa_a_start=start))


def _story_b() -> FourStories:
    return four_stories("S", Setting())


@lru_cache(maxsize=16)
def _typical(name: str) -> ClinicalCourse:
    """Half a year of the typical made-up patient under Story A."""
    return single_course(plan(name, days=7 * HALF_A_YEAR), "L")


def _area_pct(stories: FourStories, name: str, week: int) -> float:
    life = next(life for life in stories.lives if life.name == name)
    return float(life.area_pct[life.row(week)])


def _right(stories: FourStories, name: str, week: int) -> float:
    life = next(life for life in stories.lives if life.name == name)
    return float(life.stiffness_pct[life.row(week)] - life.stiffness_pct[0])


def _explanation() -> Explanation:
    a, b, bad = _story_a(), _story_b(), _story_a(BAD_START)
    loading = a.life(LOADING)
    row = loading.row(HALF_A_YEAR)
    return Explanation(
        paragraphs=(
            _(
                "Up: after two weeks of massage the group stands {lead:.0f} points above those "
                "who wait. In this model each massage eases pain for a day or two, and another "
                "follows. Not to the right: stiffness is {massage:.0f} %, that of those who wait "
                "{wait:.0f} %. Nothing was rebuilt; it feels better, and that is worth having."
            ).format(
                lead=a.lead(MASSAGE, WAIT, TWO_WEEKS),
                massage=a.stiffness(MASSAGE, TWO_WEEKS),
                wait=a.stiffness(WAIT, TWO_WEEKS),
            ),
            _(
                "After twelve weeks of Story A loading has gone up by {up:.0f} points and right by "
                "{right:.0f}. Massage has gone up by {hands:.0f}, and right by {drift:.0f}, no "
                "further than waiting with {wait:.0f}: a little sport still trains. Later the "
                "trails with loading come back to the left, because people do less."
            ).format(
                up=a.score(LOADING, TWELVE_WEEKS) - a.score(LOADING, 0),
                right=_right(a, LOADING, TWELVE_WEEKS),
                hands=a.score(MASSAGE, TWELVE_WEEKS) - a.score(MASSAGE, 0),
                drift=_right(a, MASSAGE, TWELVE_WEEKS),
                wait=_right(a, WAIT, TWELVE_WEEKS),
            ),
            _runs_words(a),
            _(
                "From a bad start ({start:.0f} points) the group with both stands at {both:.0f} in "
                "week {week}, loading alone at {alone:.0f}; in week {later} at {both_later:.0f} "
                "and {alone_later:.0f}. Their tendons in week {middle}: {stiff:.0f} and "
                "{soft:.0f} % of healthy stiffness. So calming pain may open the door to loading. "
                "In the trial both together were not better than one (second-hand)."
            ).format(
                start=BAD_START,
                both=bad.score(BOTH, FOUR_WEEKS),
                week=FOUR_WEEKS,
                alone=bad.score(LOADING, FOUR_WEEKS),
                later=HALF_A_YEAR,
                both_later=bad.score(BOTH, HALF_A_YEAR),
                alone_later=bad.score(LOADING, HALF_A_YEAR),
                middle=TWELVE_WEEKS,
                stiff=bad.stiffness(BOTH, TWELVE_WEEKS),
                soft=bad.stiffness(LOADING, TWELVE_WEEKS),
            ),
            _(
                "Story B gives the credit to time, care and contact. In it massage and loading "
                "stand at {massage:.0f} and {loading:.0f} points in week {week}, in Story A at "
                "{massage_a:.0f} and {loading_a:.0f}. The tendons of both stories are the same "
                "within {gap:.0f} %. They agree on the tissue and differ on why people feel "
                "better."
            ).format(
                massage=b.score(MASSAGE, TWELVE_WEEKS),
                loading=b.score(LOADING, TWELVE_WEEKS),
                week=TWELVE_WEEKS,
                massage_a=a.score(MASSAGE, TWELVE_WEEKS),
                loading_a=a.score(LOADING, TWELVE_WEEKS),
                gap=max(
                    abs(a.stiffness(name, TWELVE_WEEKS) - b.stiffness(name, TWELVE_WEEKS))
                    for name in LIVES
                ),
            ),
            _(
                "And then people: half a year into loading, one in twenty stands below {low:.0f} "
                "and one in twenty above {high:.0f}. That range is {wide:.1f} times as wide as the "
                "distance between the best and the worst of the four means."
            ).format(
                low=loading.low[row],
                high=loading.high[row],
                wide=share_of_people_pct(a, LOADING, HALF_A_YEAR) / 100,
            ),
        ),
        table=_lives_table(),
    )


def _runs_words(stories: FourStories) -> str:
    """Masked pain: the reason why massage changes nothing "directly" and not "nothing"."""
    hands, none = _typical("massage"), _typical("wait")
    week = TWELVE_WEEKS
    return _(
        "Massage changes no tissue directly here. Indirectly it may: who hurts less runs more. The "
        "typical made-up patient runs {hands:.0f} times in {week} weeks with massage and "
        "{none:.0f} times without, and the mean cross-section of the massaged group ends at "
        "{area:.1f} % of a healthy one, that of those who wait at {wait:.1f} %. So less pain may "
        "have a small price, in this model; nobody has measured it."
    ).format(
        week=week,
        hands=hands.runs[week],
        none=none.runs[week],
        area=_area_pct(stories, MASSAGE, week),
        wait=_area_pct(stories, WAIT, week),
    )


def _lives_table() -> Table:
    a, b = _story_a(), _story_b()
    return Table(
        caption=_(
            "Four ways of care under both stories: mean VISA-A of a made-up group that starts at "
            "{start:.0f}, and stiffness in per cent of a healthy tendon."
        ).format(start=Setting().visa_a_start),
        columns=(
            _("Way of care"),
            _("Meetings"),
            _("Week {week}, Story A").format(week=TWELVE_WEEKS),
            _("Story B"),
            _("Week {week}, Story A").format(week=HALF_A_YEAR),
            _("Story B"),
            _("Tendon, week {week}, Story A").format(week=TWELVE_WEEKS),
            _("Story B"),
        ),
        rows=tuple(
            (
                life.text,
                f"{whole_course_meetings(life.name)}",
                *(
                    f"{stories.score(life.name, week):.0f}"
                    for week in (TWELVE_WEEKS, HALF_A_YEAR)
                    for stories in (a, b)
                ),
                *(f"{stories.stiffness(life.name, TWELVE_WEEKS):.0f} %" for stories in (a, b)),
            )
            for life in a.lives
        ),
    )


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    a = _story_a()
    off = [check for check in massage_pattern(a) if not check.fits]
    worst = max(off or massage_pattern(a), key=lambda check: abs(check.lead_points))
    trial = TrialDesign(weeks=worst.week)
    five = arm_check("vanderplas2012_year_5")
    return (
        _(
            "The trial that the account rests on says something else than “only loading”. In "
            "{people:.0f} people massage of the calf was ahead of loading in week four, and after "
            "that no difference was found. Story A expects {lead:+.0f} points for massage against "
            "loading in week {week}. That is a misfit. Mind the size, though: a trial with {size} "
            "in a group would miss even such a difference {missed:.0f} % of the time."
        ).format(
            people=value("M001").value or 0,
            lead=worst.lead_points,
            week=worst.week,
            size=PUBLISHED_PEOPLE,
            missed=100 - trial.chance_to_find_pct(worst.lead_points),
        ),
        _(
            "Story B fits that trial better and has misfits of its own: five years on it expects a "
            "gain of {b:.0f} points, where {found:.0f} were found; Story A expects {a:.0f}. Do not "
            "make much of that: which story misses there depends on how the fit was made, and ten "
            "years on both miss. And Story B explains recovery by care, which the trial did not "
            "separate from the hands. Neither story is shown. What stands: loading has been seen "
            "to make tendons stiffer, mostly in healthy people; massage has been seen to ease "
            "people early, not to rebuild."
        ).format(b=five.gains["S"], found=five.arm.gain, a=five.gains["L"]),
    )


def _sceptics() -> tuple[Point, ...]:
    return (*_points_on_the_trial(), *_points_on_the_stories(), *_points_on_the_model())


def _points_on_the_trial() -> tuple[Point, ...]:
    published = TrialDesign()
    return (
        Point(
            _("Does “no difference” mean equal?"),
            _(
                "No. With about {size} in a group, differences up to {interval} points are not "
                "significant, and a true one of {seen:.0f} is found four times in five. The spread "
                "in this sum is that of another trial (L107)."
            ).format(
                size=PUBLISHED_PEOPLE,
                interval=int(published.interval_points),
                seen=published.detectable_points,
            ),
        ),
        Point(
            _("What exactly was pressed?"),
            _(
                "The muscle of the calf, with knee and thumbs, not the tendon. So the trial says "
                "nothing about friction on a tendon, for or against."
            ),
        ),
        Point(
            _("Would they have improved anyway?"),
            _(
                "Nobody waited in that trial. Elsewhere waiting gained {gain:.0f} points in "
                "{week} weeks (L028, L029). Part of any gain is chance: people are chosen on a bad "
                "day. Taking only made-up people below {limit:.0f} points makes {chance:.1f} "
                "points by itself."
            ).format(
                gain=arm_check("rompe2007_wait").arm.gain,
                week=arm_check("rompe2007_wait").arm.week,
                limit=STRICT_LIMIT,
                chance=_regression(),
            ),
        ),
        Point(
            _("Hands or meetings?"),
            _(
                "{hands} meetings against {alone}. A fair trial gives both groups the same time "
                "with somebody. This one did not, and its quality score was {score} (M011, "
                "second-hand): allocation was not concealed."
            ).format(
                hands=whole_course_meetings(MASSAGE),
                alone=whole_course_meetings(LOADING),
                score=value("M011").text,
            ),
        ),
        Point(
            _("Is it the only such result?"),
            _(
                "No. In another trial passive therapy did as well as heavy loading, although only "
                "heavy loading changed the tendon (L243). And over {trials} trials no active "
                "treatment clearly beat another; {low} of them had a low risk of bias (M020, "
                "L117)."
            ).format(trials=value("M018").text, low=value("L117").text),
        ),
    )


@lru_cache(maxsize=1)
def _regression() -> float:
    """Points by which a group seems to improve because a score chose it."""
    people = People()
    pool = candidates_of(people)
    true = true_visa_a(pool, people)
    seen = observed(true, pool.baseline_noise, people.mapping)
    return regression_to_the_mean(true, seen, 0.0, STRICT_LIMIT)


def _points_on_the_stories() -> tuple[Point, ...]:
    ten = arm_check("lagas2022_year_10")
    return (
        Point(
            _("Where Story A is off."),
            _("It misses {misses}.").format(misses=_misses("L")),
        ),
        Point(
            _("Where Story B is off."),
            _(
                "It misses {misses}. Ten years on it has the mean at {score:.0f} points; in people "
                "it was {found}, and {share} still had symptoms (L108, L106)."
            ).format(
                misses=_misses("S"),
                score=ten.arm.start + ten.gains["S"],
                found=value("L108").text,
                share=value("L106").text,
            ),
        ),
        Point(
            _("“For good”?"),
            _(
                "After five years of one loading cohort {free} were wholly free of pain, and "
                "almost half had tried something else meanwhile (L114). In another {left} still "
                "had symptoms (L105). Loading is the recommended start (L312, second-hand), not a "
                "promise."
            ).format(free=value("L114").text, left=value("L105").text),
        ),
        Point(
            _("“Only loading”?"),
            _(
                "Shock wave did about as well as loading over 16 weeks ({wave} against {load}; "
                "L024, L019). Heel lifts were ahead of heel drops by {lifts} (L054); an earlier "
                "analysis of that trial saw no clear difference (L269). At the insertion shock "
                "wave did better than heel drops (L128, L126). All these are single trials."
            ).format(wave=value("L024").text, load=value("L019").text, lifts=value("L054").text),
        ),
    )


def _misses(name: str) -> str:
    """The published results that a story misses, in words."""
    found = [
        _("{source}, week {week}: gain {gain:.0f}, published {printed:.0f}").format(
            source=check.arm.after.source.short_citation.split(",")[0]
            + (f" ({check.arm.after.label_note})" if check.arm.after.label_note else ""),
            week=check.arm.week,
            gain=check.gains[name],
            printed=check.arm.gain,
        )
        for check in arm_checks()
        if not check.fits(name)
    ]
    found += [
        _("the massage trial, week {week}: {lead:+.0f}, none found").format(
            week=check.week, lead=check.lead_points
        )
        for check in massage_pattern(four_stories(name))
        if not check.fits
    ]
    return "; ".join(found) if found else _("none of those looked at")


def _points_on_the_model() -> tuple[Point, ...]:
    plain, asked = _story_a(), four_stories("L", Setting(rebuild_pct=WHAT_IF_PCT))
    bad, shared = _story_a(BAD_START), CourseParameters()
    return (
        Point(
            _("Is massage's zero built in?"),
            _(
                "Yes; it is a decision, not a finding. Undo it with the what-if: were a massage "
                "worth {share:.0f} % of a session, massage alone would end week {week} at "
                "{with_it:.0f} % of healthy stiffness instead of {without:.0f} %. Stiffness "
                "would have to be measured to see it; in the trial no such reading was seen. "
                "Animal studies argue against “never”. Lesson 05 counts what a massage is worth in "
                "another way, on one tendon that only walks, and gets {alone:+.0f} %: two sums, "
                "not two results."
            ).format(
                share=WHAT_IF_PCT,
                week=TWELVE_WEEKS,
                with_it=asked.stiffness(MASSAGE, TWELVE_WEEKS),
                without=plain.stiffness(MASSAGE, TWELVE_WEEKS),
                alone=thought_experiment(WHAT_IF_PCT).massage_gain_pct,
            ),
        ),
        Point(
            _("Is this the clock of lesson 05?"),
            _(
                "No. A day after one massage relief is {short:.0f} % there and {long:.0f} % here. "
                "Both are chosen: nobody has measured it in a sore Achilles. This one is kinder "
                "to massage."
            ).format(
                short=float(relief_pct(DAY_S)),
                long=100 * shared.relief_per_massage * math.exp(-1 / shared.relief_days),
            ),
        ),
        Point(
            _("Is this the tendon of the first lessons?"),
            _(
                "Not quite. {difference} Size, not kind, is what differs; numbers of the two must "
                "not be mixed."
            ).format(difference=two_starts().text),
        ),
        Point(
            _("Do the worst starters overtake?"),
            _(
                "No: from {bad:.0f} points loading ends week {week} at {low:.0f}, from {start:.0f} "
                "at {high:.0f}. Who starts worse keeps part of the difference. How large that part "
                "is was assumed."
            ).format(
                bad=BAD_START,
                week=TWELVE_WEEKS,
                low=bad.score(LOADING, TWELVE_WEEKS),
                start=Setting().visa_a_start,
                high=plain.score(LOADING, TWELVE_WEEKS),
            ),
        ),
        Point(
            _("How large must a change be?"),
            _(
                "Called noticeable at twelve weeks: {mcid} (L118, second-hand). That is imprecise, "
                "and a review chose {other} (M021). A dot that moves a few points up may not be "
                "felt."
            ).format(mcid=value("L118").text, other=value("M021").text),
        ),
    )


def _footnotes() -> Table:
    """Follow the footnote: the four references of the account, and what each showed."""
    return Table(
        caption=_(
            "Follow the footnote. The account rests on four references. What it takes from each, "
            "and what was there."
        ),
        columns=(
            _("Reference"),
            _("What it is"),
            _("What the account takes from it"),
            _("What it showed"),
        ),
        rows=(
            (
                _citation("M001"),
                _("A trial in {n:.0f} people, three groups.").format(n=value("M001").value or 0),
                _("Massage helps in midportion Achilles trouble."),
                _(
                    "Week four: {early} than loading. Later: {late}. So it speaks for massage "
                    "early and against “only loading”. Which Achilles trouble was let in was not "
                    "seen."
                ).format(early=value("M004").text, late=value("M005").text),
            ),
            (
                _citation("M065"),
                _("One expert's opinion, in ten points."),
                _("Passive treatments are to be avoided."),
                _(
                    "Her view: with electrotherapy and ice, {passive}; {friction} (second-hand). "
                    "No data, and the trial above pressed the calf."
                ).format(passive=value("M065").text, friction=value("M067").text),
            ),
            (
                _citation("M028"),
                _("A review of mechanisms, from 2005."),
                _("Massage works through the nervous system."),
                _(
                    "Four kinds of effect were proposed ({kinds}), expected rather than shown. For "
                    "recovery between events: {support}."
                ).format(kinds=value("M029").text, support=value("M028").text),
            ),
            (
                _citation("M023"),
                _("Brain waves of {n} healthy adults.").format(n=value("M023").n),
                _("Massage calms the nervous system."),
                _(
                    "Alpha power {alpha}, delta and theta power {slow} during a massage of arm "
                    "and neck. No patient, no pain measured; another study found the signs turned."
                ).format(alpha=value("M024").text, slow=value("M023").text),
            ),
        ),
    )


def _citation(value_id: str) -> str:
    return value(value_id).source.short_citation.split(",")[0]


def _left_out() -> tuple[Point, ...]:
    return (
        Point(_("Sham, belief and hope."), _("They are not in the equations, only in people.")),
        Point(
            _("Other treatments."),
            _("Shock wave, heel lifts, injections and operations appear in print only."),
        ),
        Point(_("The insertion."), _("All of this is about the middle of the tendon.")),
        Point(
            _("Self-massage."),
            _(
                "Tested neither here nor, so far as was seen, in people: a trial of {n} was "
                "registered (M168) and no result was found."
            ).format(n=value("M168").text),
        ),
        Point(
            _("Relapse."),
            _("What happens when people stop loading: no trial seen here followed it."),
        ),
        Point(
            _("A questionnaire."),
            _("The score of the model has the layout of VISA-A. It is not the questionnaire."),
        ),
        Point(_("You."), _("Means of made-up people. Nothing here is a forecast for a person.")),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("Footnote: the trial of massage against loading"),
            (
                *("M001", "M002", "M003", "M004", "M005", "M006", "M007"),
                *("M008", "M008b", "M009", "M010", "M011"),
            ),
            _("Points of each group were not seen. None of them is drawn or guessed here."),
        ),
        EvidenceGroup(
            _("Footnote: ten treatments to avoid"),
            ("M065", "M066", "M067"),
            _("One expert's opinion, worth hearing as such."),
        ),
        EvidenceGroup(
            _("Footnote: mechanisms of massage"),
            ("M028", "M029"),
            _("A review of what may happen, most of it not shown."),
        ),
        EvidenceGroup(
            _("Footnote: brain waves during massage"),
            ("M023", "M024", "M025", "M026", "M027"),
            _("The last two rows are another study, and its signs are the other way round."),
        ),
        EvidenceGroup(
            _("Up to half a year"),
            (
                *("L018", "L019", "L022", "L023", "L024", "L027", "L028", "L029", "L032"),
                *("L216", "L065", "L066", "L058", "L215"),
            ),
            _("Loading, shock wave, waiting. No group of these had massage."),
        ),
        EvidenceGroup(
            _("A year and longer"),
            ("L077", "L078", "L079", "L080", "L220", "L221", "L222", "L107", "L108"),
        ),
        EvidenceGroup(
            _("“Only” and “for good”"),
            ("L054", "L125", "L126", "L127", "L128", "M018", "M019"),
            _("Other treatments, the insertion, and many trials together."),
        ),
        EvidenceGroup(
            _("What the score is, and how sure"),
            ("L302", "L303", "L304", "L299", "L301", "L118", "L119", "M021"),
        ),
        EvidenceGroup(_("Sessions done"), ("L099", "L102", "L226", "L228", "L230")),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "AT": _("Achilles tendinopathy"),
        "CI": _("confidence interval"),
        "EEG": _("electroencephalography: brain waves"),
        "MCID": _("smallest change that people are held to notice"),
        "PEDro": _("a scale of how well a trial was made, 0 to 10"),
        "PRP": _("platelet-rich plasma, an injection"),
        "SD": _("standard deviation: how much people differ"),
        "VISA-A": _("a questionnaire, 0 to 100; 100 is best"),
        "VISA-A-IS": _("the same in Icelandic"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(
            _("What you may choose"),
            Setting,
            {
                "visa_a_start": _("VISA-A at the start"),
                "adherence_pct": _("Sessions done"),
                "pain_rule": _("Pain allowed in exercise"),
                "rebuild_pct": _("What if massage did rebuild"),
            },
        ),
        *(_story_card(name) for name in STORY_NAMES),
        ModelCard(_("What both stories share"), CourseParameters, _shared_labels()),
        ModelCard(_("How a load comes to hurt"), Symptoms, _symptom_labels()),
        ModelCard(_("How people differ"), CohortSpread, _spread_labels()),
        ModelCard(_("The exercise"), Exercise, _exercise_labels()),
        ModelCard(_("From pain to a score"), VisaAMapping, _score_labels()),
        ModelCard(
            _("The sketch of a trial"), Spread, {"visa_a_sd": _("Spread of people at follow-up")}
        ),
    )


def _story_card(name: str) -> ModelCard:
    """The fitted numbers of one story: those of an instance, not the defaults of its class."""
    fitted = story(name)
    return ModelCard(
        fitted.text,
        cast(type, fitted),
        {
            "sensitisation_days": _("Days in which sensitisation calms by itself"),
            "load_effect_per_day": _("What a full, allowed session adds"),
            "care_effect_per_day": _("What full care and contact add"),
            "floor_scale": _("Height of the level that stays"),
        },
    )


def _shared_labels() -> dict[str, str]:
    return {
        "tissue_drive": _("Tissue: how much it keeps sensitisation up"),
        "tissue_quiet": _("Tissue: level without effect"),
        "overdoing": _("Overdoing: what it adds"),
        "overdoing_pain": _("Overdoing: pain where it begins"),
        "flare_gain": _("Flare: gain"),
        "flare_days": _("Flare: days"),
        "flare_limit": _("Flare: where people pause"),
        "relief_per_massage": _("Massage: relief"),
        "relief_days": _("Massage: days of relief"),
        "care_memory_days": _("Care: memory"),
        "care_of_programme": _("Care: weight of a programme"),
        "contacts_for_full_care": _("Care: meetings for all of it"),
        "care_after_programme": _("Care: what stays afterwards"),
        "participation_days": _("Sport: time to take it up"),
        "volume_effect": _("Many repetitions: effect"),
        "volume_repetitions": _("Many repetitions: number"),
        "volume_steps": _("Many steps: number"),
        "least_dose_bw": _("Dose: force without effect"),
        "full_dose_bw": _("Dose: force of full effect"),
        "dose_seconds": _("Dose: time under load"),
        "easy_margin": _("Pain rule: margin of an easy session"),
        "try_margin": _("Pain rule: margin to try at all"),
        "back_off": _("Pain rule: step back"),
        "fewest_repetitions": _("As tolerated: fewest repetitions"),
        "running_bw": _("Running: force of a step"),
        "steps_per_km": _("Running: steps in a kilometre"),
        "running_step_s": _("Running: time on the foot"),
        "running_damage_limit": _("Running: damage at which a run is left out"),
    }


def _symptom_labels() -> dict[str, str]:
    return {
        "gain_at_rest": _("Gain without the condition"),
        "gain_of_cells": _("Gain by reactive cells"),
        "tolerance_bw": _("Tolerance"),
        "strength_power": _("Tolerance: weight of calf strength"),
        "stiffness_power": _("Tolerance: weight of stiffness"),
        "inhibition": _("Strength that pain holds back"),
    }


def _spread_labels() -> dict[str, str]:
    return {
        "disorganised_sd": _("Disorganised matrix: spread"),
        "reactivity_sd": _("Reactive cells: spread"),
        "damage_sd": _("Damage: spread"),
        "aligned_sd": _("Aligned matrix: spread"),
        "quality_sd": _("Material: spread"),
        "size_sd": _("Size: spread"),
        "strength_sd": _("Calf: spread"),
        "vessel_log_sd": _("Vessels: spread"),
        "sensitisation_mean": _("Sensitisation: mean"),
        "sensitisation_sd": _("Sensitisation: spread"),
        "floor_mean": _("Level that stays: height"),
        "floor_rise": _("Level that stays: higher after a worse start"),
        "adherence_often": _("Sessions done: first shape"),
        "adherence_seldom": _("Sessions done: second shape"),
        "response_log_sd": _("How quickly people answer: spread"),
        "running_km_per_week": _("Running in good times"),
        "running_log_sd": _("Running: spread"),
    }


def _exercise_labels() -> dict[str, str]:
    return {
        "sessions_per_week": _("Sessions a week"),
        "repetitions": _("Repetitions"),
        "seconds_per_repetition": _("Seconds of a repetition"),
        "start_bw": _("Force at the start"),
        "growth_pct": _("Growth after an easy session"),
        "ceiling_bw": _("Highest force"),
        "supervised_adherence": _("Sessions done under supervision"),
        "after_bw": _("Highest force after the programme"),
    }


def _score_labels() -> dict[str, str]:
    return {
        "walk_bw": _("Walking: force"),
        "stairs_bw": _("Stairs: force"),
        "raises_bw": _("Heel raises: force"),
        "hop_bw": _("Hopping: force"),
        "light_task_share": _("Weight of each lighter task"),
        "flare_points": _("Weight of a flare"),
        "points_per_pain": _("Points lost by pain"),
        "activity_points": _("Points lost without sport"),
        "sport_bw": _("Sport: force of a step"),
        "sport_fearless": _("Sport: pain that stops nobody"),
        "sport_pain_span": _("Sport: pain that stops everybody"),
        "measurement_sd": _("Error of measurement"),
    }


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_feeling_better(),
        _question_on_no_difference(),
        _question_on_contact(),
        _question_on_useless(),
        _question_on_both(),
        _question_on_stories(),
    )


def _question_on_feeling_better() -> Question:
    a = _story_a()
    return Question(
        _("A patient feels much better after four massages. What do you know about the tendon?"),
        (
            Option(
                _("It is healing, or it would still hurt."),
                _(
                    "In this model massage had moved the score by {up:.0f} points at week four, "
                    "and stiffness no further than waiting did."
                ).format(up=a.score(MASSAGE, FOUR_WEEKS) - a.score(MASSAGE, 0)),
                misconception=_("pain gone means healed"),
            ),
            Option(
                _("Little. How a person is and how a tendon is are two directions."),
                _("To know about the tendon one would have to measure the tendon."),
                right=True,
            ),
            Option(
                _("It must be getting worse, because pain is masked."),
                _(
                    "Only if more is then done than the tendon can take. Easing pain by itself "
                    "damages nothing here."
                ),
                misconception=_("relief is harmful"),
            ),
        ),
    )


def _question_on_no_difference() -> Question:
    trial = TrialDesign()
    return Question(
        _("“No difference after week four” in {people:.0f} people. What follows?").format(
            people=value("M001").value or 0
        ),
        (
            Option(
                _("Massage and loading are equally good."),
                _(
                    "Too much. A difference of {interval:.0f} points would not have been "
                    "significant."
                ).format(interval=int(trial.interval_points)),
                misconception=_("not found means not there"),
            ),
            Option(
                _("The trial is worthless."),
                _(
                    "It is the only one seen here that compares calf massage with loading. Large "
                    "differences would probably have shown."
                ),
                misconception=_("a small trial says nothing"),
            ),
            Option(
                _("A very large advantage is unlikely; a smaller one may have been missed."),
                _("And which part of care worked, it cannot say."),
                right=True,
            ),
        ),
    )


def _question_on_contact() -> Question:
    return Question(
        _("Which change to that trial would tell hands from attention?"),
        (
            Option(
                _("As many meetings for everybody, and a group with sham touch."),
                _(
                    "It was {hands} against {alone}. With equal time only the care differs, and "
                    "sham touch shows what massage adds to being touched."
                ).format(
                    hands=whole_course_meetings(MASSAGE), alone=whole_course_meetings(LOADING)
                ),
                right=True,
            ),
            Option(
                _("Ten times as many people."),
                _("More people make a confounded result more certain, not less confounded."),
                misconception=_("size cures bias"),
            ),
            Option(
                _("A longer follow-up."),
                _("That shows whether it lasts. It does not say what did it."),
                misconception=_("time tells causes apart"),
            ),
        ),
    )


def _question_on_useless() -> Question:
    return Question(
        _("A colleague says: “Massage rebuilds nothing, so it is useless.” What do you answer?"),
        (
            Option(
                _("“Right. Only what changes tissue helps.”"),
                _(
                    "In the trial massage was ahead of exercise at week four. Who hurts less may "
                    "begin to load."
                ),
                misconception=_("what does not rebuild does not help"),
            ),
            Option(
                _("“It may ease the start. It is not shown to rebuild, nor to be better later.”"),
                _("That is what the map and the trial have in common."),
                right=True,
            ),
            Option(
                _("“It breaks down scar, so it does rebuild.”"),
                _("No human study seen here shows that."),
                misconception=_("massage breaks scar tissue"),
            ),
        ),
    )


def _question_on_both() -> Question:
    a = _story_a()
    return Question(
        _("Massage gives relief, loading makes stiffer. Do the two together give double?"),
        (
            Option(
                _("Yes: the one adds to the other."),
                _("Week {week}, Story A: {both:.0f} with both, {load:.0f} with loading.").format(
                    week=HALF_A_YEAR,
                    both=a.score(BOTH, HALF_A_YEAR),
                    load=a.score(LOADING, HALF_A_YEAR),
                ),
                misconception=_("both is double"),
            ),
            Option(
                _("No: massage gets in the way of loading."),
                _("Neither the trial nor the model shows harm from adding it."),
                misconception=_("passive care undoes active care"),
            ),
            Option(
                _("Early perhaps a little; in the trial both was not better than one."),
                _("What helps at week four need not help at week {week}.").format(week=HALF_A_YEAR),
                right=True,
            ),
        ),
    )


def _question_on_stories() -> Question:
    return Question(
        _("Both stories fit most trials. How can that be?"),
        (
            Option(
                _("One of them must have been made up to fit."),
                _("Both were fitted to the same groups, in the same way, and both miss some."),
                misconception=_("one of two explanations must be a trick"),
            ),
            Option(
                _("The trials did not separate loading from care, time and contact."),
                _("What always comes together cannot be told apart by looking at the sum."),
                right=True,
            ),
            Option(
                _("Because the truth lies in the middle."),
                _("It may lie there, or somewhere else. Two fits do not tell."),
                misconception=_("the middle is the truth"),
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=30,
        objectives=(
            _("Students read the map: up is the person, right is the tendon."),
            _("Students state what massage did in the one trial against loading, and when."),
            _("Students give one misfit of each story."),
            _("Students design a trial that separates hands from meetings."),
        ),
        steps=(
            Step(0, _("Read the case aloud."), _("What would you tell her? Write it down.")),
            Step(
                2,
                _("Prediction by show of hands; then the first two scenes."),
                _("If the dot moves up, is the patient better?"),
            ),
            Step(
                6,
                _("Scenes 3 and 4: the message. Stay here until all can say it."),
                _("Which trails go right, and why only these?"),
            ),
            Step(
                11,
                _("Scene 5: the account's own reference turns round. Read the card together."),
                _("{hands} meetings against {alone}: so what?").format(
                    hands=whole_course_meetings(MASSAGE), alone=whole_course_meetings(LOADING)
                ),
            ),
            Step(
                16,
                _("Scene 6: two explanations, one tendon. Then scene 7."),
                _("On what do both stories agree?"),
            ),
            Step(
                20,
                _("Scene 8 in pairs: as many questions answered as possible, as few people."),
                _("Which question does no number of people answer?"),
            ),
            Step(
                25,
                _("Follow the footnote: one reference for each corner of the room."),
                _("What would you cite it for?"),
            ),
            Step(28, _("Back to the case."), _("One sentence to the patient beside you.")),
        ),
        expected=(
            ExpectedAnswer(
                _("“So massage is as good as exercise.”"),
                _("Show scene 3: only one of the two went right. Then the words “not found”."),
            ),
            ExpectedAnswer(
                _("“So exercise is only a placebo.”"),
                _("Ask what Story B says of the tendon: it gets stiffer there too."),
            ),
            ExpectedAnswer(
                _("“Then I massage everybody first.”"),
                _(
                    "Look at the size at week four, and at week 24. It may open a door; who can "
                    "already load needs no door."
                ),
            ),
            ExpectedAnswer(
                _("“The model proves that massage rebuilds nothing.”"),
                _("It was told so. Move the what-if and let it prove the opposite."),
            ),
        ),
    )
