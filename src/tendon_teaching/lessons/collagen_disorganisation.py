"""Lesson 01: patches of disorder; swelling, lost fibres and spread; why a lump is not strength.

The mechanics half is here, the fibre half in ``collagen_fibres``; one lesson holds both.

Every number in these texts comes from the register or is computed by the model when it is shown.
"""

from tendon_teaching.evidence import value
from tendon_teaching.explorers import how_parallel, lump_yet_weaker
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.figures.mechanics import Picture, shared_strain_pct
from tendon_teaching.lessons import collagen_fibres as fibre_half
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
from tendon_teaching.models.mechanics import TRUSTED_SHARE_OF_PEAK, FibreBundle
from tendon_teaching.models.teaching_tendon import (
    TendinopathicChange,
    TendonState,
    effort_strain_pct,
)
from tendon_teaching.texts import _


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="01",
        notebook="01_collagen_disorganisation.ipynb",
        title=_("Collagen disorganisation: a lump, yet weaker"),
        message_line=1,
        popular=_(
            "The fibres drift apart, the cells grow big and abnormal, a lump appears, and the "
            "tendon loses stiffness and strength."
        ),
        opening_claims=("A03", "A04", "A07", "A08", "A09"),
        claims=("A03", "A04", "A07", "A08", "A09"),
        goals=(*fibre_half.goals(), *_goals()),
        words=_words(),
        explanation=_explanation(),
        other_explanations={how_parallel.NAME: fibre_half.explanation()},
        doubt=(*fibre_half.doubt(), *_doubt()),
        sceptics=(*_sceptics(), *fibre_half.sceptics()),
        sceptics_table=fibre_half.window_table(),
        evidence=(*fibre_half.evidence(), *_evidence()),
        abbreviations=_abbreviations(),
        left_out=(*fibre_half.left_out(), *_left_out()),
        models=(*fibre_half.models(), *_models()),
        questions=(*fibre_half.questions(), *_questions()),
        plan=_plan(),
        other_value_ids=("L302", "L303", "L304"),
    )


def _goals() -> tuple[str, ...]:
    return (
        _("why swelling alone leaves the whole tendon as stiff as it was;"),
        _("why lost fibres and spread fibres make it less stiff;"),
        _("which number belongs to the tendon (stiffness) and which to its tissue (modulus);"),
        _("why neither a lump nor a stiff morning tells you how stiff a tendon is."),
    )


def _words() -> tuple[TwoWords, ...]:
    points = [value(domain).value or 0 for domain in ("L302", "L303", "L304")]
    return (
        TwoWords(
            _("feels stiff"),
            _("is stiff"),
            _(
                "A stiff morning is something a person feels. Stiffness in this lesson is newtons "
                "per millimetre. A sore tendon can feel stiff and be less stiff."
            ),
        ),
        TwoWords(
            _("a weak calf"),
            _("a weak tendon"),
            _(
                "In Achilles tendinopathy the calf turns the foot with less force, by {low} to "
                "{high} depending on the test. At which force a living sore tendon would tear, "
                "nobody has measured."
            ).format(low=value("S120").text, high=value("S119").text),
        ),
        TwoWords(
            _("pain"),
            _("VISA-A"),
            _(
                "Pain is scored from 0 to 10, and low is good. The VISA-A questionnaire goes from "
                "0 to {most:.0f}, and high is good: {pain:.0f} points for pain, {function:.0f} "
                "for function, {activity:.0f} for activity (these three are second-hand)."
            ).format(most=sum(points), pain=points[0], function=points[1], activity=points[2]),
        ),
    )


# ---------- numbers of the model, as the explorer computes them ----------


def _picture(scene: str) -> Picture:
    explorer = lump_yet_weaker.definition()
    picture: Picture = explorer.compute(**explorer.scene(scene).values)
    return picture


def _state(scene: str) -> TendonState:
    return _picture(scene).tendon


def _stretch_mm(state: TendonState) -> float:
    """Stretch in a scene; every scene of this lesson holds its pull."""
    if state.changed_pull.elongation_mm is None:
        raise ValueError("a scene of this lesson pulls harder than its tendon holds")
    return state.changed_pull.elongation_mm


def _strain_pct(state: TendonState) -> float:
    return 100 * _stretch_mm(state) / state.changed.bundle.length_mm


