"""A painted series: one value for each place of a strip, beside the ordinary controls."""

import json
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from tendon_teaching.evidence import Parameter, Status
from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Scene,
    Series,
    StaticGrid,
    stops,
)
from tendon_teaching.explorers.explorer import Explorer, _checked_state
from tendon_teaching.explorers.stills import Still
from tendon_teaching.explorers.view import specification
from tendon_teaching.figures.stage import Drawing, Layout

WEEKS = 6
REST = (0.0,) * WEEKS
FLAT = (20.0,) * WEEKS
SPIKE = (20.0, 20.0, 60.0, 20.0, 20.0, 20.0)


class Sum:
    """Writes the sum of what was painted."""

    LAYOUTS = {"wide": Layout(3.0, 1.5), "narrow": Layout(2.0, 1.5)}  # noqa: RUF012
    PICTURE_LIKE = False

    def draw(self, layout):
        size = self.LAYOUTS[layout]
        figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
        text = figure.text(0.1, 0.5, "")
        return Drawing(figure, (text,), text)

    def update(self, drawing, result):
        drawing.handles.set_text(f"{result:.0f}")

    def read_out(self, result):
        return f"{result:.0f} km in all."

    def text_alternative(self, result):
        return f"A number. {self.read_out(result)}"


DISTANCE = Series(
    "distance_km",
    "Distance",
    "km",
    "km a week",
    stops(0, 60, 2),
    WEEKS,
    "week",
    rests_on=Parameter(20.0, "km", Status.ASSUMED, 0.0, 60.0, ("S087",), None, None, "made up"),
    cursor="week",
)
GROUND = Series(
    "ground", "Ground", "", "", (0.0, 1.0, 2.0), WEEKS, "week", options=("flat", "hilly", "trail")
)


def _definition(**changes):
    parts = {
        "name": "painted",
        "title": "Painted",
        "controls": (Control("week", "Week", "", "", stops(0, WEEKS, 1)),),
        "scenes": (
            Scene("flat", "Flat", "Even.", {"week": 0, "distance_km": FLAT, "ground": REST}),
            Scene("spike", "Spike", "Odd.", {"week": 3, "distance_km": SPIKE, "ground": REST}),
        ),
        "static_grid": StaticGrid(main={"spike": "week"}),
        "compute": lambda week, distance_km, ground: sum(distance_km) + week / 10 + sum(ground),
        "figure": Sum(),
        "series": (DISTANCE, GROUND),
    }
    return Definition(**parts | changes)


DEFINITION = _definition()


def test_a_state_holds_the_controls_and_then_every_place_of_every_series():
    at = DEFINITION.at(DEFINITION.scene("spike").values)
    assert at == (3, *(10, 10, 30, 10, 10, 10), *([0] * WEEKS))
    assert len(DEFINITION.sizes) == len(at)
    assert DEFINITION.sizes == (WEEKS + 1, *([31] * WEEKS), *([3] * WEEKS))


def test_values_come_back_as_the_scene_gave_them():
    for scene in DEFINITION.scenes:
        assert DEFINITION.values(DEFINITION.at(scene.values)) == scene.values


def test_a_state_of_another_length_is_refused():
    with pytest.raises(ValueError, match="13 places"):
        DEFINITION.values((0, 1))


def test_the_static_grid_moves_a_control_and_keeps_what_is_painted():
    states = list(DEFINITION.static_states())
    assert len(states) == 1 + (WEEKS + 1)
    spike = DEFINITION.at(DEFINITION.scene("spike").values)
    assert {at[1:] for at in states[2:]} == {spike[1:]}
    assert sorted(at[0] for at in states if at[1:] == spike[1:]) == list(range(WEEKS + 1))


@pytest.mark.parametrize(
    ("painted", "complaint"),
    [
        ((20.0,) * (WEEKS - 1), "needs 6 values and got 5"),
        ((21.0,) * WEEKS, "not one of its stops"),
        (20.0, "takes a tuple"),
    ],
)
def test_a_scene_must_paint_every_place_on_a_stop(painted, complaint):
    scene = DEFINITION.scenes[0]
    wrong = replace(scene, values={**scene.values, "distance_km": painted})
    with pytest.raises(ValueError, match=complaint):
        _definition(scenes=(wrong, DEFINITION.scenes[1]))


