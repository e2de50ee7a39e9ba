"""Lesson 07: a case, three plans, and how to explain the difference to a patient.

Every number in these texts comes from the register or is computed by the planner when it is shown.
Plans are told as ranges of made-up people; the lesson says which of its rules are choices.
"""

from dataclasses import replace
from functools import lru_cache

from tendon_teaching.evidence import value
from tendon_teaching.explorers import plan_the_load as explorer
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
from tendon_teaching.models.plan_the_load import (
    DAYS,
    FADING_WEEKS,
    FLU_WEEK,
    HOLIDAY_WEEK,
    LATER_WEEK,
    LOOK_BACK_DAYS,
    NO_RULE,
    WEEKS,
    Afterwards,
    Calendar,
    Card,
    CaseName,
    Choices,
    Doses,
    FeedbackLimits,
    LoadPlan,
    Massage,
    Outcome,
    Ready,
    Ruler,
    RunSpike,
    StoryOutcome,
    case,
    cases,
    outcome,
    ready_plan,
)
from tendon_teaching.texts import _

THREE_PLANS = (Ready.ALL_AT_ONCE, Ready.REST_AND_MASSAGE, Ready.GRADED)
FADED = WEEKS + FADING_WEEKS
FOUR_WEEKS = 4
STRICT, CAUTIOUS, BOLD = 0.0, 3.0, 7.0
MUCH_RUNNING_PCT = 150.0
NEARLY_AS_HEAVY_BW = 2.4


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="07",
        notebook="07_plan_the_load.ipynb",
        title=_("Plan the load: twelve weeks, one budget"),
        message_line=3,
        popular=_(
            "If pain keeps you from starting, have it massaged, and rub it yourself beside your "
            "exercises. Then graded strength work, with an eye on the whole load, gets rid of it."
        ),
        opening_claims=("A16", "A18", "A19"),
        claims=("A02", "A10", "A11", "A16", "A17", "A18", "A19"),
        goals=_goals(),
        words=_words(),
        explanation=_explanation(),
        other_explanations={explorer.NAME: _explanation()},
        doubt=_doubt(),
        sceptics=_sceptics(),
        sceptics_table=_cases_table(),
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
        _("what three plans for one person have in common, and where they part;"),
        _("how to use a pain rule, and what nobody knows about its number;"),
        _("where massage fits: before loading, not instead of it;"),
        _("how to say all this to a patient without a word that frightens."),
    )


def _words() -> tuple[TwoWords, ...]:
    return (
        TwoWords(
            _("less load"),
            _("no load"),
            _("The first can be right for some days. The second takes away what load keeps."),
        ),
        TwoWords(
            _("pain in a session"),
            _("damage"),
            _(
                "Pain says how sensitive things are today. The rule uses it to steer. It does not "
                "look into the tendon."
            ),
        ),
        TwoWords(
            _("a range of people"),
            _("a forecast"),
            _("The range says how much people differ. It does not say which of them you are."),
        ),
        TwoWords(
            _("a missed week"),
            _("a failed plan"),
            _("Flu and holidays are part of every plan that is done by people."),
        ),
    )


# ---------- numbers of the planner, as the explorer computes them ----------


@lru_cache(maxsize=16)
def _scene(name: str) -> Outcome:
    definition = explorer.definition()
    found: Outcome = definition.compute(**definition.scene(name).values).found
    return found


def _with(plan: LoadPlan, **choices: float | Massage) -> Outcome:
    """What comes of ``plan`` when some of the choices that go with it are others."""
    return outcome(replace(plan, choices=replace(plan.choices, **choices)))  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _only_rest() -> Outcome:
    calendar = Calendar((Card.REST,) * DAYS)
    return outcome(replace(_scene("graded").plan, calendar=calendar))


def _score(story: StoryOutcome, week: int = WEEKS) -> float:
    return story.visa_a_at(week).middle


def _stiffness(found: Outcome, week: int = WEEKS) -> float:
    return found.a.stiffness_at(week).middle


def _share_done(found: Outcome, first: int, last: int) -> float:
    """Share of the planned days of exercise from week ``first`` on, to the end of ``last``."""
    planned = sum(
        card.is_loading
        for number in range(first, last + 1)
        for card in found.plan.calendar.week(number)
    )
    return 100 * float(found.a.sessions[last] - found.a.sessions[first - 1]) / planned