def _explanation() -> Explanation:
    swollen, thinned = _state("only_swollen"), _state("only_fewer_fibres")
    spread, changed = _state("only_spread"), _state("all_of_it")
    return Explanation(
        paragraphs=(
            _(
                "Stiffness belongs to the whole tendon, modulus to each square millimetre of it: "
                "stiffness = modulus × cross-section ÷ length."
            ),
            _(
                "Swelling makes the cross-section {times:.2f} times as large and leaves the "
                "number of fibres alone. So the modulus falls to {modulus:.0f} %, modulus × "
                "cross-section stays at {stiffness:.0f} %, and the same pull stretches the tendon "
                "just as far. Fibres pull, water does not."
            ).format(
                times=swollen.swelling_ratio,
                modulus=swollen.modulus_pct,
                stiffness=swollen.stiffness_pct,
            ),
            _(
                "Take {lost:.0f} % of the fibres away and both fall to {stiffness:.0f} %: there "
                "are fewer to share the pull."
            ).format(lost=thinned.fibres_lost_pct, stiffness=thinned.stiffness_pct),
            _(
                "Turn the fibres out of line, to a spread of {angle:.0f}°, and both fall to "
                "{stiffness:.0f} %: a slanting fibre is stretched less than the tendon, and only "
                "part of its tension points along it."
            ).format(angle=spread.angle_sd_deg, stiffness=spread.stiffness_pct),
            _(
                "Everything at once, with a little more crimp: {area:.0f} % more cross-section, "
                "yet {stiffness:.0f} % of the stiffness and {modulus:.0f} % of the modulus. "
                "The tendon is thicker and gives way more. A lump is not strength."
            ).format(
                area=changed.area_pct - 100,
                stiffness=changed.stiffness_pct,
                modulus=changed.modulus_pct,
            ),
        ),
        table=_scene_table(),
    )


def _scene_table() -> Table:
    scenes = lump_yet_weaker.definition().scenes
    of_the_model = (scene for scene in scenes if scene.kind is not SceneKind.DOUBT)
    return Table(
        caption=_("The scenes in numbers. Percentages are of the healthy tendon, in this model."),
        columns=(
            _("Scene"),
            _("Cross-section"),
            _("Fibres"),
            _("Modulus"),
            _("Stiffness"),
            _("Stretch at {pull:,.0f} N").format(pull=lump_yet_weaker.PULL_N),
        ),
        rows=tuple(_scene_row(scene.label, _state(scene.name)) for scene in of_the_model),
    )


def _scene_row(label: str, state: TendonState) -> tuple[str, ...]:
    percentages = (
        state.area_pct,
        state.fibre_number_pct,
        state.modulus_pct,
        state.stiffness_pct,
    )
    return (label, *(f"{number:.0f} %" for number in percentages), f"{_stretch_mm(state):.1f} mm")


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    low, high = shared_strain_pct()
    painful, pain_free = value("S087"), value("S088")
    return (
        _(
            "Less stiff? On average, yes. At full effort painful tendons stretched {painful} "
            "(n = {n}), pain-free ones {pain_free} (n = {n_free})."
        ).format(painful=painful.text, n=painful.n, pain_free=pain_free.text, n_free=pain_free.n),
        _(
            "Person by person, often not. One SD to either side of the mean, both groups cover "
            "{low:.1f} to {high:.1f} %. So the stretch of one tendon does not tell you whether "
            "it hurts."
        ).format(low=low, high=high),
    )