def test_a_scene_must_name_every_series():
    scene = DEFINITION.scenes[0]
    short = replace(scene, values={"week": 0, "distance_km": FLAT})
    with pytest.raises(ValueError, match="must set exactly week, distance_km, ground"):
        _definition(scenes=(short, DEFINITION.scenes[1]))


def test_a_control_takes_no_tuple():
    scene = DEFINITION.scenes[0]
    wrong = replace(scene, values={**scene.values, "week": (0.0, 1.0)})
    with pytest.raises(ValueError, match="control week: it takes one number"):
        _definition(scenes=(wrong, DEFINITION.scenes[1]))


def test_two_scenes_may_differ_in_one_painted_week_only():
    assert len({DEFINITION.at(scene.values)[1:] for scene in DEFINITION.scenes}) == 2
    scene = DEFINITION.scenes[0]
    with pytest.raises(ValueError, match="same state"):
        _definition(scenes=(scene, replace(scene, name="twin")), static_grid=StaticGrid(main={}))


def test_series_and_controls_have_names_of_their_own():
    with pytest.raises(ValueError, match="same name"):
        _definition(series=(replace(DISTANCE, name="week", cursor=""), GROUND))


@pytest.mark.parametrize("count", [WEEKS, WEEKS + 1])
def test_a_cursor_has_a_stop_for_each_place_and_perhaps_one_before(count):
    control = Control("week", "Week", "", "", stops(WEEKS + 1 - count, WEEKS, 1))
    first = replace(DEFINITION.scenes[0], values={**DEFINITION.scenes[0].values, "week": 2})
    made = _definition(controls=(control,), scenes=(first, DEFINITION.scenes[1]))
    assert specification(made, "x")["series"][0]["lead"] == count - WEEKS


def test_a_cursor_of_another_length_or_name_is_refused():
    control = Control("week", "Week", "", "", stops(0, WEEKS + 1, 1))
    with pytest.raises(ValueError, match="needs 6 or 7 stops and has 8"):
        _definition(controls=(control,))
    with pytest.raises(ValueError, match="no control named 'month'"):
        _definition(series=(replace(DISTANCE, cursor="month"), GROUND))


@pytest.mark.parametrize(
    "changes", [{"values": (2.0, 1.0)}, {"length": 1}, {"options": ("only one",)}]
)
def test_a_series_is_checked_like_a_control(changes):
    with pytest.raises(ValueError, match="series distance_km"):
        replace(DISTANCE, **changes)


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="it has: week, distance_km, ground"):
        DEFINITION.span_of("month")
    with pytest.raises(ValueError, match="it has: distance_km, ground"):
        DEFINITION.series_named("week")


def test_the_page_learns_where_each_series_lies_in_a_state():
    spec = json.loads(json.dumps(specification(DEFINITION, "x")))
    at = DEFINITION.at(DEFINITION.scene("spike").values)
    distance, ground = spec["series"]
    start, length = distance["start"], distance["length"]
    assert [distance["stops"][place] for place in at[start : start + length]] == list(SPIKE)
    assert ground["start"] == start + length
    assert (distance["cursor"], ground["cursor"]) == (0, None)
    assert distance["spoken"][11] == "22 km a week"
    assert ground["letters"] == ["F", "H", "T"]
    assert (distance["badge"], ground["badge"]) == ("teaching value", "")
    assert [row["what"] for row in spec["basis"]] == ["Distance (km)"]


def test_options_that_begin_alike_are_told_apart_by_number():
    alike = replace(GROUND, options=("run", "rest", "walk"))
    spec = specification(_definition(series=(DISTANCE, alike)), "x")
    assert spec["series"][1]["letters"] == ["1", "2", "3"]


# --- an explorer at work -----------------------------------------------------------------------


@pytest.fixture
def explorer():
    return Explorer(DEFINITION)


def test_an_explorer_begins_goes_and_computes_with_what_is_painted(explorer):
    assert explorer.values["distance_km"] == FLAT
    assert explorer.go("spike").values["distance_km"] == SPIKE
    assert explorer.read_out == "160 km in all."