def _explanation() -> Explanation:
    return Explanation(
        paragraphs=(_at_once_words(), _rest_words(), *_graded_words(), _range_words()),
        table=_plans_table(),
    )


def _at_once_words() -> str:
    found = _scene("all_at_once")
    plan = found.plan
    return _(
        "All at once: {drops:.0f} heel drops and {km:.0f} km in one run, every Monday, whatever it "
        "hurts. VISA-A goes from {start:.0f} to {a:.0f} in Story A ({b:.0f} in Story B), stiffness "
        "from {k0:.0f} to {k:.0f} %. In {beyond:.0f} of 100 made-up people the tendon leaves the "
        "range that the model knows. It is mostly the run: the drops alone leave {without:.0f} %."
    ).format(
        drops=plan.doses.hero_repetitions,
        km=plan.run_km(Card.ALL_IN_ONE),
        start=_score(found.a, 0),
        a=_score(found.a),
        b=_score(found.b),
        k0=_stiffness(found, 0),
        k=_stiffness(found),
        beyond=found.a.beyond_pct,
        without=_stiffness(_with(plan, running_kept_pct=0.0)),
    )


def _rest_words() -> str:
    found = _scene("rest_and_massage")
    return _(
        "Nothing but rest and massage: VISA-A {a:.0f} ({b:.0f}). That is no small thing. Two weeks "
        "after the last massage it is {a_faded:.0f} ({b_faded:.0f}). Stiffness ends at {k:.0f} %, "
        "and rest alone ends at {rest:.0f} %. Hands change no tissue in this model. That was "
        "decided, not found (lesson 05)."
    ).format(
        a=_score(found.a),
        b=_score(found.b),
        a_faded=_score(found.a, FADED),
        b_faded=_score(found.b, FADED),
        k=_stiffness(found),
        rest=_stiffness(_only_rest()),
    )


def _graded_words() -> tuple[str, ...]:
    found, other = _scene("graded"), _scene("rest_and_massage")
    plan = found.plan
    return (
        _(
            "Graded: two legs, one leg, then weights, from {first:.1f} to {heaviest:.1f} body "
            "weights. Of {planned} sessions people do {done:.0f}. VISA-A {a:.0f} ({b:.0f}), two "
            "weeks later {a_later:.0f} ({b_later:.0f}); stiffness {k:.0f} %."
        ).format(
            first=plan.choices.start_load_bw,
            heaviest=plan.heaviest_bw,
            planned=found.sessions_planned,
            done=found.a.sessions_done,
            a=_score(found.a),
            b=_score(found.b),
            a_later=_score(found.a, FADED),
            b_later=_score(found.b, FADED),
            k=_stiffness(found),
        ),
        _(
            "So do not compare the scores of week {week} alone: {massage:.0f} and {graded:.0f} in "
            "Story A. Under one score lies a tendon at {soft:.0f} %, under the other one at "
            "{stiff:.0f} %. And one score needs the hands again next week."
        ).format(
            week=WEEKS,
            massage=_score(other.a),
            graded=_score(found.a),
            soft=_stiffness(other),
            stiff=_stiffness(found),
        ),
    )


def _range_words() -> str:
    found = _scene("graded")
    spread = found.a.visa_a_at(WEEKS)
    scores = [_score(outcome(ready_plan(ready)).a) for ready in THREE_PLANS]
    return _(
        "Each number is the middle of {people} made-up people. With the graded plan one in twenty "
        "stands below {low:.0f} and one in twenty above {high:.0f}: {wide:.0f} points apart, where "
        "the middles of the three plans are {plans:.0f} apart. No number here is anybody’s future."
    ).format(
        people=found.patients,
        low=spread.low,
        high=spread.high,
        wide=spread.high - spread.low,
        plans=max(scores) - min(scores),
    )


def _plans_table() -> Table:
    graded = _scene("graded")
    return Table(
        caption=_(
            "Three plans for one case, “{case}”: middles of made-up people, with 5 to 95 % for the "
            "score. VISA-A from 0 to 100, high is good; stiffness in per cent of a healthy tendon."
        ).format(case=graded.plan.case.label),
        columns=(
            _("Plan"),
            _("Sessions done / planned"),
            _("Heaviest week, added up, body weights"),
            _("VISA-A, week {week}, Story A").format(week=WEEKS),
            _("Story B"),
            _("Story A, week {week}").format(week=FADED),
            _("Stiffness, week {week}").format(week=WEEKS),
        ),
        rows=(
            (
                _("at the start"),
                "–",
                "–",
                _with_range(graded.a, 0),
                _with_range(graded.b, 0),
                "–",
                f"{_stiffness(graded, 0):.0f} %",
            ),
            *(_plan_row(ready) for ready in THREE_PLANS),
        ),
    )


