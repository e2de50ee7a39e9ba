"""A clinic of drawn people: what a scan says about pain, and what it cannot say.

How often a sign is seen in painful and in pain-free tendons is read from the evidence register.
Everything else is counting: who is right, how sure that is, and what an abnormal scan means where
few or many of those scanned have pain. Nobody here is a person, and nothing is a forecast.
How it is built and what it leaves out is on one page in ``virtual_clinic.md`` beside this file.

Shares run from 0 to 1, percentages (``_pct``) from 0 to 100.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tendon_teaching.evidence import Status, Value, check_parameters, parameter, value
from tendon_teaching.models.checks import require_between, require_whole
from tendon_teaching.texts import _

BoolArray = NDArray[np.bool_]

MOST_PATIENTS = 100_000
MOST_PEOPLE = 10_000
DEFAULT_LEVEL_PCT = 95.0
GUESSED_RIGHT_PCT = 50.0
"""Share that the toss of a coin gets right, however common pain is."""

# Its n counts all runners of the study; the row is about a part of them that was not counted in
# what could be read. A share without the size of its group gets no interval.
_GROUP_SIZE_NOT_SEEN = frozenset({"S048"})


class Sign(Enum):
    """What a scan is looked at for, with its rows: in painful and in pain-free tendons.

    Flow inside the tendon on Doppler: S045 and S048. Order of the echoes under a cut-off of
    75 %: S003 and S004.
    """

    FLOW = ("S045", "S048")
    STRUCTURE = ("S003", "S004")

    @property
    def painful_id(self) -> str:
        """Row of the register that tells how often painful tendons show the sign."""
        return self.value[0]

    @property
    def pain_free_id(self) -> str:
        """Row of the register that tells how often pain-free tendons show the sign."""
        return self.value[1]


class Call(IntEnum):
    """What a learner says about one tendon."""

    NOT_YET = 0
    PAIN_FREE = 1
    PAINFUL = 2


class Rule(Enum):
    """Ways to judge without looking at people: toss a coin, follow every picture, say the same."""

    GUESS = "guess"
    FOLLOW_THE_PICTURE = "follow the picture"
    ALWAYS_PAINFUL = "always painful"
    ALWAYS_PAIN_FREE = "always pain-free"


@dataclass(frozen=True)
class VirtualClinic:
    """Settings of the clinic.

    ``painful_share_pct`` of those scanned have a painful tendon; ``patients`` are drawn;
    intervals are made to hold the true share ``level_pct`` of the time. Raises ValueError for a
    value outside its range.
    """

    painful_share_pct: float = parameter(
        50.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        note="It differs from clinic to clinic. Half is what the studies chose, not a finding.",
    )
    patients: int = parameter(
        20,
        unit="people",
        status=Status.ILLUSTRATIVE,
        allowed=(1, MOST_PATIENTS),
        note="As many as a class has the patience for; few, so the interval is wide.",
    )
    level_pct: float = parameter(
        DEFAULT_LEVEL_PCT,
        unit="%",
        status=Status.ASSUMED,
        allowed=(50.0, 99.9),
        note="A custom, not a law of nature.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        require_whole("patients", self.patients, 1, MOST_PATIENTS)


@dataclass(frozen=True)
class Interval:
    """Where a share may well lie, given how few were counted; both ends from 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True)
class SignShare:
    """How many tendons of one published group show a sign.

    ``group_size`` and ``interval`` are None where the size of the group could not be read. Tendons
    are taken as independent, although some belong to the same person; so intervals are rather
    too narrow.
    """

    value_id: str
    share: float
    group_size: int | None
    interval: Interval | None


@dataclass(frozen=True)
class PublishedSign:
    """One sign in the two groups it was counted in."""

    sign: Sign
    painful: SignShare
    pain_free: SignShare

    @property
    def sensitivity(self) -> float:
        """Share of painful tendons that show the sign."""
        return self.painful.share

    @property
    def specificity(self) -> float:
        """Share of pain-free tendons that do not show it."""
        return 1 - self.pain_free.share

    @property
    def sensitivity_interval(self) -> Interval | None:
        """Interval of the sensitivity."""
        return self.painful.interval

    @property
    def specificity_interval(self) -> Interval | None:
        """Interval of the specificity; None where the size of the group was not seen."""
        turned = self.pain_free.interval
        return Interval(1 - turned.high, 1 - turned.low) if turned else None


@dataclass(frozen=True)
class PredictiveValue:
    """What a scan means: ``painful_if_abnormal`` and ``pain_free_if_normal``, shares from 0 to 1.

    None where no such scan is ever seen, for then there is nothing to take a share of.
    """

    painful_if_abnormal: float | None
    pain_free_if_normal: float | None


