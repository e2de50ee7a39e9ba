"""Lesson 02: cells, vessels and the scan; why a scan does not diagnose pain.

Every number in these texts comes from the register or is computed when it is shown. What was
counted in the patellar tendon or in rats is called so wherever it appears.
"""

from typing import Any

from tendon_teaching.evidence import Value, value
from tendon_teaching.explorers import does_the_colour_tell, virtual_clinic, what_goes_wrong
from tendon_teaching.explorers.definition import Definition, SceneKind
from tendon_teaching.figures.virtual_clinic import PEOPLE, TENDONS, ClinicView
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
from tendon_teaching.models.neovascularisation import DopplerParameters, VesselParameters
from tendon_teaching.models.sections import SectionTissue
from tendon_teaching.models.ultrasound import EchoReader, Probe, UltrasoundTissue
from tendon_teaching.models.virtual_clinic import (
    Crowd,
    Interval,
    Rule,
    Sign,
    VirtualClinic,
    crowd,
    expected_right_pct,
    meaning_of,
    published,
)
from tendon_teaching.texts import _


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="02",
        notebook="02_cells_and_neovascularisation.ipynb",
        title=_("Cells, vessels and the scan: what a picture shows, and what it does not"),
        message_line=1,
        popular=_(
            "The cells turn into bigger, abnormal ones, blood vessels grow into a tendon that had "
            "none, and a lump remains."
        ),
        opening_claims=("A04", "A05", "A06", "A07"),
        claims=("A03", "A04", "A05", "A06", "A07", "A10"),
        goals=_goals(),
        words=_words(),
        explanation=_explanation_of_the_clinic(),
        other_explanations={
            what_goes_wrong.NAME: _explanation_of_the_change(),
            does_the_colour_tell.NAME: _explanation_of_the_colour(),
        },
        doubt=_doubt(),
        sceptics=_sceptics(),
        sceptics_table=_flow_table(),
        evidence=_evidence(),
        abbreviations=_abbreviations(),
        left_out=_left_out(),
        models=_models(),
        questions=_questions(),
        plan=_plan(),
        other_value_ids=("S029", "S066"),
    )


def _goals() -> tuple[str, ...]:
    return (
        _("what changes in a painful tendon, patch by patch, and what of it was measured;"),
        _("why “bigger cells” is loose wording, and what was seen instead;"),
        _("why colour in a tendon does not mean pain, and no colour does not mean health;"),
        _("why the same scan means less where fewer people hurt;"),
        _("why a scan does not diagnose pain, and why a lump may stay when the pain has gone."),
    )


# ---------- numbers ----------


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number")
    return row.value


def _looked_normal(row: Value) -> float:
    """Tendons that were not under the cut-off of a row that counts those that were."""
    return (row.n or 0) - _number(row)


def _pct(share: float | None) -> str:
    return _("none") if share is None else f"{100 * share:.0f} %"


def _interval_words(interval: Interval | None) -> str:
    if interval is None:
        return _("not known: the size of the group was not seen")
    return _("{low:.0f} to {high:.0f} %").format(low=100 * interval.low, high=100 * interval.high)


def _seen(explorer: Definition, scene: str, **changes: float) -> Any:
    """What an explorer shows in one of its scenes, with some of its controls moved."""
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


# ---------- words ----------


def _words() -> tuple[TwoWords, ...]:
    under, free_under = value("S003"), value("S004")
    structure = published(Sign.STRUCTURE)
    half = meaning_of(Sign.STRUCTURE, virtual_clinic.HALF)
    rare = meaning_of(Sign.STRUCTURE, virtual_clinic.RARE)
    return (
        TwoWords(
            _("an abnormal scan"),
            _("a painful tendon"),
            _(
                "In one study {normal:.0f} of {n} painful tendons looked normal, and "
                "{abnormal:.0f} of {n_free} pain-free ones did not."
            ).format(
                normal=_looked_normal(under),
                n=under.n,
                abnormal=_number(free_under),
                n_free=free_under.n,
            ),
        ),
        TwoWords(
            _("how many painful tendons look abnormal"),
            _("how many abnormal tendons hurt"),
            _(
                "The first belongs to the scan: {sensitivity} in that study. The second belongs "
                "to the clinic as well: {half} where half of those scanned hurt, {rare} where "
                "one in ten does."
            ).format(
                sensitivity=_pct(structure.sensitivity),
                half=_pct(half.painful_if_abnormal),
                rare=_pct(rare.painful_if_abnormal),
            ),
        ),
        TwoWords(
            _("rounder cells"),
            _("bigger cells"),
            _(
                "In sick patches nuclei were rounded and cells plump. We found no measurement of "
                "larger cells in the human Achilles."
            ),
        ),
        TwoWords(
            _("feels stiff"),
            _("is stiff"),
            _(
                "A stiff morning is something a person feels. Measured, a painful Achilles is on "
                "average less stiff. No scan of this lesson shows either of the two."
            ),
        ),
    )