def _plan_row(ready: Ready) -> tuple[str, ...]:
    found = _scene(ready.value)
    planned = found.sessions_planned
    return (
        ready.text,
        f"{found.a.sessions_done:.0f} / {planned}" if planned else "0 / 0",
        f"{max(found.plan.budget(Ruler.TOGETHER)):,.0f}",
        _with_range(found.a, WEEKS),
        _with_range(found.b, WEEKS),
        f"{_score(found.a, FADED):.0f}",
        f"{_stiffness(found):.0f} %",
    )


def _with_range(story: StoryOutcome, week: int) -> str:
    found = story.visa_a_at(week)
    return f"{found.middle:.0f} ({found.low:.0f}–{found.high:.0f})"


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    graded, massage = _scene("graded"), _scene("rest_and_massage")
    men = value("L243")
    return (
        _(
            "By the score, graded loading stands at {graded_a:.0f} and rest with massage at "
            "{massage_a:.0f} in Story A; in Story B at {graded_b:.0f} and {massage_b:.0f}. What "
            "speaks for loading here is the tendon. Whether a stiffer tendon is what people need "
            "is contested: in {n} men improvement was “{text}”, passive therapy included (L243). "
            "No trial has compared plans like these."
        ).format(
            graded_a=_score(graded.a),
            massage_a=_score(massage.a),
            graded_b=_score(graded.b),
            massage_b=_score(massage.b),
            n=men.n,
            text=men.text,
        ),
        _(
            "The rules are choices as well. {rule:.0f} of 10 was not shown to be the best line; in "
            "this model {cautious:.0f} gives {at_cautious:.0f} points, {bold:.0f} gives "
            "{at_bold:.0f}. The people are made up, and they never tire of a plan: they do "
            "{early:.0f} % of the first four weeks and {late:.0f} % of the last four. In one trial "
            "it was {first}, then {then}, then {last} (L226, L228, L230)."
        ).format(
            rule=Choices().pain_allowed,
            cautious=CAUTIOUS,
            at_cautious=_score(_with(graded.plan, pain_allowed=CAUTIOUS).a),
            bold=BOLD,
            at_bold=_score(_with(graded.plan, pain_allowed=BOLD).a),
            early=_share_done(graded, 1, FOUR_WEEKS),
            late=_share_done(graded, WEEKS - FOUR_WEEKS + 1, WEEKS),
            first=value("L226").text,
            then=value("L228").text,
            last=value("L230").text,
        ),
    )


def _sceptics() -> tuple[Point, ...]:
    return (*_points_on_rules(), *_points_on_massage(), *_points_on_the_plan())


def _points_on_rules() -> tuple[Point, ...]:
    graded, hero = _scene("graded").plan, _scene("all_at_once").plan
    strict, usual = (_with(graded, pain_allowed=pain) for pain in (STRICT, Choices().pain_allowed))
    tamed = _with(hero, pain_allowed=Choices().pain_allowed)
    jogger = case(CaseName.LUMP)
    return (
        Point(
            _("Is no pain the safest rule?"),
            _(
                "It costs something here: with {strict:.0f} of 10 allowed people do "
                "{few:.0f} of {planned} sessions and end at {k:.0f} % stiffness, with {rule:.0f} "
                "allowed {more:.0f} sessions and {k_rule:.0f} %. How the model meets pain was "
                "assumed, so this shows what a rule does, not which one to use."
            ).format(
                strict=STRICT,
                few=strict.a.sessions_done,
                planned=strict.sessions_planned,
                k=_stiffness(strict),
                rule=Choices().pain_allowed,
                more=usual.a.sessions_done,
                k_rule=_stiffness(usual),
            ),
        ),
        Point(
            _("Does the rule save the Monday hero?"),
            _(
                "In part. With {rule:.0f} of 10 allowed {done:.0f} of {planned} big runs take "
                "place, and stiffness ends at {k:.0f} % instead of {without:.0f} %. The case "
                "“{other}”, with {km:.0f} km in a usual week, takes no harm from the same plan "
                "here ({k_other:.0f} %): what is too much depends on whom."
            ).format(
                other=jogger.label,
                km=jogger.km_per_week,
                k_other=_stiffness(outcome(ready_plan(Ready.ALL_AT_ONCE, jogger.name))),
                rule=Choices().pain_allowed,
                done=tamed.a.runs_done,
                planned=tamed.runs_planned,
                k=_stiffness(tamed),
                without=_stiffness(outcome(hero)),
            ),
        ),
        _point_on_running(),
        Point(
            _("Is one long run really a risk?"),
            _(
                "In {n:,} runners a run a little longer than the longest of {days} days came with "
                "a hazard ratio of {one:.2f} (L172), a clearly longer one {two:.2f} (L173), one "
                "more than twice as long {three:.2f} (L174). The steps do not rise in order, it is "
                "all injuries and not this tendon, and a cohort shows no cause."
            ).format(
                n=value("L172").n,
                days=LOOK_BACK_DAYS,
                one=value("L172").value,
                two=value("L173").value,
                three=value("L174").value,
            ),
        ),
        Point(
            _("And this week over the last four?"),
            _(
                "Popular, and criticised. The ratio told injuries barely better than chance, "
                "{ratio} where a coin has 0.5 (L178, football); the week itself sits in the mean "
                "(L179); and in the same {n:,} runners more of it went with fewer injuries (L175)."
            ).format(ratio=value("L178").text, n=value("L175").n),
        ),
    )


