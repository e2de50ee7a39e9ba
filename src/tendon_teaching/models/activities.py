"""What walking, exercises, hops and running ask of one Achilles tendon, with published bands.

Laboratories disagree up to three-fold on one activity, so each row holds what was published as a
band with the method that gave it, and one teaching force that the models use. How often and how
long is typical is our assumption unless a row of the register is named.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tendon_teaching.evidence import Parameter, Status, Value, check_parameters, parameter, value
from tendon_teaching.models.checks import require_between, require_whole
from tendon_teaching.models.training_history import RunningHabit
from tendon_teaching.models.turnover import (
    MOST_CYCLES,
    MOST_FORCE_BW,
    LoadBlock,
    TurnoverParameters,
    WalkingHabit,
)
from tendon_teaching.texts import _

LONGEST_CYCLE_S: Final = 60.0
EARTH_PULL_N_PER_KG: Final = 9.81


@dataclass(frozen=True)
class TeachingBody:
    """The person behind all conversions from newtons; nobody in particular."""

    body_weight_n: float = parameter(
        687.0,
        unit="N",
        status=Status.ASSUMED,
        allowed=(300.0, 2000.0),
        note="A person of 70 kg; the studies name forces, not always the people's weight.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


class Method(StrEnum):
    """How a force was found."""

    BUCKLE = "buckle"
    TENSIOMETER = "tensiometer"
    ULTRASOUND = "ultrasound"
    LEVER_ARM = "lever arm"
    REVIEW = "review"
    NOT_SEEN = "not seen"

    @property
    def text(self) -> str:
        """The method in a few words for the reader."""
        return {
            Method.BUCKLE: _("force gauge in the tendon"),
            Method.TENSIOMETER: _("sensor on the skin"),
            Method.ULTRASOUND: _("ultrasound of the tendon"),
            Method.LEVER_ARM: _("ankle moment and lever arm"),
            Method.REVIEW: _("several methods, from a review"),
            Method.NOT_SEEN: _("method not seen"),
        }[self]


_METHOD_OF: Final = {
    "fukashiro1995": Method.BUCKLE,
    "reiter2024": Method.TENSIOMETER,
    "kharazi2021": Method.ULTRASOUND,
    "baxter2021": Method.LEVER_ARM,
    "demangeot2023": Method.REVIEW,
    "sancho2023": Method.NOT_SEEN,
}


@dataclass(frozen=True)
class Finding:
    """One row of the register about the peak force of an activity.

    ``is_shared`` is true for a row that speaks of a whole group of activities, such as "heel
    raises and walking": the activity lies somewhere in it.
    """

    row: Value
    is_shared: bool
    body: TeachingBody

    @property
    def low_bw(self) -> float:
        """Lower end, in body weights; the value itself where the row holds a single number."""
        return self._in_body_weights(self.row.spread_low if self.row.value is None else None)

    @property
    def high_bw(self) -> float:
        """Upper end, in body weights."""
        return self._in_body_weights(self.row.spread_high if self.row.value is None else None)

    @property
    def method(self) -> Method:
        """How the force was found."""
        return _METHOD_OF[self.row.source_key]

    def _in_body_weights(self, end: float | None) -> float:
        number = self.row.value if end is None else end
        if number is None:
            raise ValueError(f"register row {self.row.id} holds no force")
        per_body_weight = {
            "BW": 1.0,
            "N": self.body.body_weight_n,
            "N/kg": EARTH_PULL_N_PER_KG,
        }[self.row.unit]
        return number / per_body_weight


@dataclass(frozen=True)
class Activity:
    """One activity or exercise, for one leg.

    ``force_bw`` is the teaching force (peak of a cycle, 0 to 12 BW), ``cycles`` and
    ``seconds_per_cycle`` a typical amount (a cycle is one loading of one leg). ``value_ids`` are
    rows about this activity alone, ``shared_ids`` rows about a group it belongs to, ``order_ids``
    rows that only order it among others, ``strain_ids`` rows that give its strain.
    """

    name: str
    label: str
    amount: str
    force_bw: float
    force_status: Status
    cycles: int
    seconds_per_cycle: float
    value_ids: tuple[str, ...]
    note: str
    shared_ids: tuple[str, ...] = ()
    order_ids: tuple[str, ...] = ()
    strain_ids: tuple[str, ...] = ()
    amount_ids: tuple[str, ...] = ()
    body: TeachingBody = TeachingBody()

    def __post_init__(self) -> None:
        require_between("force_bw", self.force_bw, 0.0, MOST_FORCE_BW, "BW")
        require_whole("cycles", self.cycles, 0, MOST_CYCLES)
        require_between("seconds_per_cycle", self.seconds_per_cycle, 0.01, LONGEST_CYCLE_S, "s")
        if not self.findings:
            raise ValueError(f"activity {self.name} names no register row for its force")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was published about its force: first about it alone, then about its group."""
        alone = (Finding(value(row), False, self.body) for row in self.value_ids)
        shared = (Finding(value(row), True, self.body) for row in self.shared_ids)
        return (*alone, *shared)

    @property
    def low_bw(self) -> float:
        """Lower end of the published band, all rows together."""
        return min(finding.low_bw for finding in self.findings)

    @property
    def high_bw(self) -> float:
        """Upper end of the published band, all rows together."""
        return max(finding.high_bw for finding in self.findings)

    @property
    def is_in_band(self) -> bool:
        """Whether the teaching force lies in the published band, to a tenth of a body weight."""
        return round(self.low_bw, 1) <= self.force_bw <= round(self.high_bw, 1)

    @property
    def ids_that_disagree(self) -> tuple[str, ...]:
        """Rows about this activity alone that found clearly more, or clearly less, than the
        teaching force: by more than a tenth of a body weight."""
        return tuple(
            found.row.id
            for found in self.findings
            if not found.is_shared
            and not found.low_bw - 0.1 <= self.force_bw <= found.high_bw + 0.1
        )

    @property
    def value_text(self) -> str:
        """Teaching force and band in words."""
        template = _("{force:.1f} body weights here; published {low:.1f} to {high:.1f}")
        if self.low_bw == self.high_bw:
            template = _("{force:.1f} body weights here; published {low:.1f}, one study")
        return template.format(force=self.force_bw, low=self.low_bw, high=self.high_bw)

    @property
    def register_ids(self) -> tuple[str, ...]:
        """All rows behind this activity."""
        ids = (*self.value_ids, *self.shared_ids, *self.order_ids, *self.strain_ids)
        return (*ids, *self.amount_ids)

    @property
    def force_basis(self) -> Parameter:
        """The teaching force with its unit, status, band and rows, as a badge beside it needs."""
        return Parameter(
            value=self.force_bw,
            unit="BW",
            status=self.force_status,
            allowed_low=0.0,
            allowed_high=MOST_FORCE_BW,
            register_ids=(*self.value_ids, *self.shared_ids, *self.order_ids),
            published_low=self.low_bw,
            published_high=self.high_bw,
            note=self.note,
            name=self.name,
        )

    @property
    def model_strain_pct(self) -> float:
        """Peak strain of the healthy teaching tendon under the teaching force, on the scale of
        the turnover model; walking was measured to be higher."""
        tendon = TurnoverParameters()
        stress_mpa = self.force_bw * tendon.body_weight_n / tendon.area_mm2
        return tendon.prestrain_pct + 100 * stress_mpa / tendon.modulus_mpa

    def block(self, cycles: int | None = None, force_bw: float | None = None) -> LoadBlock:
        """This activity as one block of a model day; its typical amount unless told otherwise.

        Raises ValueError for more than 12 BW, more than 50,000 cycles or anything negative.
        """
        return LoadBlock(
            force_bw=self.force_bw if force_bw is None else force_bw,
            cycles=self.cycles if cycles is None else cycles,
            seconds_per_cycle=self.seconds_per_cycle,
        )