def _sceptics() -> tuple[Point, ...]:
    cadaver, hopping, link = value("S103"), value("S106"), value("S091")
    slow, other, part = value("S096b"), value("S093"), value("S099")
    return (
        Point(
            _("How much?"),
            _(
                "For lower stiffness and modulus in tendinopathy only the direction could be read "
                "(S084, S085, S089). How much of it is lost fibres, spread or crimp is our "
                "choice, and other mixtures give the same total."
            ),
        ),
        Point(
            _("How far apart do the fibres point?"),
            _(
                "We found no measured angle in living human tendinopathy. In one small study less "
                "order on ultrasound went with a less stiff tendon ({link}, n = {n}), but only in "
                "degenerated tendons."
            ).format(link=link.text, n=link.n),
        ),
        Point(
            _("How stiff is a healthy Achilles?"),
            _(
                "{slow} or {other}, by method; and SE is not SD. The model lies between them. Its "
                "modulus lies near {part}, measured in one part of the tendon in {n} men."
            ).format(slow=slow.text, other=other.text, part=part.text, n=part.n),
        ),
        Point(
            _("How strong is it?"),
            _(
                "Cadaver tendons of old donors failed at {cadaver}, and one hopping adult loaded "
                "a living one with {hopping}. Neither is the limit of a living tendon."
            ).format(cadaver=cadaver.text, hopping=hopping.text),
        ),
        Point(
            _("What came first?"),
            _(
                "People with and without pain were compared at one moment. That cannot show "
                "whether the tendon softened before it hurt."
            ),
        ),
        Point(
            _("Does it hold elsewhere?"),
            _(
                "Not clearly. The patellar tendon showed no clear change (S089) or the opposite "
                "one (S073, second-hand)."
            ),
        ),
        Point(
            _("Does the lump have to go?"),
            _(
                "Thickness did not follow recovery in eight studies (S138), and healthy runners "
                "have larger tendons too, by {runners} (S076)."
            ).format(runners=value("S076").text),
        ),
    )


def _left_out() -> tuple[Point, ...]:
    state = _state("healthy")
    strain_pct = _strain_pct(state)
    return (
        Point(
            _("Patches."),
            _(
                "The fibre picture has a patch. The tendon that is pulled has the same disorder "
                "everywhere."
            ),
        ),
        Point(
            _("Twist and sliding."),
            _("The real Achilles has three parts that turn around each other."),
        ),
        Point(_("Time."), _("The pull is slow and steady: no creep, no speed, no warming up.")),
        Point(
            _("Tearing."),
            _(
                "Above {share:.0f} % of its highest force the model is hatched: no living tendon "
                "with tendinopathy has been tested there."
            ).format(share=100 * TRUSTED_SHARE_OF_PEAK),
        ),
        Point(_("Cells, vessels, nerves, pain."), _("Nothing in this model can hurt.")),
        Point(
            _("One strain scale."),
            _(
                "This lesson counts strain from a slack tendon, effort studies from a taut one at "
                "rest. So it reads about {more:.1f} points higher: {slack:.1f} % here is "
                "{effort:.1f} % there, for the same {pull:,.0f} N."
            ).format(
                more=strain_pct - effort_strain_pct(strain_pct),
                slack=strain_pct,
                effort=effort_strain_pct(strain_pct),
                pull=state.changed_pull.force_n,
            ),
        ),
        Point(
            _("You."),
            _("The teaching tendon is nobody's tendon, and no number here is a forecast."),
        ),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("How far it stretches, and how stiff it is"),
            ("S088", "S087", "S084", "S085", "S089", "S090", "S091", "S092", "S073"),
            _(
                "Painful against pain-free. A direction without a number means that no number "
                "could be read, not that there was no difference."
            ),
        ),
        EvidenceGroup(
            _("Healthy stiffness, by method"),
            ("S096", "S096b", "S093", "S099"),
            _("Two laboratories, two answers. SE and SD are different kinds of spread."),
        ),
        EvidenceGroup(
            _("Thickness and cross-section"),
            ("S071", "S070", "S072", "S086", "S075", "S076", "S138", "L110"),
            _("The painful tendon is thicker, and so is the healthy tendon of a runner."),
        ),
        EvidenceGroup(
            _("What fills the extra space"),
            ("S017", "S016"),
        ),
        EvidenceGroup(
            _("Strength: calf and tendon"),
            ("S119", "L235", "S120", "S121", "S121b", "S103", "S106"),
            _("Torque is a matter of muscle, drive and tendon together."),
        ),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "AP": _("front to back"),
        "AT": _("Achilles tendinopathy"),
        "ATRS": _("Achilles Tendon Total Rupture Score"),
        "CI": _("confidence interval"),
        "CSA": _("cross-sectional area"),
        "GAG": _("glycosaminoglycan, a sugar chain that binds water"),
        "SD": _("standard deviation: how much people differ"),
        "SE": _("standard error: how sure the mean is"),
        "SHG": _("second-harmonic generation, a way to see collagen under a microscope"),
        "UTC": _("ultrasound tissue characterisation"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(
            _("The healthy teaching tendon"),
            FibreBundle,
            {
                "area_mm2": _("Cross-section"),
                "length_mm": _("Length"),
                "fibre_fraction": _("Share of the cross-section filled by fibres"),
                "fibre_modulus_mpa": _("Modulus of one fibre"),
                "angle_sd_deg": _("Spread of fibre direction"),
                "slack_mean_pct": _("Crimp: mean slack of a fibre"),
                "slack_sd_pct": _("Crimp: spread of slack"),
                "lateral_contraction": _("Narrowing per unit of stretch"),
                "matrix_modulus_mpa": _("Modulus of what lies between the fibres"),
                "weibull_shape": _("How abruptly fibres break"),
                "weibull_strain_pct": _("Strain at which fibres break"),
            },
        ),
        ModelCard(
            _("What sets the tendinopathic teaching tendon apart"),
            TendinopathicChange,
            {
                "healthy_thickness_mm": _("Thickness, pain-free"),
                "painful_thickness_mm": _("Thickness, painful"),
                "area_exponent": _("From thickness to cross-section: exponent"),
                "fibres_lost_pct": _("Fibres lost"),
                "angle_sd_deg": _("Spread of fibre direction"),
                "slack_mean_pct": _("Crimp: mean slack of a fibre"),
                "slack_sd_pct": _("Crimp: spread of slack"),
                "effort_prestrain_pct": _("Stretch already there at rest"),
            },
        ),
    )


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_swelling(),
        _question_on_morning_stiffness(),
        _question_on_the_runner(),
        _question_on_torque(),
        _question_on_the_model(),
    )