def _point_on_running() -> Point:
    plan = _scene("graded_running").plan
    watched, not_watched = (
        _with(plan, running_kept_pct=MUCH_RUNNING_PCT, pain_allowed=pain)
        for pain in (Choices().pain_allowed, NO_RULE)
    )
    return Point(
        _("May one go on running?"),
        _(
            "Half of the usual length, under the rule, ends at {half:.0f} points, no running at "
            "{none:.0f}. Runs {much:.0f} % as long as usual end at {watched:.0f} with the rule and "
            "{not_watched:.0f} without. So it is not running; it is how much, and whether anything "
            "tells you."
        ).format(
            half=_score(outcome(plan).a),
            none=_score(_with(plan, running_kept_pct=0.0).a),
            much=MUCH_RUNNING_PCT,
            watched=_score(watched.a),
            not_watched=_score(not_watched.a),
        ),
    )


def _points_on_massage() -> tuple[Point, ...]:
    with_hands = _scene("massage_first")
    without = _with(with_hands.plan, massage=Massage.NONE)
    return (
        Point(
            _("Does massage open the door?"),
            _(
                "For the severe case VISA-A in week {early} is {hands:.0f} with massage before the "
                "sessions and {none:.0f} without. But people do {more:.1f} and {fewer:.1f} "
                "sessions by then: in this model the door was nearly open. In week {week} "
                "{gain:.1f} points are left, less than what is called noticeable, {noticed} (L118, "
                "second-hand)."
            ).format(
                early=FOUR_WEEKS,
                hands=_score(with_hands.a, FOUR_WEEKS),
                none=_score(without.a, FOUR_WEEKS),
                more=with_hands.a.sessions[FOUR_WEEKS],
                fewer=without.a.sessions[FOUR_WEEKS],
                week=WEEKS,
                gain=_score(with_hands.a) - _score(without.a),
                noticed=value("L118").text,
            ),
        ),
        Point(
            _("What did the trial say?"),
            _(
                "Calf massage was ahead of eccentric exercise at week four (M004), later “{late}” "
                "(M005); both together were “{both}” than one (M006, second-hand). That pain alone "
                "holds a calf back is shown. After an injection that numbs: {normal} (M098)."
            ).format(
                late=value("M005").text,
                both=value("M006").text,
                normal=value("M098").text,
            ),
        ),
        Point(
            _("And self-massage?"),
            _(
                "Not tested for the Achilles. A trial of {n} people was registered (M168) and no "
                "result was found. It is a card here because people do it."
            ).format(n=value("M168").text),
        ),
    )