def test_painting_by_name_takes_any_list_and_leaves_the_rest(explorer, capsys):
    explorer.go("spike").set(distance_km=np.arange(0, 12, 2))
    assert explorer.values["distance_km"] == (0, 2, 4, 6, 8, 10)
    assert explorer.values["week"] == 3
    assert capsys.readouterr().out == ""


def test_painting_outside_is_clamped_and_said_once(explorer, capsys):
    explorer.set(distance_km=[20, 99, -5, 21.4, 20, 20])
    assert explorer.values["distance_km"] == (20, 60, 0, 22, 20, 20)
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "3 of 6" in said
    assert "week 2: 99 to 60 km" in said


@pytest.mark.parametrize(
    "painted",
    [20, "222222", [20] * 5, [20] * 7, [20, 20, "x", 20, 20, 20], [float("inf")] + [20] * 5, None],
)
def test_what_cannot_be_painted_is_refused_and_loses_nothing(explorer, painted):
    before = explorer.go("spike").values
    with pytest.raises(ValueError, match="distance_km"):
        explorer.set(week=1, distance_km=painted)
    assert explorer.values == before


def test_every_painted_state_has_a_frame_of_its_own_and_is_kept(explorer):
    flat, spike = (DEFINITION.at(scene.values) for scene in DEFINITION.scenes)
    one, other = explorer.frame(flat), explorer.frame(spike)
    assert one.read_out != other.read_out
    assert explorer.frame(flat) is one


def test_a_page_may_ask_for_any_painted_state_and_for_no_impossible_one():
    at = list(DEFINITION.at(DEFINITION.scenes[0].values))
    painted = [*at[:3], 30, *at[4:]]
    assert _checked_state(painted, DEFINITION) == tuple(painted)
    for wrong in ([*at[:3], 31, *at[4:]], at[:-1], [*at, 0], [*at[:3], -1, *at[4:]]):
        with pytest.raises(ValueError, match="state"):
            _checked_state(wrong, DEFINITION)


def test_the_saved_form_shows_the_painted_state(explorer):
    explorer.go("spike")
    bundle, _metadata = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == "Painted: 160 km in all."


def test_only_an_explorer_with_painted_series_carries_their_editor(explorer):
    plain = Explorer(
        _definition(
            series=(),
            scenes=(Scene("one", "One", "One.", {"week": 0}),),
            static_grid=StaticGrid(main={}),
            compute=lambda week: week,
        )
    )
    assert "class SeriesEditor" in explorer.view._esm
    assert "class SeriesEditor" not in plain.view._esm
    assert plain.view._esm.rstrip().endswith("export default { render };")


def test_a_still_names_the_painted_state():
    still = Still(DEFINITION, DEFINITION.scene("spike"))
    entry = json.loads(json.dumps(still.entry()))
    assert entry["state"] == {"week": 3, "distance_km": list(SPIKE), "ground": list(REST)}
    assert entry["read_out"] == "160 km in all."
    assert entry["basis_of_controls"] == ["S087"]


def test_a_calendar_names_its_places_and_signs_its_options():
    days = Series(
        "days",
        "Days",
        "",
        "",
        (0.0, 1.0),
        2,
        "day",
        options=("rest", "run"),
        columns=2,
        place_names=("week 1, Monday", "week 1, Tuesday"),
        letters=("–", "R"),
    )
    assert days.place_name(1) == "week 1, Tuesday"
    assert Series("d", "D", "", "", (0.0, 1.0), 2, "day").place_name(1) == "day 2"


@pytest.mark.parametrize("wrong", [{"place_names": ("Monday",)}, {"letters": ("R",)}])
def test_names_and_letters_must_be_complete(wrong):
    with pytest.raises(ValueError, match=r"one (name|letter) is needed"):
        Series("d", "D", "", "", (0.0, 1.0), 2, "day", options=("rest", "run"), **wrong)


def test_a_choice_cannot_be_played():
    with pytest.raises(ValueError, match="cannot be played"):
        Control("which", "Which", "", "", (0.0, 1.0), options=("one", "other"), play=True)