def activity(name: str) -> Activity:
    """The activity of that name; ValueError with the known names otherwise."""
    known = activities()
    for found in known:
        if found.name == name:
            return found
    raise ValueError(
        _("There is no activity {name!r}; choose one of {known}.").format(
            name=name, known=", ".join(found.name for found in known)
        )
    )


def activities() -> tuple[Activity, ...]:
    """All activities in the reader's language: exercises, jumps and hops, then on foot."""
    return (*_exercises(), *_jumps(), *_on_foot())


def _exercises() -> tuple[Activity, ...]:
    body = TeachingBody()
    single_leg_bw = value("L275").value or 0.0
    carried_kg = 40.0
    body_kg = body.body_weight_n / EARTH_PULL_N_PER_KG
    return (
        Activity(
            name="seated_raise",
            label=_("Seated heel raise"),
            amount=_("3 sets of 15"),
            force_bw=0.6,
            force_status=Status.ASSUMED,
            cycles=45,
            seconds_per_cycle=3.0,
            value_ids=("S114", "L276"),
            order_ids=("L169",),
            note=_("Between the two seated versions of one study; sets and seconds are assumed."),
        ),
        Activity(
            name="two_leg_raise",
            label=_("Heel raise, two legs"),
            amount=_("3 sets of 15"),
            force_bw=single_leg_bw / 2,
            force_status=Status.ASSUMED,
            cycles=45,
            seconds_per_cycle=3.0,
            value_ids=(),
            shared_ids=("S116",),
            order_ids=("L169",),
            strain_ids=("L253",),
            note=_(
                "Half of the single-leg raise, assumed. Only its place in the order and a band "
                "for several exercises together were seen."
            ),
        ),
        Activity(
            name="single_leg_raise",
            label=_("Heel raise, one leg"),
            amount=_("3 sets of 15"),
            force_bw=single_leg_bw,
            force_status=Status.MEASURED,
            cycles=45,
            seconds_per_cycle=3.0,
            value_ids=("L275",),
            shared_ids=("S116",),
            order_ids=("L169", "L170"),
            note=_("Second-hand; sets and seconds are assumed."),
        ),
        Activity(
            name="heel_drop",
            label=_("Heel drop, one leg"),
            amount=_("180 a day"),
            force_bw=single_leg_bw,
            force_status=Status.ASSUMED,
            cycles=180,
            seconds_per_cycle=3.0,
            value_ids=(),
            shared_ids=("L163",),
            order_ids=("L257", "L170"),
            strain_ids=("L256",),
            amount_ids=("L120",),
            note=_(
                "Taken to be as heavy as a single-leg raise. No force of a heel drop was seen, "
                "only the wide band of strengthening exercises."
            ),
        ),
        Activity(
            name="loaded_raise",
            label=_("One-leg raise + {kg:.0f} kg").format(kg=carried_kg),
            amount=_("3 sets of 10"),
            force_bw=round(single_leg_bw * (1 + carried_kg / body_kg), 1),
            force_status=Status.ASSUMED,
            cycles=30,
            seconds_per_cycle=3.0,
            value_ids=(),
            shared_ids=("L163",),
            note=_(
                "The single-leg raise, scaled with the weight carried by a person of {kg:.0f} kg. "
                "No force of a loaded raise was seen."
            ).format(kg=body_kg),
        ),
    )