def _points_on_the_plan() -> tuple[Point, ...]:
    graded = _scene("graded").plan
    light = _with(graded, start_load_bw=NEARLY_AS_HEAVY_BW)
    stopped, kept = (
        outcome(replace(graded, afterwards=after))
        for after in (Afterwards.STOP, Afterwards.TWICE_A_WEEK)
    )
    heel = case(CaseName.INSERTION)
    told, other = value("L213"), value("L214")
    return (
        Point(
            _("Is there an edge at one load?"),
            _(
                "In this model nearly: start the weights at {light:.1f} body weights instead of "
                "{usual:.1f}, and stiffness ends at {k:.0f} instead of {k_usual:.0f} %. So steep a "
                "step was not measured in people. A gentle first week may be just what a person "
                "needs."
            ).format(
                light=NEARLY_AS_HEAVY_BW,
                usual=graded.choices.start_load_bw,
                k=_stiffness(light),
                k_usual=_stiffness(outcome(graded)),
            ),
        ),
        _point_on_rulers(),
        Point(
            _("Week 13, what then?"),
            _(
                "With nothing, stiffness goes from {then:.0f} to {stopped:.0f} % by week {later}; "
                "with two sessions a week it stands at {kept:.0f} %, above healthy, which you need "
                "not believe. A guideline asks for {wanted} a week (L313, second-hand, opinion of "
                "experts). How little is enough, no trial has asked."
            ).format(
                then=_stiffness(stopped),
                stopped=_stiffness(stopped, LATER_WEEK),
                later=LATER_WEEK,
                kept=_stiffness(kept, LATER_WEEK),
                wanted=value("L313").text,
            ),
        ),
        Point(
            _("May I use it for pain at the heel bone?"),
            _(
                "No. In the model the case “{case}” gets better like all others, and in a trial "
                "loading went only to {load} there, another treatment to {wave} (L126, L128). The "
                "model does not know the heel bone; that misfit is left in to be found."
            ).format(case=heel.label, load=value("L126").text, wave=value("L128").text),
        ),
        Point(
            _("Do the words matter that much?"),
            _(
                "They were not shown to. In one trial everybody did the same exercise; pain in "
                "movement changed by {one} where pain was explained (L213), by {two} where tissue "
                "damage was (L214). Kind words are owed to people all the same."
            ).format(one=told.text, two=other.text),
        ),
    )


def _point_on_rulers() -> Point:
    plan = _scene("all_at_once").plan
    run, lift = (
        replace(plan, calendar=Calendar((card, *[Card.REST] * (DAYS - 1)))).week_amounts()[0]
        for card in (Card.RUN_FLAT, Card.LOADED)
    )
    return Point(
        _("Which ruler is right?"),
        _(
            "Nobody knows. One usual run of this case counts {often:.0f} times a session with "
            "weights by contractions, {together:.0f} times by body weights added up, {hard:,.0f} "
            "times by how hard each step is. A holiday week of walks (scene 6) is the heaviest of "
            "its plan on the first two and next to nothing on the third. That one rests on dead "
            "toe tendons (L157b)."
        ).format(
            often=Ruler.HOW_OFTEN.of(run) / Ruler.HOW_OFTEN.of(lift),
            together=Ruler.TOGETHER.of(run) / Ruler.TOGETHER.of(lift),
            hard=Ruler.HOW_HARD.of(run) / Ruler.HOW_HARD.of(lift),
        ),
    )


def _cases_table() -> Table:
    return Table(
        caption=_(
            "All six cases with the three plans, week {week}: VISA-A in Story A / Story B; "
            "stiffness in per cent of a healthy tendon. Made-up people; at the heel bone the model "
            "does not hold."
        ).format(week=WEEKS),
        columns=(_("Case"), _("at the start"), *(ready.text for ready in THREE_PLANS)),
        rows=tuple(
            (
                one.label,
                _in_short(outcome(ready_plan(Ready.GRADED, one.name)), 0),
                *(_in_short(outcome(ready_plan(ready, one.name)), WEEKS) for ready in THREE_PLANS),
            )
            for one in cases()
        ),
    )


def _in_short(found: Outcome, week: int) -> str:
    scores = f"{_score(found.a, week):.0f} / {_score(found.b, week):.0f}"
    return f"{scores}; {_stiffness(found, week):.0f} %"