def _question_on_swelling() -> Question:
    swollen = _state("only_swollen")
    return Question(
        _("A tendon swells and keeps all its fibres. What changes in this model?"),
        (
            Option(
                _("Stiffness and modulus both fall."),
                _(
                    "Stiffness is what the whole tendon does, modulus what each square millimetre "
                    "does. Here the modulus falls to {modulus:.0f} % and stiffness stays."
                ).format(modulus=swollen.modulus_pct),
                misconception=_("stiffness and modulus are the same thing"),
            ),
            Option(
                _("Stiffness rises, because there is more tendon."),
                _("What was added is water, and water does not pull. Stiffness stays."),
                misconception=_("a lump means strong"),
            ),
            Option(
                _("The modulus falls, stiffness stays."),
                _(
                    "The same fibres are spread over {times:.2f} times the area. Each square "
                    "millimetre holds less; all of them together hold the same."
                ).format(times=swollen.swelling_ratio),
                right=True,
            ),
            Option(
                _("Nothing changes."),
                _(
                    "Nothing changes for the whole tendon. But ask one square millimetre: it "
                    "stretches more under the same stress."
                ),
                misconception=_("what the whole shows, each part shows"),
            ),
        ),
    )


def _question_on_morning_stiffness() -> Question:
    return Question(
        _(
            "“My Achilles is stiff every morning, so the tendon must be too stiff.” "
            "What do you answer?"
        ),
        (
            Option(
                _("“Right. We have to make it softer.”"),
                _("On average a painful Achilles is less stiff when it is measured."),
                misconception=_("what feels stiff is stiff"),
            ),
            Option(
                _("“The feeling is real. Measured, sore tendons are on average less stiff.”"),
                _("A symptom and a mechanical property share a word, and nothing more."),
                right=True,
            ),
            Option(
                _("“On the contrary: yours is softer than it should be.”"),
                _(
                    "That is the average of a group. Painful tendons stretched {painful}, "
                    "pain-free ones {pain_free}: yours may lie anywhere in that."
                ).format(painful=value("S087").text, pain_free=value("S088").text),
                misconception=_("the average of a group is true of each person"),
            ),
        ),
    )


def _question_on_the_runner() -> Question:
    return Question(
        _(
            "A runner without any pain has a thick Achilles on ultrasound. "
            "What does the thickness tell?"
        ),
        (
            Option(
                _("Tendinopathy is on its way."),
                _(
                    "Healthy runners had a cross-section {runners} larger than non-runners "
                    "({n} people, end of the tendon near the heel)."
                ).format(runners=value("S076").text, n=value("S076").n),
                misconception=_("thick means ill"),
            ),
            Option(
                _("The tendon is especially strong."),
                _("Thickness counts water as well as fibres. It does not say which."),
                misconception=_("a lump means strong"),
            ),
            Option(
                _("By itself, little. It does not show what the tendon is filled with."),
                _("Thick by fibres and thick by water look alike from outside."),
                right=True,
            ),
        ),
    )