# ---------- what goes wrong ----------


def _explanation_of_the_change() -> Explanation:
    explorer = what_goes_wrong.definition()
    healthy, lump = _seen(explorer, "healthy").sections, _seen(explorer, "lump").sections
    cells, vessels = _seen(explorer, "cells").sections, _seen(explorer, "vessels").sections
    changed = _seen(explorer, "all_of_it").sections
    return Explanation(
        paragraphs=(
            _(
                "Four things change, and they do different things. In the drawing only water makes "
                "the tendon thicker, from {healthy:.1f} to {lump:.1f} mm: the same fibres stand "
                "further apart. Only the loosened fibres make the whole of it less stiff."
            ).format(healthy=healthy.tissue.thickness_mm, lump=lump.tissue.thickness_mm),
            _(
                "Cells in the patch are drawn {ratio:g} times as long as wide, elsewhere "
                "{slender:g} times, and closer together. Their area stays: rounder and crowded was "
                "seen in people, and for larger we found no measurement. In this model cells carry "
                "no load, so the stiffness does not change."
            ).format(ratio=cells.tissue.nucleus_ratio, slender=healthy.tissue.nucleus_ratio),
            _(
                "The healthy tendon is drawn with {one} vessel and the changed one with {many}. "
                "That is our choice of numbers; that a healthy tendon has vessels is not. A plain "
                "ultrasound picture shows neither cells nor vessels: for vessels there is Doppler, "
                "for cells a biopsy."
            ).format(one=healthy.vessels, many=vessels.vessels),
            _(
                "All of it together: {thickness:.0f} % thicker, yet {stiffness:.0f} % of the "
                "stiffness in this model. The disorder sits in a patch, and around it most of the "
                "tendon looks as it did."
            ).format(
                thickness=100 * (changed.tissue.thickness_mm / healthy.tissue.thickness_mm - 1),
                stiffness=changed.mechanics.stiffness_pct,
            ),
        ),
        table=_change_table(explorer),
    )


def _change_table(explorer: Definition) -> Table:
    rows = []
    for scene in explorer.scenes:
        if scene.kind is SceneKind.DOUBT:
            continue
        shown = _seen(explorer, scene.name).sections
        rows.append(
            (
                scene.label,
                f"{shown.tissue.thickness_mm:.1f} mm",
                f"{shown.tissue.nucleus_ratio:g} ×",
                str(shown.vessels),
                f"{shown.mechanics.stiffness_pct:.0f} %",
                f"{shown.mechanics.modulus_pct:.0f} %",
            )
        )
    return Table(
        caption=_(
            "The scenes in numbers. Stiffness is of the whole tendon, modulus of each square "
            "millimetre, both in per cent of healthy, in this model."
        ),
        columns=(
            _("Scene"),
            _("Thickness"),
            _("Nuclei in the patch: length over width"),
            _("Vessels drawn"),
            _("Stiffness"),
            _("Modulus"),
        ),
        rows=tuple(rows),
    )


# ---------- the colour ----------


def _explanation_of_the_colour() -> Explanation:
    explorer = does_the_colour_tell.definition()
    healthy, painful = _seen(explorer, "healthy"), _seen(explorer, "painful")
    before, after, agreement = value("S054"), value("S055"), value("S060")
    with_pain, without = value("S045"), value("S048")
    return Explanation(
        paragraphs=(
            _(
                "Colour shows blood that moves, and nothing else. The healthy tendon on the screen "
                "shows {count} and is healthy. In a study of {n} untrained people {before} showed "
                "flow before a run and {after} after it: a run makes no disease."
            ).format(
                count=_vessels(healthy.scan.count), n=after.n, before=before.text, after=after.text
            ),
            _(
                "The gain is a knob of the machine. In this model the same painful tendon shows "
                "{low} at low gain, {middle} in the middle and {high} at high gain, and nothing in "
                "it has changed. So a count can be compared only with one taken in the same way; "
                "and two observers agree moderately ({agreement})."
            ).format(
                low=_vessels(painful.low.count),
                middle=_vessels(painful.scan.count),
                high=_vessels(painful.high.count),
                agreement=agreement.text,
            ),
            _(
                "Colour is commoner where it hurts: {with_pain} of painful tendons, {without} of "
                "tendons of pain-free runners. So it is no accident. But about a quarter of the "
                "painful ones show none, about a third of the others show some, and among painful "
                "ones more colour did not go with more pain (S047)."
            ).format(with_pain=with_pain.text, without=without.text),
        ),
        table=_colour_table(explorer),
    )