def _left_out() -> tuple[Point, ...]:
    return (
        Point(
            _("Diagnosis."),
            _("The planner begins when somebody has found out what hurts. It cannot."),
        ),
        Point(
            _("Other causes."),
            _("Illness, medicines, hormones, sleep and work change tendons and pain. Not here."),
        ),
        Point(
            _("Warning signs."),
            _(
                "The box on the sheet rests on no row of the register. Check it against your local "
                "guideline before you print it."
            ),
        ),
        Point(
            _("Medicines and other treatments."),
            _("Shock wave, heel lifts, injections, tablets: none is a card."),
        ),
        Point(
            _("The heel bone."),
            _("Pain at the insertion needs rules of its own. None is built in."),
        ),
        Point(
            _("Half a session."),
            _("A card is done or left out. People do a few raises less."),
        ),
        Point(
            _("The person who plans with you."),
            _(
                "Every plan has the same {count:g} meetings a week. In life a plan comes with "
                "somebody, or with nobody."
            ).format(count=Doses().contacts_per_week),
        ),
        Point(_("You."), _("A range of made-up people says nothing about one person.")),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("One run, much longer than usual"),
            ("L172", "L173", "L174", "L258"),
            _("All running injuries. None of these rows is about the Achilles alone."),
        ),
        EvidenceGroup(
            _("This week over the weeks before"),
            ("L175", "L176", "L177", "L178", "L178b", "L179"),
            _("Here as the criticised idea it is. The planner does not steer by it."),
        ),
        EvidenceGroup(
            _("Sessions done"),
            ("L226", "L228", "L230", "L225", "L227", "L229", "L099", "L102"),
            _("The same people wore heel lifts more faithfully than others exercised."),
        ),
        EvidenceGroup(
            _("Pain, and training with it"),
            ("L120", "L313", "L244", "L245", "M098", "M099"),
            _(
                "No row gives a number for the pain that is all right. “Within tolerance” is as "
                "far as they go."
            ),
        ),
        EvidenceGroup(
            _("How hard, and for what"),
            ("L275", "L163", "L312", "S122", "L243", "L241"),
        ),
        EvidenceGroup(
            _("Massage first, or beside"),
            ("M004", "M005", "M006", "M168", "L118", "L119"),
            _("The trial pressed the calf. The last two rows are what people are held to notice."),
        ),
        EvidenceGroup(
            _("Without load"),
            ("L140", "L141", "L142", "L143"),
            _("Three months in bed, in healthy men. Rest in the planner still walks."),
        ),
        EvidenceGroup(_("At the heel bone"), ("L125", "L126", "L127", "L128")),
        EvidenceGroup(_("What people were told"), ("L213", "L214")),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "BW": _("body weights"),
        "CI": _("confidence interval"),
        "EMG": _("electrical activity of a muscle"),
        "MCID": _("smallest change that people are held to notice"),
        "NRS": _("pain as a number from 0 to 10"),
        "PRP": _("platelet-rich plasma, an injection"),
        "SD": _("standard deviation: how much people differ"),
        "VISA-A": _("a questionnaire, 0 to 100; 100 is best"),
        "VISA-A-IS": _("the same in Icelandic"),
        "VISA-P": _("the same kind of questionnaire for the patellar tendon"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(
            _("What you may choose"),
            Choices,
            {
                "start_load_bw": _("First loaded raise"),
                "growth_pct": _("Growth per session"),
                "running_kept_pct": _("Running kept"),
                "pain_allowed": _("Pain allowed"),
            },
        ),
        ModelCard(
            _("What a card means"),
            Doses,
            {
                "loaded_exercises": _("Loaded session: exercises"),
                "ceiling_bw": _("Loaded raise: ceiling"),
                "walk_steps": _("Walk: steps of one leg"),
                "hero_repetitions": _("All in one: heel drops"),
                "runs_per_week": _("Runs in a usual week"),
                "first_weeks": _("Massage: first weeks"),
                "contacts_per_week": _("Meetings with a clinician"),
            },
        ),
        ModelCard(
            _("When a plan gets which sentence"),
            FeedbackLimits,
            {
                "spike_pct": _("A run is called much longer from"),
                "done_pct": _("Too much: sessions done below"),
                "least_useful_bw": _("Too little: loads below"),
                "stiffness_loss_pct": _("Harm: stiffness lost"),
                "week_jump": _("Jump of a week: times the three before"),
            },
        ),
    )


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_rest(),
        _question_on_pain(),
        _question_on_the_run(),
        _question_on_equal_scores(),
        _question_on_massage_first(),
        _question_on_the_flu(),
        _question_on_words(),
    )


def _question_on_rest() -> Question:
    found = _only_rest()
    return Question(
        _("“I shall rest until it stops hurting, and then run.” What do you answer?"),
        (
            Option(
                _("“Good. Pain means that something is breaking.”"),
                _("Pain in a session is not damage. Many tendons hurt and are loaded in trials."),
                misconception=_("pain means damage"),
            ),
            Option(
                _("“Less for a few days, yes. Then load is what gets you ready to run.”"),
                _(
                    "In this model rest alone scores {a:.0f} in week {week} and leaves the tendon "
                    "at {k:.0f} %. It eases; it does not prepare."
                ).format(a=_score(found.a), week=WEEKS, k=_stiffness(found)),
                right=True,
            ),
            Option(
                _("“No rest at all: go straight through it.”"),
                _("That is the Monday plan. With it the tendon lost stiffness in this model."),
                misconception=_("no pain, no gain"),
            ),
        ),
    )