@dataclass(frozen=True)
class Crowd:
    """Whole people, sorted by pain and by scan."""

    painful_abnormal: int
    painful_normal: int
    pain_free_abnormal: int
    pain_free_normal: int

    @property
    def abnormal(self) -> int:
        """People with an abnormal scan."""
        return self.painful_abnormal + self.pain_free_abnormal

    @property
    def normal(self) -> int:
        """People with a normal scan."""
        return self.painful_normal + self.pain_free_normal

    @property
    def painful(self) -> int:
        """People with pain."""
        return self.painful_abnormal + self.painful_normal

    @property
    def people(self) -> int:
        """Everybody."""
        return self.abnormal + self.normal


@dataclass(frozen=True, eq=False)
class Patients:
    """Drawn people, one tendon each. Arrays of shape (patients,), read-only.

    ``painful`` is the truth; ``flow`` and ``disturbed`` are what a scan shows.
    """

    painful: BoolArray
    flow: BoolArray
    disturbed: BoolArray

    def abnormal(self, sign: Sign) -> BoolArray:
        """Whose scan shows ``sign``."""
        return self.flow if sign is Sign.FLOW else self.disturbed


@dataclass(frozen=True)
class Score:
    """How a row of calls agrees with the truth; tendons not judged yet do not count.

    ``interval`` is None as long as nothing is judged. Sensitivity and specificity are the
    learner's own, None while no painful or no pain-free tendon is judged.
    """

    judged: int
    right: int
    painful_judged: int
    painful_found: int
    pain_free_judged: int
    pain_free_cleared: int
    interval: Interval | None

    @property
    def right_share(self) -> float | None:
        """Share of the judged tendons that were judged rightly."""
        return self.right / self.judged if self.judged else None

    @property
    def sensitivity(self) -> float | None:
        """Share of painful tendons that were called painful."""
        return self.painful_found / self.painful_judged if self.painful_judged else None

    @property
    def specificity(self) -> float | None:
        """Share of pain-free tendons that were called pain-free."""
        return self.pain_free_cleared / self.pain_free_judged if self.pain_free_judged else None


# ---------- what is published ----------


@lru_cache(maxsize=8)
def published(sign: Sign, level_pct: float = DEFAULT_LEVEL_PCT) -> PublishedSign:
    """Frequencies of ``sign`` from the register, with intervals at ``level_pct`` (50 to 99.9)."""
    _require_sign(sign)
    return PublishedSign(
        sign, _sign_share(sign.painful_id, level_pct), _sign_share(sign.pain_free_id, level_pct)
    )


def _sign_share(value_id: str, level_pct: float) -> SignShare:
    row = value(value_id)
    share = _share(row)
    size = None if value_id in _GROUP_SIZE_NOT_SEEN else row.n
    if size is None:
        return SignShare(value_id, share, None, None)
    return SignShare(value_id, share, size, wilson_interval(round(share * size), size, level_pct))


def _share(row: Value) -> float:
    """The share a row holds, whether it is printed as per cent or as a count of its n."""
    if row.value is not None and row.unit == "%":
        return row.value / 100
    if row.value is not None and row.unit == "count" and row.n:
        return row.value / row.n
    raise ValueError(
        _("Row {id} is no share of a group; use a row in per cent or a count with its n.").format(
            id=row.id
        )
    )


# ---------- counting ----------


def wilson_interval(successes: int, n: int, level_pct: float = DEFAULT_LEVEL_PCT) -> Interval:
    """Wilson's interval for ``successes`` of ``n`` (1 to 100,000), at ``level_pct`` (50 to 99.9).

    Unlike the textbook's plain one it stays inside 0 to 1 and has a width even when all or none
    were right. Raises ValueError.
    """
    require_whole("n", n, 1, MOST_PATIENTS)
    require_whole("successes", successes, 0, n)
    require_between("level_pct", level_pct, 50.0, 99.9, "%")
    z = NormalDist().inv_cdf(0.5 + level_pct / 200)
    share, weight = successes / n, z * z / n
    middle = (share + weight / 2) / (1 + weight)
    half = z * math.sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    # At the ends the sums are exact but for the last digit.
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return Interval(low, high)


def predictive_value(
    sensitivity: float, specificity: float, painful_share_pct: float
) -> PredictiveValue:
    """What a scan means where ``painful_share_pct`` (0 to 100) of those scanned have pain.

    ``sensitivity`` and ``specificity`` are shares from 0 to 1. Bayes' rule. Raises ValueError.
    """
    require_between("sensitivity", sensitivity, 0.0, 1.0, _("as a share"))
    require_between("specificity", specificity, 0.0, 1.0, _("as a share"))
    require_between("painful_share_pct", painful_share_pct, 0.0, 100.0, "%")
    painful = painful_share_pct / 100
    pain_free = 1 - painful
    return PredictiveValue(
        _part(painful * sensitivity, pain_free * (1 - specificity)),
        _part(pain_free * specificity, painful * (1 - sensitivity)),
    )


def _part(these: float, others: float) -> float | None:
    return these / (these + others) if these + others > 0 else None


def meaning_of(sign: Sign, painful_share_pct: float) -> PredictiveValue:
    """What a scan means for ``sign`` with its published frequencies. Raises ValueError."""
    found = published(sign)
    return predictive_value(found.sensitivity, found.specificity, painful_share_pct)