def _vessels(count: int) -> str:
    return _("one vessel") if count == 1 else _("{count} vessels").format(count=count)


def _colour_table(explorer: Definition) -> Table:
    rows = []
    for scene in explorer.scenes:
        if scene.kind is SceneKind.DOUBT:
            continue
        shown = _seen(explorer, scene.name)
        rows.append(
            (
                scene.label,
                f"{shown.scan.gain_pct:.0f} %",
                str(shown.scan.count),
                f"{shown.scan.area_pct:.1f} %",
                str(shown.low.count),
                str(shown.high.count),
            )
        )
    return Table(
        caption=_("The scenes in numbers, in this model: no real machine and no real tendon."),
        columns=(
            _("Scene"),
            _("Gain"),
            _("Vessels seen"),
            _("Area coloured"),
            _("Seen at low gain"),
            _("Seen at high gain"),
        ),
        rows=tuple(rows),
    )


# ---------- the virtual clinic ----------


def _clinic_crowd(sign: Sign, painful_share_pct: float) -> Crowd:
    return crowd(sign, painful_share_pct, PEOPLE)


def _explanation_of_the_clinic() -> Explanation:
    structure = published(Sign.STRUCTURE)
    half, rare = virtual_clinic.HALF, virtual_clinic.RARE
    many, few = _clinic_crowd(Sign.STRUCTURE, half), _clinic_crowd(Sign.STRUCTURE, rare)
    followed: ClinicView = _seen(virtual_clinic.definition(), "believe_it")
    return Explanation(
        paragraphs=(
            _(
                "A scan is asked two questions. How many painful tendons does it find? For order "
                "{sensitivity}: that is its sensitivity. How many pain-free ones does it clear? "
                "{specificity}: that is its specificity. Both are counted in people of whom one "
                "knows already whether they hurt."
            ).format(
                sensitivity=_pct(structure.sensitivity), specificity=_pct(structure.specificity)
            ),
            _(
                "With a patient it is the other way round: you have the scan and want to know "
                "what it means. Where half of {people} people hurt, {hurt} of {abnormal} abnormal "
                "scans belong to a painful tendon. Where one in ten hurts, {few_hurt} of "
                "{few_abnormal} do: about {share}. The scanner has not changed. Pain-free people "
                "are now so many that those of them with a patch outnumber the painful ones."
            ).format(
                people=PEOPLE,
                hurt=many.painful_abnormal,
                abnormal=many.abnormal,
                few_hurt=few.painful_abnormal,
                few_abnormal=few.abnormal,
                share=_pct(meaning_of(Sign.STRUCTURE, rare).painful_if_abnormal),
            ),
            _(
                "Was your score good? {count} tendons are few. Somebody who follows every picture "
                "gets {right} of the first {count} right, and that may mean anything from "
                "{interval}. In the long run it is {follow:.0f} % where half hurt and {rare:.0f} % "
                "where one in ten hurts. There, calling everybody pain-free without a look gets "
                "{always:.0f} %."
            ).format(
                count=TENDONS,
                right=followed.followed.right,
                interval=_interval_words(followed.followed.interval),
                follow=expected_right_pct(Sign.STRUCTURE, half, Rule.FOLLOW_THE_PICTURE),
                rare=expected_right_pct(Sign.STRUCTURE, rare, Rule.FOLLOW_THE_PICTURE),
                always=expected_right_pct(Sign.STRUCTURE, rare, Rule.ALWAYS_PAIN_FREE),
            ),
            _(
                "So a scan shows tissue. Whether this tendon hurts is known by the person, and "
                "the question costs nothing."
            ),
        ),
        table=_clinic_table(),
    )