def _question_on_pain() -> Question:
    allowed = Choices().pain_allowed
    return Question(
        _(
            "Heel raises hurt {pain:.0f} of 10; next morning all is as usual. You agreed on "
            "{allowed:.0f}. What next?"
        ).format(pain=allowed - 1, allowed=allowed),
        (
            Option(
                _("Stop until it hurts no more."),
                _(
                    "Then many sessions fall out: with no pain allowed {few:.0f} instead of "
                    "{more:.0f} were done in this model."
                ).format(
                    few=_with(_scene("graded").plan, pain_allowed=STRICT).a.sessions_done,
                    more=_scene("graded").a.sessions_done,
                ),
                misconception=_("rest until it stops hurting"),
            ),
            Option(
                _("Double it: the tendon can evidently take it."),
                _("A good morning allows the next small step, not two at once."),
                misconception=_("more sessions means faster"),
            ),
            Option(
                _("Go on as planned."),
                _("That is the rule: not more than agreed, and as usual next morning."),
                right=True,
            ),
        ),
    )


def _question_on_the_run() -> Question:
    longest = case(CaseName.HILLY_WEEK).longest_run_km
    spike = RunSpike(day=0, km=2 * longest, longest_km=longest)
    return Question(
        _(
            "Longest run of the last {days} days: {longest:.0f} km. Your patient plans {km:.0f} km "
            "on Sunday and nothing else that week. What do you suggest?"
        ).format(days=LOOK_BACK_DAYS, longest=longest, km=spike.km),
        (
            Option(
                _("Two runs of {km:.0f} km.").format(km=longest),
                _("The same sum, and no day far beyond what went before."),
                right=True,
            ),
            Option(
                _("Fine: the sum of the week is as always."),
                _(
                    "The rows are about single runs: one so much longer had {hazard} for injuries "
                    "of all kinds ({row})."
                ).format(hazard=value(spike.hazard_id).text, row=spike.hazard_id),
                misconception=_("only the weekly sum counts"),
            ),
            Option(
                _("No running for twelve weeks."),
                _(
                    "Short runs under the rule ended at {half:.0f} points here, none at {none:.0f}."
                ).format(half=_score(_scene("graded_running").a), none=_score(_scene("graded").a)),
                misconception=_("running has to stop"),
            ),
        ),
    )


def _question_on_equal_scores() -> Question:
    massage, graded = _scene("rest_and_massage"), _scene("graded")
    return Question(
        _(
            "Week {week}, Story A: rest and massage {massage:.0f} points, graded {graded:.0f}. "
            "What follows?"
        ).format(week=WEEKS, massage=_score(massage.a), graded=_score(graded.a)),
        (
            Option(
                _("It does not matter which plan one takes."),
                _("Two weeks later it is {massage:.0f} and {graded:.0f}.").format(
                    massage=_score(massage.a, FADED), graded=_score(graded.a, FADED)
                ),
                misconception=_("equal today is equal"),
            ),
            Option(
                _("People feel alike, the tendons differ, and no trial has tested such plans."),
                _("Stiffness is {soft:.0f} and {stiff:.0f} %. All of it is a model.").format(
                    soft=_stiffness(massage), stiff=_stiffness(graded)
                ),
                right=True,
            ),
            Option(
                _("The massage score is an illusion."),
                _("Who hurts less is better off that day. It passes; that is another matter."),
                misconception=_("relief does not count"),
            ),
        ),
    )


def _question_on_massage_first() -> Question:
    return Question(
        _("She is afraid of the first heel raise and asks for massage. What do you plan?"),
        (
            Option(
                _("Massage, and loading from the first week, small."),
                _(
                    "Massage may help her begin; what is left in week {week} came from loading."
                ).format(week=FADED),
                right=True,
            ),
            Option(
                _("Massage until she is free of pain, then loading."),
                _("Then weeks go by in which nothing prepares the tendon, and relief wears off."),
                misconception=_("first cure the pain, then load"),
            ),
            Option(
                _("No massage: it would only make her depend on it."),
                _("That was not shown. Relief is worth having, and a good use of it is to begin."),
                misconception=_("what does not rebuild does not help"),
            ),
        ),
    )