def crowd(sign: Sign, painful_share_pct: float, people: int = 100) -> Crowd:
    """``people`` (1 to 10,000) as the published frequencies would sort them, in whole people.

    Rounded to whole people group by group, so shares taken from it may be off by a little.
    Raises ValueError.
    """
    require_between("painful_share_pct", painful_share_pct, 0.0, 100.0, "%")
    require_whole("people", people, 1, MOST_PEOPLE)
    found = published(sign)
    painful = round(people * painful_share_pct / 100)
    pain_free = people - painful
    seen, seen_too = round(painful * found.sensitivity), round(pain_free * found.pain_free.share)
    return Crowd(seen, painful - seen, seen_too, pain_free - seen_too)


def expected_right_pct(sign: Sign, painful_share_pct: float, rule: Rule) -> float:
    """Share of calls, in per cent, that ``rule`` gets right in the long run. Raises ValueError."""
    require_between("painful_share_pct", painful_share_pct, 0.0, 100.0, "%")
    found = published(sign)
    painful = painful_share_pct / 100
    return {
        Rule.GUESS: GUESSED_RIGHT_PCT,
        Rule.FOLLOW_THE_PICTURE: 100
        * (painful * found.sensitivity + (1 - painful) * found.specificity),
        Rule.ALWAYS_PAINFUL: painful_share_pct,
        Rule.ALWAYS_PAIN_FREE: 100 - painful_share_pct,
    }[rule]


# ---------- drawn people and a learner's calls ----------


@lru_cache(maxsize=32)
def draw_patients(seed: int, clinic: VirtualClinic | None = None) -> Patients:
    """People of ``clinic``, the same for the same ``seed`` (0 to 2,000,000,000).

    First comes pain, then, knowing only whether it hurts, each sign with its published frequency.
    How flow and order go together in one tendon was not found in print, so they are drawn apart.
    With the same seed a larger share of pain only turns pain-free people into painful ones.
    Raises ValueError.
    """
    require_whole("seed", seed, 0, 2_000_000_000)
    clinic = clinic or VirtualClinic()
    dice = np.random.default_rng(seed).random((3, clinic.patients))
    painful = dice[0] < clinic.painful_share_pct / 100
    flow, disturbed = (
        _with_sign(sign, painful, row) for sign, row in zip(Sign, dice[1:], strict=True)
    )
    return Patients(_locked(painful), _locked(flow), _locked(disturbed))


def _with_sign(sign: Sign, painful: BoolArray, dice: NDArray[np.float64]) -> BoolArray:
    found = published(sign)
    chance = np.where(painful, found.painful.share, found.pain_free.share)
    return np.asarray(dice < chance)


def _locked(row: BoolArray) -> BoolArray:
    row.setflags(write=False)
    return row


def calls_that_follow(patients: Patients, sign: Sign) -> tuple[Call, ...]:
    """One call for each patient: painful where the scan is abnormal, pain-free elsewhere."""
    _require_sign(sign)
    return tuple(Call.PAINFUL if seen else Call.PAIN_FREE for seen in patients.abnormal(sign))


def score(
    calls: Sequence[float], patients: Patients, level_pct: float = DEFAULT_LEVEL_PCT
) -> Score:
    """Compare ``calls``, one ``Call`` or its number for each patient, with the truth.

    Raises ValueError when there is not one call for each patient or a call is none of the three.
    """
    if len(calls) != len(patients.painful):
        raise ValueError(
            _(
                "calls has {count} entries; there are {patients} patients. "
                "Give one call for each patient."
            ).format(count=len(calls), patients=len(patients.painful))
        )
    known = [_call(entry, place) for place, entry in enumerate(calls, start=1)]
    painful = [call for call, hurts in zip(known, patients.painful, strict=True) if hurts]
    pain_free = [call for call, hurts in zip(known, patients.painful, strict=True) if not hurts]
    judged = len(known) - known.count(Call.NOT_YET)
    found, cleared = painful.count(Call.PAINFUL), pain_free.count(Call.PAIN_FREE)
    return Score(
        judged=judged,
        right=found + cleared,
        painful_judged=len(painful) - painful.count(Call.NOT_YET),
        painful_found=found,
        pain_free_judged=len(pain_free) - pain_free.count(Call.NOT_YET),
        pain_free_cleared=cleared,
        interval=wilson_interval(found + cleared, judged, level_pct) if judged else None,
    )


def _call(entry: object, place: int) -> Call:
    """``entry`` as a Call; stops of a control arrive as floats."""
    for call in Call:
        if not isinstance(entry, bool) and entry == call:
            return call
    raise ValueError(
        _(
            "call {place} is {entry!r}; it must be 0 (not judged yet), 1 (pain-free) or "
            "2 (painful). Choose one of these."
        ).format(place=place, entry=entry)
    )


def _require_sign(sign: object) -> None:
    if not isinstance(sign, Sign):
        raise ValueError(
            _("sign is {sign!r}; it must be Sign.FLOW or Sign.STRUCTURE. Choose one.").format(
                sign=sign
            )
        )
