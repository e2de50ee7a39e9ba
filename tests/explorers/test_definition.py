"""A definition is checked when it is made, so that a mistake meets the author, not a class."""

from dataclasses import replace

import pytest

from tendon_teaching.explorers.catalogue import definition_of, names
from tendon_teaching.explorers.definition import (
    Control,
    Option,
    Prediction,
    StaticGrid,
    stops,
)

DEFINITION = definition_of("lump_yet_weaker")


@pytest.mark.parametrize("name", names())
def test_every_explorer_of_the_catalogue_can_be_made(name):
    assert definition_of(name).name == name


def test_an_unknown_explorer_is_refused_with_the_known_names():
    with pytest.raises(ValueError, match=r"'lmup'.*lump_yet_weaker"):
        definition_of("lmup")


def test_stops_reach_both_ends_and_take_named_extras():
    assert stops(1.0, 1.2, 0.05, also=(1.12,)) == (1.0, 1.05, 1.1, 1.12, 1.15, 1.2)


def test_a_control_finds_the_nearest_stop_and_clamps_at_its_ends():
    control = Control("x", "X", "N", "newtons", (0.0, 10.0, 20.0))
    assert [control.nearest(value) for value in (-5, 4, 6, 99)] == [0, 0, 1, 2]
    assert control.spoken(1) == "10 newtons"


@pytest.mark.parametrize("values", [(1.0,), (2.0, 1.0), (1.0, 1.0, 2.0)])
def test_stops_must_be_two_or_more_and_ascending(values):
    with pytest.raises(ValueError, match="ascending"):
        Control("x", "X", "", "", values)


def test_a_choice_needs_a_word_for_every_stop():
    with pytest.raises(ValueError, match="option text"):
        Control("x", "X", "", "", (0, 1, 2), options=("off", "on"))


def test_a_scene_must_set_every_control():
    scene = DEFINITION.scenes[0]
    short = replace(scene, values={"swelling_ratio": 1.0})
    with pytest.raises(ValueError, match="must set exactly"):
        replace(DEFINITION, scenes=(short, *DEFINITION.scenes[1:]))


def test_a_scene_must_stand_on_stops():
    scene = DEFINITION.scenes[0]
    off = replace(scene, values={**scene.values, "swelling_ratio": 1.01})
    with pytest.raises(ValueError, match="not one of its stops"):
        replace(DEFINITION, scenes=(off, *DEFINITION.scenes[1:]))


def test_two_scenes_may_not_be_the_same_state():
    twin = replace(DEFINITION.scenes[0], name="twin")
    with pytest.raises(ValueError, match="same state"):
        replace(DEFINITION, scenes=(*DEFINITION.scenes, twin))


def test_more_than_three_controls_in_sight_are_refused():
    controls = tuple(replace(control, more=False) for control in DEFINITION.controls)
    with pytest.raises(ValueError, match="at most 3"):
        replace(DEFINITION, controls=controls)


@pytest.mark.parametrize(
    "grid",
    [StaticGrid(main={"nowhere": "pull_n"}), StaticGrid(main={"healthy": "nothing"})],
)
def test_a_static_grid_names_known_scenes_and_controls(grid):
    with pytest.raises(ValueError, match="it has:"):
        replace(DEFINITION, static_grid=grid)


def test_a_prediction_is_settled_by_a_known_scene():
    prediction = Prediction("?", (Option("a", "b"),), settled_by="nowhere")
    with pytest.raises(ValueError, match="nowhere"):
        replace(DEFINITION, prediction=prediction)


def test_a_prediction_unlocks_by_an_option_or_by_skipping():
    prediction = DEFINITION.prediction
    last = len(prediction.options) - 1
    unlocking = [a for a in range(-3, last + 3) if prediction.unlocks(a)]
    assert unlocking == [Prediction.SKIPPED, *range(last + 1)]
    assert not prediction.accepts(Prediction.SKIPPED)


def test_the_static_grid_holds_the_scenes_and_the_main_control_of_each():
    states = list(DEFINITION.static_states())
    assert len(states) == len(set(states))
    scenes = [DEFINITION.at(scene.values) for scene in DEFINITION.scenes]
    assert states[: len(scenes)] == scenes
    for scene_name, control_name in DEFINITION.static_grid.main.items():
        control = DEFINITION.control(control_name)
        base = dict(DEFINITION.scene(scene_name).values)
        for stop in control.values:
            assert DEFINITION.at(base | {control_name: stop}) in states


def test_a_second_axis_crosses_the_main_one():
    grid = StaticGrid(main={"healthy": "swelling_ratio"}, second={"healthy": "people_in_focus"})
    states = list(replace(DEFINITION, static_grid=grid).static_states())
    swelling = len(DEFINITION.control("swelling_ratio").values)
    others = len(DEFINITION.scenes) - 2  # two scenes lie on the crossed axes themselves
    assert len(states) == 2 * swelling + others