def _question_on_the_flu() -> Question:
    life, kept = _scene("life_happens"), _scene("graded_running")
    return Question(
        _("Flu took week {flu}, a holiday week {holiday}. What do you say?").format(
            flu=FLU_WEEK, holiday=HOLIDAY_WEEK
        ),
        (
            Option(
                _("“Now we start again at week 1.”"),
                _("Stiffness ended at {k:.0f} % with both gaps and {all:.0f} % without.").format(
                    k=_stiffness(life), all=_stiffness(kept)
                ),
                misconception=_("a missed week undoes everything"),
            ),
            Option(
                _("“Do the missed sessions as well this week.”"),
                _("A week with twice the load is the very jump the plan avoids."),
                misconception=_("missed load can be made up for at once"),
            ),
            Option(
                _("“That happens. Begin again a step lighter.”"),
                _("In one trial {last} of the sessions were done in the last weeks (L230).").format(
                    last=value("L230").text
                ),
                right=True,
            ),
        ),
    )


def _question_on_words() -> Question:
    return Question(
        _("“What is wrong with my tendon?” Which answer do you give?"),
        (
            Option(
                _("“It is worn out and partly torn.”"),
                _("Neither follows from pain. Patches have changed; much looks as before."),
                misconception=_("tendinopathy is wear and tear"),
            ),
            Option(
                _("“Nothing. It is all in your nerves.”"),
                _("It often is thicker and less stiff. That was measured."),
                misconception=_("pain without tissue"),
            ),
            Option(
                _("“It is sore and changed, and it still answers to load.”"),
                _("True as far as one knows, and it leaves something to do."),
                right=True,
            ),
            Option(
                _("“There is scar in it that has to be broken up.”"),
                _("No human study seen here shows that hands do this."),
                misconception=_("hands break scar and re-align fibres"),
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=45,
        objectives=(
            _("Students make three plans for one case and say what tells them apart."),
            _("Students use a pain rule and name what is not known about it."),
            _("Students read a range without making it a forecast."),
            _("Students explain a plan to a patient in words that do not frighten."),
        ),
        steps=(
            Step(
                0,
                _("One case for each table. Somebody reads it aloud."),
                _("What would this person like to hear? What will you not promise?"),
            ),
            Step(
                4,
                _("Prediction by show of hands; then the first three scenes."),
                _("Which of the three would the patient choose, and why?"),
            ),
            Step(
                10,
                _("Scene 6, only for its ruler: put all three on it, one after the other."),
                _("Which week is the heaviest now? What was done in it?"),
            ),
            Step(
                14,
                _("Each table makes its three plans and saves them."),
                _("What did the sentence under the calendar ask you?"),
            ),
            Step(
                24,
                _("Scenes 5 to 7: a severe start, flu and holiday, week 13."),
                _("What did massage add, and in which week did you look?"),
            ),
            Step(
                29,
                _("The last scene and the doubt. Leave a silence after it."),
                _("What would a trial of these plans have to measure?"),
            ),
            Step(
                34,
                _("The sheet: strike out each word that a child would not know."),
                _("Which word on it would frighten you?"),
            ),
            Step(
                38,
                _("In pairs: one is the patient and asks for the other two plans."),
                _("Did you hear a promise? Did you hear a threat?"),
            ),
            Step(43, _("Vote on questions 2 and 4."), _("What will you do differently on Monday?")),
        ),
        expected=(
            ExpectedAnswer(
                _("“So massage is enough.”"),
                _("Go to week {week}, without hands. Then ask what she wants to do again.").format(
                    week=FADED
                ),
            ),
            ExpectedAnswer(
                _("“She will be at {score:.0f} in week {week}.”").format(
                    score=_score(_scene("graded").a), week=WEEKS
                ),
                _("Ask who of the made-up people she is. Read the two ends of the range aloud."),
            ),
            ExpectedAnswer(
                _("“Heavier and more often must be better.”"),
                _("Let them try it, and read the sentence that comes. Then ask who would do it."),
            ),
            ExpectedAnswer(
                _("“Pain {pain:.0f} is allowed, so {more:.0f} is harmful.”").format(
                    pain=Choices().pain_allowed, more=Choices().pain_allowed + 1
                ),
                _("The number is an agreement. Move it, and see how little moves here."),
            ),
        ),
    )