def _clinic_table() -> Table:
    names = {Sign.STRUCTURE: _("order"), Sign.FLOW: _("colour")}
    rows = []
    for sign in (Sign.STRUCTURE, Sign.FLOW):
        for share in (virtual_clinic.HALF, 20.0, virtual_clinic.RARE):
            people, meaning = _clinic_crowd(sign, share), meaning_of(sign, share)
            rows.append(
                (
                    names[sign],
                    f"{share:.0f} %",
                    str(people.abnormal),
                    str(people.painful_abnormal),
                    _pct(meaning.painful_if_abnormal),
                    _pct(meaning.pain_free_if_normal),
                )
            )
    return Table(
        caption=_(
            "The same scans in three clinics, for {people} people. The shares in pain are chosen, "
            "not measured; people are rounded to whole ones."
        ).format(people=PEOPLE),
        columns=(
            _("Sign"),
            _("In pain"),
            _("Abnormal scans"),
            _("of them in pain"),
            _("An abnormal scan hurts"),
            _("A normal one does not"),
        ),
        rows=tuple(rows),
    )


# ---------- doubt ----------


def _doubt() -> tuple[str, ...]:
    painful, pain_free = value("S045"), value("S048")
    later, abnormal_later = value("S049"), value("S069")
    under, free_under = value("S003"), value("S004")
    cleared = published(Sign.STRUCTURE).specificity_interval
    return (
        _(
            "Says nothing? About pain today colour says little: {painful} of painful tendons show "
            "it, and {pain_free} of pain-free runners with a normal structure; it did not go with "
            "the pain part of a questionnaire (S047). But in runners without complaints it went "
            "with more trouble later: {later} for tendinopathy within a year (n = {n}). An "
            "abnormal scan, too, went with later symptoms ({abnormal_later}), though most of these "
            "people stayed well (S069)."
        ).format(
            painful=painful.text,
            pain_free=pain_free.text,
            later=later.text,
            n=later.n,
            abnormal_later=abnormal_later.text,
        ),
        _(
            "And order separated the two groups rather well: {under:.0f} of {n} painful tendons "
            "were under the cut-off and {free_under:.0f} of {n_free} pain-free ones. But people "
            "had been chosen because they clearly hurt or clearly did not. The doubtful ones, for "
            "whom one would like to ask a scan, were not there. And with {n_free} tendons the "
            "share that it clears may be anything from {interval}."
        ).format(
            under=_number(under),
            n=under.n,
            free_under=_number(free_under),
            n_free=free_under.n,
            interval=_interval_words(cleared),
        ),
    )


def _sceptics() -> tuple[Point, ...]:
    before, after = value("S062b"), value("S062")
    recruits, agreement, smallest = value("S063"), value("S060"), value("S061")
    sick, sound = value("S035"), value("S036")
    many, few = value("S067"), value("S068")
    rats = [value(row) for row in ("S039", "S040", "S041")]
    nerves = value("S064")
    return (
        Point(
            _("Who was counted?"),
            _(
                "The shares of the clinic come from three studies with different scanners and "
                "people. The runners behind {pain_free} had been picked for a normal structure, "
                "and how many they were could not be read (S048)."
            ).format(pain_free=value("S048").text),
        ),
        Point(
            _("Do the vessels hurt?"),
            _(
                "After vessels had been coagulated, pain during activity fell from {before} to "
                "{after} (0 to 10) in {n} people, although the flow did not change; and nobody "
                "was left untreated for comparison. Of {n_recruits} newly painful tendons of "
                "recruits {with_flow:.0f} showed flow, and the pain came first."
            ).format(
                before=f"{_number(before):.0f}",
                after=f"{_number(after):.0f}",
                n=after.n,
                n_recruits=recruits.n,
                with_flow=_number(recruits),
            ),
        ),
        Point(
            _("Or the nerves beside them?"),
            _(
                "Nerves were seen with the vessels in front of painful tendons (S147), and in "
                "{some:.0f} of {n} painful tendons more of one kind of nerve fibre; but those were "
                "compared with torn tendons. Such nerves lie beside the vessels around normal "
                "tendon too (S065)."
            ).format(some=_number(nerves), n=nerves.n),
        ),
        Point(
            _("What makes vessels grow?"),
            _(
                "On the screen a growth factor, VEGF. In people it was high in torn tendons and "
                "negligible in normal adult ones (S066). That is RUPTURE, not tendinopathy."
            ),
        ),
        Point(
            _("Who reads the colour?"),
            _(
                "Two observers agreed only moderately ({agreement}). A change of less than "
                "{smallest} on a scale from 0 to 4 lies within the error."
            ).format(agreement=agreement.text, smallest=smallest.text),
        ),
        Point(
            _("How many pain-free people have an abnormal tendon?"),
            _(
                "It depends on whom you scan: {many} of pain-free distance runners, {few} of "
                "pain-free young adults (S067, S068)."
            ).format(many=many.text, few=few.text),
        ),
        Point(
            _("More cells or fewer?"),
            _(
                "Counted in PATELLAR tendon: {sick} in tendinopathy, {sound} without. In Achilles "
                "biopsies cells filled a larger share (S024); a review says fewer (S042). Patchy "
                "tissue allows both."
            ).format(sick=sick.text, sound=sound.text),
        ),
        Point(
            _("Does load kill cells?"),
            _(
                "In RAT tail tendon in a dish {unloaded} of cells were dying after a day without "
                "load, {loaded} after a day of gentle stretching, {fresh} in fresh tendon. Too "
                "little can harm as well; but a rat's tail is nobody's Achilles."
            ).format(
                unloaded=rats[0].text,
                loaded=rats[1].text,
                fresh=rats[2].text,
            ),
        ),
        Point(
            _("Does the lump have to go?"),
            _(
                "Thickness did not follow recovery in eight studies (S138), and after ten years "
                "thick tendons were still thick in people who felt better (L110). Over long times "
                "pictures and symptoms may move together after all (S139)."
            ),
        ),
        Point(
            _("What came first?"),
            _(
                "Cells, vessels and fibres were mostly looked at once, when it already hurt. No "
                "study of this lesson shows in which order they change."
            ),
        ),
    )


