import math
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tendon_teaching.evidence import Status, check_parameters, parameter, parameters_of


@dataclass(frozen=True)
class Strap:
    """A made-up model."""

    area_mm2: float = parameter(
        60.0, unit="mm²", status=Status.ASSUMED, allowed=(20.0, 200.0), published=(41.0, 73.0)
    )
    strain_pct: float = parameter(
        5.2, unit="%", status=Status.MEASURED, allowed=(0, 12), register=("S087",), note="At MVC."
    )
    fibre_fraction: float = parameter(0.7, unit="-", status=Status.ILLUSTRATIVE, allowed=(0.0, 1.0))
    name: str = "strap"

    def __post_init__(self) -> None:
        check_parameters(self)


def declare(**changes):
    arguments = {"unit": "N", "status": Status.ASSUMED, "allowed": (0.0, 2.0), **changes}
    return parameter(arguments.pop("default", 1.0), **arguments)


def test_a_class_tells_its_parameters_with_their_defaults():
    found = parameters_of(Strap)
    assert list(found) == ["area_mm2", "strain_pct", "fibre_fraction"]
    area = found["area_mm2"]
    assert (area.name, area.value, area.unit) == ("area_mm2", 60.0, "mm²")
    assert (area.allowed_low, area.allowed_high) == (20.0, 200.0)
    assert (area.published_low, area.published_high) == (41.0, 73.0)
    assert found["strain_pct"].register_ids == ("S087",)
    assert found["strain_pct"].published_low is None
    assert found["strain_pct"].note == "At MVC."


def test_an_instance_tells_its_parameters_with_its_own_values():
    assert parameters_of(Strap(area_mm2=88.0))["area_mm2"].value == 88.0
    assert parameters_of(Strap)["area_mm2"].value == 60.0


def test_only_models_have_parameters():
    with pytest.raises(ValueError, match=r"3\.5 is not a dataclass"):
        parameters_of(3.5)


def test_a_value_outside_its_range_is_refused_with_name_range_and_unit():
    with pytest.raises(ValueError, match="area_mm2") as refused:
        Strap(area_mm2=-5)
    assert str(refused.value) == (
        "area_mm2 is -5; it must lie between 20 and 200 (mm²). Choose a value in this range."
    )
    with pytest.raises(ValueError, match=r"fibre_fraction is 1.4; .* 0 and 1 \(no unit\)"):
        replace(Strap(), fibre_fraction=1.4)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, None, "60", [60.0]])
def test_what_is_not_a_finite_number_is_refused(bad):
    with pytest.raises(ValueError, match="area_mm2 is"):
        Strap(area_mm2=bad)


@given(st.floats(0, 1))
def test_every_value_in_the_range_is_accepted_with_both_ends(fraction):
    assert Strap(fibre_fraction=fraction).fibre_fraction == fraction


@given(st.floats().filter(lambda x: not 0 <= x <= 1))
@example(1.0000001)
def test_every_value_outside_the_range_is_refused_and_never_shown_as_a_range_end(fraction):
    with pytest.raises(ValueError, match="fibre_fraction") as refused:
        Strap(fibre_fraction=fraction)
    shown = str(refused.value).removeprefix("fibre_fraction is ").split(";")[0]
    assert not 0 <= float(shown) <= 1


def test_a_measured_parameter_must_name_a_register_row():
    with pytest.raises(ValueError, match="measured parameter must name its register rows"):

        @dataclass(frozen=True)
        class Unfounded:
            force_n: float = declare(status=Status.MEASURED)


@pytest.mark.parametrize(
    ("mistake", "complaint"),
    [
        ({"unit": " "}, "unit is empty"),
        ({"allowed": (2.0, 0.0)}, r"allowed is \(2.0, 0.0\)"),
        ({"allowed": (0.0, math.inf)}, "two finite numbers"),
        ({"published": (3.0, 1.0)}, r"published is \(3.0, 1.0\)"),
        ({"default": 2.5}, "default is 2.5; it must lie in the allowed range 0 to 2"),
        ({"default": math.nan}, "default is nan"),
        ({"status": "guessed"}, "guessed"),
        ({"register": "S087"}, r"give a tuple of ids"),
    ],
)
def test_a_careless_declaration_is_refused(mistake, complaint):
    with pytest.raises(ValueError, match=complaint):
        declare(**mistake)


def test_fields_without_a_declaration_are_no_parameters():
    @dataclass(frozen=True)
    class Plain:
        forces_n: tuple[float, ...] = field(default=())

    assert parameters_of(Plain) == {}
    check_parameters(Plain())


def test_every_status_has_a_word_for_the_reader():
    assert [status.text for status in Status] == [
        "measured",
        "calibrated",
        "assumed",
        "illustrative",
    ]