def _jumps() -> tuple[Activity, ...]:
    return (
        Activity(
            name="jump",
            label=_("Jump, two legs"),
            amount=_("10 jumps"),
            force_bw=3.0,
            force_status=Status.ASSUMED,
            cycles=10,
            seconds_per_cycle=0.5,
            value_ids=("S107", "S108"),
            shared_ids=("S117",),
            note=_(
                "Between two kinds of jump of the one person with a gauge in the tendon; "
                "body weight assumed."
            ),
        ),
        Activity(
            name="two_leg_hop",
            label=_("Hop, two legs"),
            amount=_("100 hops"),
            force_bw=5.5,
            force_status=Status.ASSUMED,
            cycles=100,
            seconds_per_cycle=0.3,
            value_ids=("S106",),
            shared_ids=("S117",),
            strain_ids=("L255",),
            note=_("One person with a gauge in the tendon; body weight assumed."),
        ),
        Activity(
            name="single_leg_hop",
            label=_("Forward hop, one leg"),
            amount=_("40 hops"),
            force_bw=value("S115").value or 0.0,
            force_status=Status.MEASURED,
            cycles=40,
            seconds_per_cycle=0.3,
            value_ids=("S115",),
            shared_ids=("S117",),
            note=_("The highest of 30 exercises in one study; number and seconds are assumed."),
        ),
    )


def _on_foot() -> tuple[Activity, ...]:
    walking, runner = WalkingHabit(), RunningHabit()
    run_km = 5
    return (
        Activity(
            name="walking",
            label=_("Walking"),
            amount=_("one day"),
            force_bw=walking.force_bw,
            force_status=Status.ASSUMED,
            cycles=round(walking.cycles),
            seconds_per_cycle=walking.seconds_per_cycle,
            value_ids=("L161", "S109", "S112"),
            shared_ids=("S116",),
            strain_ids=("S111", "L256"),
            note=_(
                "Set by the strain scale of the turnover model, and below what was measured in "
                "walking alone."
            ),
        ),
        Activity(
            name="easy_running",
            label=_("Easy running"),
            amount=_("6 km"),
            force_bw=4.5,
            force_status=Status.ASSUMED,
            cycles=3000,
            seconds_per_cycle=0.25,
            value_ids=("S113",),
            shared_ids=("L162", "S117"),
            note=_(
                "Low in the band, and far below what a sensor on the skin gave. About 500 steps "
                "of one leg per kilometre, assumed."
            ),
        ),
        Activity(
            name="running",
            label=_("Running"),
            amount=_("{km} km").format(km=run_km),
            force_bw=runner.usual_force_bw,
            force_status=Status.ASSUMED,
            cycles=round(run_km * runner.steps_per_km),
            seconds_per_cycle=runner.seconds_per_step,
            value_ids=("L162", "S110"),
            shared_ids=("S117",),
            strain_ids=("S111b",),
            note=_(
                "The step that counts as one on the third ruler; above what ultrasound gave. "
                "Steps per kilometre are assumed."
            ),
        ),
        Activity(
            name="fast_running",
            label=_("Fast or hilly running"),
            amount=_("3 km"),
            force_bw=6.5,
            force_status=Status.ASSUMED,
            cycles=1200,
            seconds_per_cycle=0.2,
            value_ids=("S113b",),
            shared_ids=("L162", "S117"),
            note=_(
                "Far below what a sensor on the skin gave at speed; hills were not measured. Fewer "
                "but harder steps per kilometre, assumed."
            ),
        ),
    )