def _flow_table() -> Table:
    rows = (
        (_("Patients of three trials; pain-free runners of another study"), "S045", "S048"),
        (_("Runners, one study"), "S052", "S050"),
        (_("Recreational people, the same study"), "S053", "S051"),
        (_("Biopsies and autopsies: more vessels than usual"), "S056", "S057"),
    )
    return Table(
        caption=_(
            "How many tendons show flow or more vessels. Compare inside a row; the first row comes "
            "from two studies."
        ),
        columns=(_("Who was looked at"), _("Painful"), _("Pain-free")),
        rows=tuple((who, value(sick).text, value(sound).text) for who, sick, sound in rows),
    )


def _left_out() -> tuple[Point, ...]:
    return (
        Point(
            _("Real scans."),
            _(
                "Every ultrasound picture here is computed. It looks like one; no scanner made "
                "it, and nobody should learn to read scans from it."
            ),
        ),
        Point(
            _("Colour and order together."),
            _(
                "How they go together in one tendon was not found in print. So the clinic shows "
                "one sign at a time."
            ),
        ),
        Point(
            _("Doubtful people."),
            _(
                "In the clinic a tendon hurts or it does not. Real complaints come and go, and "
                "have more than one source."
            ),
        ),
        Point(
            _("Milder clinics."),
            _(
                "Where fewer people hurt, those who do may hurt less. The clinic keeps the shares "
                "of the studies all the same."
            ),
        ),
        Point(
            _("Time."),
            _(
                "A vessel grows on the screen in steps of a computation. A step is not a day, and "
                "which change comes first is not in the model."
            ),
        ),
        Point(_("Nerves and pain."), _("Nothing in these pictures can hurt.")),
        Point(
            _("You."),
            _("The drawn people are nobody, and no number here is a forecast."),
        ),
    )


# ---------- evidence ----------


def _evidence() -> tuple[EvidenceGroup, ...]:
    return (
        EvidenceGroup(
            _("Order under a cut-off: the rows behind the clinic"),
            ("S003", "S004", "S002", "S001"),
            _("One study, one scanner, chosen people."),
        ),
        EvidenceGroup(
            _("Order by another scanner"),
            ("S007", "S006", "S005"),
            _("Its own scanner and settings: compare inside this table only."),
        ),
        EvidenceGroup(
            _("Vessels in tendons that do not hurt"),
            ("S048", "S050", "S051", "S054", "S055", "S057", "S059"),
            _("Healthy tendons carry vessels, and show more of them after a run."),
        ),
        EvidenceGroup(
            _("Vessels in tendons that hurt"),
            ("S045", "S052", "S053", "S056", "S058", "L051"),
        ),
        EvidenceGroup(
            _("Vessels, pain today and trouble later"),
            ("S047", "S148", "S046", "S063", "S062b", "S062", "S049"),
            _("Hardly a link with pain today; in one large study a strong one with trouble later."),
        ),
        EvidenceGroup(
            _("How far observers agree about colour"),
            ("S060", "S061"),
        ),
        EvidenceGroup(
            _("Abnormal, and pain-free"),
            ("S067", "S068", "S015", "S032", "S069"),
        ),
        EvidenceGroup(
            _("Cells in the human Achilles"),
            ("S014", "S024", "S042", "S043", "S044"),
            _("Rounder and patchy. Two rows contradict each other: more, or fewer."),
        ),
        EvidenceGroup(
            _("Cells in the PATELLAR tendon"),
            ("S035", "S036", "S037", "S038"),
            _("The only counts of cells, and from another tendon."),
        ),
        EvidenceGroup(
            _("Cells of RATS, outside the body"),
            ("S041", "S040", "S039"),
            _("Tail tendon in a dish, for a day."),
        ),
        EvidenceGroup(
            _("Nerves beside the vessels"),
            ("S147", "S065", "S064"),
        ),
        EvidenceGroup(
            _("The lump, and whether it goes"),
            ("S071", "S070", "S072", "S075", "S086", "S076", "S138", "L110", "S017", "S016"),
            _("It is there. It need not go for the pain to go."),
        ),
        EvidenceGroup(
            _("Does the tendon have to look normal again?"),
            ("S009", "S008", "L180", "L215", "L233", "S143", "S139", "L185", "S123", "S125"),
            _("Most rows say no, two say that pictures and symptoms go together after years."),
        ),
        EvidenceGroup(
            _("Fibres and collagen in sick patches"),
            ("S023", "S025", "S025c", "S091"),
        ),
    )