def _question_on_torque() -> Question:
    return Question(
        _(
            "In a test with slow calf raises, people with Achilles tendinopathy reach {deficit} "
            "less torque. What is weaker?"
        ).format(deficit=value("S119").text),
        (
            Option(
                _("The tendon: it would tear earlier."),
                _(
                    "Torque is not the force at which a tendon tears. That force has never been "
                    "measured in a living tendon with tendinopathy."
                ),
                misconception=_("a weak calf is a weak tendon"),
            ),
            Option(
                _("What calf and nervous system together can turn the foot with."),
                _("That is what the test measures. Why it is less, it does not say."),
                right=True,
            ),
            Option(
                _("Nothing. The tendon is longer, that is all."),
                _(
                    "A tendon that gives way more may play a part, but a torque does not show it: "
                    "muscle, drive and pain all count."
                ),
                misconception=_("one cause explains every finding"),
            ),
        ),
    )


def _question_on_the_model() -> Question:
    changed = _state("all_of_it")
    return Question(
        _(
            "In the scene “All of it” stiffness is {stiffness:.0f} %. What may you tell a patient?"
        ).format(stiffness=changed.stiffness_pct),
        (
            Option(
                _("“Your tendon has {stiffness:.0f} % of its stiffness left.”").format(
                    stiffness=changed.stiffness_pct
                ),
                _("The number belongs to a teaching tendon that we put together ourselves."),
                misconception=_("a number from a model is a finding in a person"),
            ),
            Option(
                _("“A thicker tendon can be a less stiff one. By how much in you, I cannot say.”"),
                _("That is what the model shows, and as far as it goes."),
                right=True,
            ),
            Option(
                _("“When it is back at full stiffness, your pain will be gone.”"),
                _(
                    "Pain is not in this model. In people, symptoms often improve while the "
                    "tendon looks the same (A10)."
                ),
                misconception=_("tissue and pain always move together"),
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=20,
        objectives=(
            *fibre_half.objectives(),
            _("Students tell stiffness from modulus and say what swelling does to each."),
            _("Students explain a thick but less stiff tendon with fibres, not with water."),
            _("Students answer “stiff every morning” without promising anything."),
        ),
        steps=(
            *fibre_half.steps(),
            Step(
                8,
                _("Second explorer: prediction by show of hands. Enter the majority's answer."),
                _("Same fibres, twice the water: more, less or the same?"),
            ),
            Step(
                9,
                _("Scene 2. Move the swelling slowly from end to end and say nothing."),
                _("Which of the two curves moved? Which one is the tendon?"),
            ),
            Step(
                12,
                _("Scenes 3 and 4, one after the other."),
                _("What do lost fibres do that water does not?"),
            ),
            Step(
                14,
                _("Scene 5. A student reads the sentence. Then take the swelling away again."),
                _("If the lump goes, does stiffness come back?"),
            ),
            Step(
                16,
                _("Scene 6. Point at the overlap."),
                _("Could you tell from one tendon's stretch whether it hurts?"),
            ),
            Step(
                18,
                _("Vote on questions 1 and 4. Close in pairs."),
                _("Explain scan and lump to the patient beside you, in one sentence each."),
            ),
        ),
        expected=(
            *fibre_half.expected(),
            ExpectedAnswer(
                _("“It stretches more, it has become mushy.”"),
                _("Agree for one square millimetre. Then count the dots in both circles."),
            ),
            ExpectedAnswer(
                _("“It stretches less, it is thicker.”"),
                _("Ask what was added. Would a thicker coat of paint make a rope hold more?"),
            ),
            ExpectedAnswer(
                _("“So the tendon is about to tear.”"),
                _("Point at the hatching: nobody has measured that in a living tendon."),
            ),
            ExpectedAnswer(
                _("“Then stiff mornings cannot come from the tendon.”"),
                _("They may. Only the word is the same, not the thing."),
            ),
        ),
    )