def _abbreviations() -> dict[str, str]:
    return {
        "AP": _("front to back"),
        "AT": _("Achilles tendinopathy"),
        "CI": _("confidence interval"),
        "GAG": _("glycosaminoglycan, a sugar chain that binds water"),
        "ICC": _("intraclass correlation: 1 means that observers agree fully"),
        "SD": _("standard deviation: how much people differ"),
        "SP, CGRP": _("two messengers in nerve fibres that can signal pain"),
        "US": _("ultrasound"),
        "UTC": _("ultrasound tissue characterisation"),
        "VEGF": _("a growth factor that makes vessels grow"),
        "VISA-A": _("a questionnaire from 0 to 100; high is good"),
    }


def _models() -> tuple[ModelCard, ...]:
    return (
        ModelCard(
            _("The virtual clinic"),
            VirtualClinic,
            {
                "painful_share_pct": _("People in pain among those scanned"),
                "patients": _("People who are drawn"),
                "level_pct": _("How often an interval shall hold the true share"),
            },
        ),
        ModelCard(
            _("The drawn cuts through the tendon"),
            SectionTissue,
            {
                "fibres_pct": _("Fibres: way from healthy to changed"),
                "cells_pct": _("Cells: way from healthy to changed"),
                "vessels_pct": _("Vessels: way from healthy to changed"),
                "water_pct": _("Water: way from healthy to changed"),
                "rounded_ratio": _("Nuclei in the patch: length over width"),
                "crowding_ratio": _("Nuclei in the patch: how many over healthy"),
            },
        ),
        ModelCard(
            _("The tendon under the drawn probe"),
            UltrasoundTissue,
            {
                "thickness_mm": _("Thickness where it is thickest"),
                "end_thickness_mm": _("Thickness at the ends of the field"),
                "disturbed_share_pct": _("Share that lies in the patch"),
                "order_lost_pct": _("Fibres out of line in the core of the patch"),
                "patch_steepness": _("How sharply the patch ends"),
                "loose_exponent": _("How rarely healthy tendon is out of order"),
                "water_pct": _("Water: way from healthy to changed"),
                "darkening_db": _("How much darker the patch is"),
                "patch_x_mm": _("Place of the patch along the tendon"),
                "patch_depth_pct": _("Place of the patch in depth"),
            },
        ),
        ModelCard(
            _("The drawn probe"),
            Probe,
            {
                "beam_mm": _("Width of the beam"),
                "pulse_mm": _("Length of the pulse"),
                "waves_per_mm": _("Waves per millimetre"),
                "range_db": _("From black to white"),
            },
        ),
        ModelCard(
            _("How echo-types are imitated"),
            EchoReader,
            {
                "type_1_from": _("Type I from this likeness of neighbouring slices"),
                "type_2_from": _("Type II from this likeness"),
                "grey_from": _("Type III from this brightness"),
            },
        ),
        ModelCard(
            _("How vessels grow on the screen"),
            VesselParameters,
            {
                "screening_mm": _("How far the growth factor reaches"),
                "field_gain": _("Strength of the growth factor"),
                "focus_mm": _("Size of a spot that calls"),
                "core_length_mm": _("Length of tendon that calls, each way"),
                "random_motility": _("Tips: wandering"),
                "chemotaxis": _("Tips: following the growth factor"),
                "desensitisation": _("Tips: how much factor dulls them"),
                "haptotaxis": _("Tips: following what they cling to"),
                "fibronectin_made": _("What they cling to: made"),
                "fibronectin_used": _("What they cling to: used up"),
                "factor_used": _("Growth factor used up"),
                "age_to_branch": _("Age at which a tip may branch"),
                "fibronectin_at_edge": _("What they cling to: at the edge, at first"),
                "branch_chance": _("Largest chance of branching in a step"),
                "sprout_factor": _("Growth factor that wakes a sprout"),
                "time_step": _("Step of the computation (no real time)"),
                "duration": _("End of the computation (no real time)"),
            },
        ),
        ModelCard(
            _("How flow becomes colour"),
            DopplerParameters,
            {
                "seen_from_cells": _("Flow that is just seen at middling gain"),
                "gain_per_tenfold_pct": _("Gain that shows flow ten times weaker"),
                "run_flow_ratio": _("Flow after a run over flow before"),
                "colour_width_mm": _("Width of the colour"),
                "noise_from_gain_pct": _("Gain from which noise is coloured"),
                "most_specks": _("Specks of noise at full gain"),
                "box_share": _("Share of the length in the colour box"),
            },
        ),
    )


# ---------- check yourself ----------


def _questions() -> tuple[Question, ...]:
    return (
        _question_on_clean_and_sore(),
        _question_on_the_abnormal_scan(),
        _question_on_the_healthy_runner(),
        _question_on_cells(),
        _question_on_the_lump(),
        _question_on_closing_vessels(),
    )


def _question_on_clean_and_sore() -> Question:
    return Question(
        _("“The scan of my sore tendon shows no colour. So there is nothing there?”"),
        (
            Option(
                _("“Right: no vessels, no tendinopathy.”"),
                _("{with_flow} of painful tendons showed flow (S045). The others hurt too.").format(
                    with_flow=value("S045").text
                ),
                misconception=_("no colour means no problem"),
            ),
            Option(
                _("“Then the pain must come from somewhere else.”"),
                _("It may. But a scan without colour does not tell you so."),
                misconception=_("what hurts can be seen"),
            ),
            Option(
                _("“Many sore tendons look like that. Your pain counts, not the colour.”"),
                _("About a quarter of painful tendons showed no flow at all."),
                right=True,
            ),
        ),
    )


def _question_on_the_abnormal_scan() -> Question:
    structure, rare = published(Sign.STRUCTURE), virtual_clinic.RARE
    share = _pct(meaning_of(Sign.STRUCTURE, rare).painful_if_abnormal)
    return Question(
        _(
            "A scan finds {sensitivity} of painful tendons and clears {specificity} of the "
            "others. In a running club one in ten has a painful tendon. A runner's scan is "
            "abnormal. What now?"
        ).format(sensitivity=_pct(structure.sensitivity), specificity=_pct(structure.specificity)),
        (
            Option(
                _("It hurts with a chance of {share}.").format(share=_pct(structure.sensitivity)),
                _("That is the share of painful tendons that look abnormal, read backwards."),
                misconception=_("so many painful ones look like this, so many like this hurt"),
            ),
            Option(
                _("It hurts with a chance of {share}. Ask the runner.").format(share=share),
                _("Most abnormal scans in this club belong to runners without pain."),
                right=True,
            ),
            Option(
                _("Nothing: a scan is worthless."),
                _(
                    "It moves the chance from one in ten to {share}. That is not nothing; it is "
                    "not a diagnosis either."
                ).format(share=share),
                misconception=_("what does not decide says nothing"),
            ),
        ),
    )


def _question_on_the_healthy_runner() -> Question:
    return Question(
        _("A runner without any complaint has vessels inside the Achilles. What do you say?"),
        (
            Option(
                _("“About one in three pain-free runners has that. It is no disease.”"),
                _(
                    "{share} in one large study (S048). It went with more trouble within the next "
                    "year ({later}), which is a reason to mind the load, not to treat a picture."
                ).format(share=value("S048").text, later=value("S049").text),
                right=True,
            ),
            Option(
                _("“A healthy tendon has no vessels. Stop running.”"),
                _("Healthy tendons carry vessels along their whole length (S059)."),
                misconception=_("a healthy tendon has no vessels"),
            ),
            Option(
                _("“Then it will soon hurt.”"),
                _("A higher risk in a group is not a forecast for this runner."),
                misconception=_("a risk in a group is a forecast for a person"),
            ),
        ),
    )


def _question_on_cells() -> Question:
    return Question(
        _("“The cells become bigger.” What was seen in the human Achilles?"),
        (
            Option(
                _("Bigger cells, measured under the microscope."),
                _("We found no measurement of their size. Plump is a shape."),
                misconception=_("abnormal cells are big cells"),
            ),
            Option(
                _("The same cells as in the healthy tendon."),
                _("In every operated tendon of one series nuclei were rounded in places (S014)."),
                misconception=_("only the fibres change"),
            ),
            Option(
                _("Rounder cells, in patches, in places crowded."),
                _("So “bigger” is loose wording. Counts exist for the PATELLAR tendon only."),
                right=True,
            ),
        ),
    )


def _question_on_the_lump() -> Question:
    return Question(
        _("“The pain has gone, but the lump has stayed. Am I not healed?”"),
        (
            Option(
                _("“The lump may stay. How you do tells more than how thick it is.”"),
                _("In eight studies thickness did not follow recovery (S138)."),
                right=True,
            ),
            Option(
                _("“No. Carry on until the lump has gone.”"),
                _("Thick tendons stayed thick over ten years in people who felt better (L110)."),
                misconception=_("healed means looks normal"),
            ),
            Option(
                _("“The lump is strength: you have trained it on.”"),
                _("It was there when it hurt. And thickness counts water as well as fibres."),
                misconception=_("a lump means strong"),
            ),
        ),
    )


def _question_on_closing_vessels() -> Question:
    row = value("S062")
    return Question(
        _(
            "In {n} people with a painful tendon the vessels were treated with heat, to close "
            "them; half a year later most tendons did not hurt. What does it show?"
        ).format(n=row.n),
        (
            Option(
                _("The vessels were the pain."),
                _("Flow had not changed in spite of the treatment."),
                misconception=_("the vessels are the pain"),
            ),
            Option(
                _("That people got better after it; why, this study cannot tell."),
                _("Flow had not changed, and there was no group without the treatment."),
                right=True,
            ),
            Option(
                _("That closing vessels is a good treatment."),
                _("Without a comparison, time and hope may have done it."),
                misconception=_("after it means because of it"),
            ),
        ),
    )


# ---------- for lecturers ----------


def _plan() -> LessonPlan:
    return LessonPlan(
        minutes=25,
        objectives=(
            _("Students say what changes in patches, and which of it was measured in whom."),
            _("Students explain colour without pain and pain without colour."),
            _("Students tell a scan's sensitivity from what an abnormal scan means."),
            _("Students explain to a patient why a scan does not diagnose pain."),
        ),
        steps=(
            Step(0, _("Read the case aloud."), _("Has somebody mixed up the sides?")),
            Step(
                2,
                _("First explorer: prediction by show of hands, then the scenes."),
                _("Which of these changes would you see on a scan, and which never?"),
            ),
            Step(
                8,
                _("Second explorer: prediction first, with guesses on the board. Then the scenes."),
                _("Of a hundred runners without pain, how many show vessels?"),
            ),
            Step(
                14,
                _(
                    "Third explorer: prediction first. Judge six or eight tendons together, by "
                    "show of hands. Then the scene “Believe”."
                ),
                _("Did we do better than somebody who follows every picture? Better than a coin?"),
            ),
            Step(
                18,
                _("Scene “Rare”. Move the share in pain slowly from end to end."),
                _("Has the scanner changed? What has?"),
            ),
            Step(
                21,
                _("The last two scenes. Let a student argue for the scan."),
                _("What would you use a scan for, then?"),
            ),
            Step(
                23,
                _("Vote on questions 2 and 5. Close in pairs."),
                _("Explain a scan to the patient beside you, in two sentences."),
            ),
        ),
        expected=(
            ExpectedAnswer(
                _("“The healthy tendon shows vessels? Then it is not healthy.”"),
                _("Ask what healthy shall mean: a picture, or a person who runs without pain."),
            ),
            ExpectedAnswer(
                _("“It finds nearly nine in ten, so it is nearly nine in ten sure.”"),
                _("Count the circles in the left tray with the class. Where do they come from?"),
            ),
            ExpectedAnswer(
                _("“So we should never scan.”"),
                _("It shows tissue, and that can be worth knowing. Ask what it would change."),
            ),
            ExpectedAnswer(
                _("“I got nearly all of them right.”"),
                _("Ask for the interval. Then open the second twenty under “More”."),
            ),
        ),
    )
