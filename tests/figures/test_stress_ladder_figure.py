"""What the ladder of stress shows and says agrees with the model and the register."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.explorers.hand_against_step import definition, pulls
from tendon_teaching.figures import stress_ladder
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.stress_ladder import Card
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.activities import activity
from tendon_teaching.models.stress_ladder import rung

EXPLORER = definition()


def at(hand=2.3, against="walking", card=Card.LADDER, rebuild_pct=0.0):
    return EXPLORER.compute(
        hand_kg_per_cm2=hand,
        against=pulls().index(against),
        card=list(Card).index(card),
        rebuild_pct=rebuild_pct,
    )


SCENES = {scene.name: EXPLORER.compute(**scene.values) for scene in EXPLORER.scenes}
STATES = SCENES | {
    "hardest hand": at(5.0),
    "firm against breaking": at(4.2, "breaking"),
    "hop": at(1.0, "hop"),
    "heel raise": at(3.5, "heel_raise"),
    "what if nothing": at(card=Card.WHAT_IF),
    "what if a trace": at(card=Card.WHAT_IF, rebuild_pct=1.0),
    "what if all": at(card=Card.WHAT_IF, rebuild_pct=100.0),
}
every_state = pytest.mark.parametrize("name", STATES)
both_layouts = pytest.mark.parametrize("layout", stress_ladder.LAYOUTS)


def numbers(sentence):
    found = re.findall(r"\d[\d,]*\.?\d*", sentence)
    return [float(text.replace(",", "").rstrip(".")) for text in found]


def shown(text):
    return " ".join(text.get_text().split())


@pytest.fixture(scope="module")
def kept():
    return {layout: Stage(stress_ladder, layout) for layout in stress_ladder.LAYOUTS}


@pytest.fixture(scope="module")
def stage(kept):
    return kept["wide"]


def handles(stage, name):
    stage.pixels(STATES[name])
    return stage._drawing.handles


# Words


@every_state
def test_the_read_out_gives_hand_step_and_ratio_of_the_model(name):
    state, said = STATES[name], stress_ladder.read_out(STATES[name])
    found = numbers(said)
    assert round(state.hand_kg_per_cm2, 1) in found
    assert round(state.against.times_more) in found
    # A card has the line to itself; the ladder beside it still shows the pull and its direction.
    is_ladder = state.card is stress_ladder.Card.LADDER
    assert (float(f"{state.against.rung.kg_per_cm2:.2g}") in found) == is_ladder
    assert ("across" in said and "along" in said) == is_ladder


@every_state
def test_steps_a_day_belong_to_walking_only(name, stage):
    state, said = STATES[name], stress_ladder.read_out(STATES[name])
    is_walking = state.against.rung.name == "walking"
    is_ladder = state.card is stress_ladder.Card.LADDER
    assert ("times a day in this model" in said) == (is_walking and is_ladder)
    day = numbers(handles(stage, name).marks.day.get_text())
    assert day == ([activity("walking").cycles] if is_walking else [])


@every_state
def test_the_two_honest_sentences_are_in_the_text_alternative_too(name):
    for sentence in stress_ladder.honest_sentences():
        assert sentence in stress_ladder.text_alternative(STATES[name])


def test_the_picture_says_itself_that_it_proves_nothing_about_massage():
    one, other = stress_ladder.honest_sentences()
    assert "dent a tendon" in one
    assert "not pulling along" in other
    assert "proves nothing about massage directly" in other


@both_layouts
def test_the_two_honest_sentences_never_leave_the_picture(layout, kept):
    stage = kept[layout]
    for state in STATES.values():
        stage.pixels(state)
        texts = stage._drawing.figure.findobj(Text)
        written = [shown(text) for text in texts if text.get_visible()]
        assert " ".join(stress_ladder.honest_sentences()) in written


def test_every_state_is_told_apart_in_words():
    said = [stress_ladder.text_alternative(state) for state in STATES.values()]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("name", ["what_if", "what if nothing", "what if a trace", "what if all"])
def test_the_thought_experiment_is_never_told_as_a_finding(name):
    for said in (
        stress_ladder.read_out(STATES[name]),
        stress_ladder.text_alternative(STATES[name]),
    ):
        if STATES[name].what_if.rebuild_pct == 0:
            assert "because we decided so" in said
        else:
            assert "If one massage were worth" in said
            assert "in this model" in said


@pytest.mark.parametrize("name", ["what_if", "what if a trace", "what if all"])
def test_the_card_gives_gain_and_people_of_the_thought_experiment(name, stage):
    what_if = STATES[name].what_if
    found = numbers(shown(handles(stage, name).what_if_words))
    assert round(what_if.massage_gain_pct, 1) in found
    assert float(f"{what_if.people_per_group:.2g}") in found
    assert value("M001").value in found


# The ladder


@every_state
def test_hand_and_step_stand_at_their_stress(name, stage):
    state, now = STATES[name], handles(stage, name)
    plan, marks = now.plan, now.marks
    assert marks.hand.get_ydata()[0] == pytest.approx(plan.up(state.against.hand_mpa))
    step = plan.up(state.against.rung.stress_mpa)
    assert marks.chosen.get_ydata()[0] == pytest.approx(step)
    assert list(marks.gap.get_ydata()) == pytest.approx([plan.up(state.against.hand_mpa), step])
    assert numbers(marks.times.get_text()) == [round(state.against.times_more)]
    assert numbers(marks.hand_words.get_text()) == [round(state.hand_kg_per_cm2, 1)]


@every_state
def test_methods_that_disagree_are_drawn_and_told(name, stage):
    state, now = STATES[name], handles(stage, name)
    one = state.against.rung
    assert now.marks.methods.get_visible() == one.has_range
    drawn = list(now.marks.methods.get_ydata())
    assert drawn == pytest.approx([now.plan.up(one.low_mpa), now.plan.up(one.high_mpa)])
    said = stress_ladder.read_out(state)
    is_ladder = state.card is stress_ladder.Card.LADDER
    assert ("Together with published values:" in said) == (one.has_range and is_ladder)
    is_above = one.high_mpa > rung("breaking").stress_mpa
    assert ("above the textbook breaking stress" in said) == (is_above and is_ladder)


def test_the_axis_is_logarithmic_and_holds_every_rung(stage):
    plan = stage._drawing.handles.plan
    decades = np.diff([plan.up(10.0**power) for power in range(-3, 3)])
    assert decades == pytest.approx(decades[0])
    for name in (*pulls(), "friction_massage", "light_massage"):
        one = rung(name)
        assert plan.bottom <= plan.up(one.low_mpa) <= plan.up(one.high_mpa) <= plan.top


@both_layouts
@pytest.mark.parametrize("against", pulls())
def test_the_box_frames_the_name_of_what_is_compared(layout, against, kept):
    stage = kept[layout]
    stage.pixels(at(2.3, against))
    box = stage._drawing.handles.marks.box
    written = stress_ladder.short_name(rung(against))
    (name,) = [t for t in stage._drawing.figure.findobj(Text) if t.get_text() == written]
    x, y = name.get_position()
    assert box.get_y() < y < box.get_y() + box.get_height()
    assert box.get_x() <= x <= box.get_x() + box.get_width()


@both_layouts
def test_direction_is_written_and_not_only_coloured(layout, kept):
    stage = kept[layout]
    heads = [shown(text) for text in stage._drawing.figure.findobj(Text)]
    assert any(head.startswith("↓") and "across" in head for head in heads)
    assert any(head.startswith("↔") and "along" in head for head in heads)


# Cards and hands


@every_state
def test_one_card_is_shown_and_no_other(name, stage):
    cards = handles(stage, name).cards
    for card, artists in cards.items():
        assert {artist.get_visible() for artist in artists} == {card is STATES[name].card}


def test_second_hand_flow_is_called_so(stage):
    written = " ".join(
        shown(artist)
        for artist in handles(stage, "blood").cards[Card.BLOOD]
        if isinstance(artist, Text)
    )
    assert value("M054").label_note == "second-hand"
    assert "second-hand" in written
    for row in ("M051", "M053", "M054", "M054b"):
        assert value(row).value in numbers(written)


def test_the_animals_are_called_rats_and_their_ligament_a_ligament(stage):
    now = handles(stage, "animals")
    written = " ".join(shown(a) for a in now.cards[Card.ANIMALS] if isinstance(a, Text))
    assert "KNEE LIGAMENT" in value("M151").population
    assert "knee ligament of rats" in written
    assert {value("M151").value, value("M153").value} <= set(numbers(written))
    assert {part.get_visible() for part in now.rat} == {True}
    assert {part.get_visible() for part in now.sign.leg} == {False}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("thumb", "tendon below the kneecap"),
        ("knots", "tendon below the kneecap"),
        ("blood", "leg and thigh muscle"),
        ("animals", "knee of a rat"),
        ("what_if", "calf muscle"),
    ],
)
def test_the_sign_says_where_the_hands_were(name, place, stage):
    sign = handles(stage, name).sign
    assert shown(sign.place) == place
    said = stress_ladder.text_alternative(STATES[name])
    assert f"Where the hands were: {place}. {shown(sign.sentence)}" in said


def test_leg_and_hand_come_back_after_the_rat(stage):
    handles(stage, "animals")
    now = handles(stage, "thumb")
    assert {part.get_visible() for part in (*now.sign.leg, now.sign.hand, now.sign.mark)} == {True}
    assert {part.get_visible() for part in now.rat} == {False}


def test_every_row_drawn_may_be_shown():
    for row in stress_ladder.SOURCES:
        assert value(row).is_printable


# The kept figure


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(layout, kept):
    for name in ("animals", "what_if", "blood", "knots", "thumb"):
        kept[layout].pixels(STATES[name])
    for name in ("what_if", "knots", "animals", "blood", "firm"):
        fresh = Stage(stress_ladder, layout)
        assert np.array_equal(kept[layout].pixels(STATES[name]), fresh.pixels(STATES[name])), name


@pytest.mark.parametrize("name", ["knots", "what_if", "firm"])
def test_a_saved_figure_has_the_words_of_its_card_and_of_no_other(name):
    state = STATES[name]
    saved = vector(stress_ladder, "wide", state, name="one", title="one", licence="one")
    titles = {
        Card.LADDER: "A hand and a step",
        Card.KNOTS: "Knots and scar: pushed out?",
        Card.WHAT_IF: "What if massage did rebuild?",
    }
    drawn = saved.partition("<defs>")[2]
    for card, title in titles.items():
        assert drawn.count(title) == (card is state.card)


@both_layouts
def test_no_word_of_the_figure_is_cut_off_and_none_overlap(layout, kept):
    stage = kept[layout]
    edge = stage._drawing.figure.bbox
    renderer = stage._canvas.get_renderer()
    for name, state in STATES.items():
        stage.pixels(state)
        found = [
            (text, text.get_window_extent(renderer))
            for text in stage._drawing.figure.findobj(Text)
            if text.get_visible() and text.get_text().strip()
        ]
        for text, box in found:
            assert box.x0 >= -1, (name, text)
            assert box.x1 <= edge.x1 + 1, (name, text)
            assert box.y0 >= -1, (name, text)
            assert box.y1 <= edge.y1 + 1, (name, text)
        for (one, box), (other, its_box) in combinations(found, 2):
            overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
            assert overlap is None, f"{name}: {one.get_text()!r} and {other.get_text()!r}"


@both_layouts
def test_the_words_of_a_card_stay_in_its_frame(layout, kept):
    stage = kept[layout]
    renderer = stage._canvas.get_renderer()
    dots = stress_ladder.LAYOUTS[layout].dots_per_inch
    for name, state in STATES.items():
        stage.pixels(state)
        now = stage._drawing.handles
        left, bottom, width, height = now.plan.card
        for artist in now.cards[state.card]:
            if isinstance(artist, Text) and artist.get_text():
                box = artist.get_window_extent(renderer)
                assert box.x0 >= dots * left, (name, artist)
                assert box.x1 <= dots * (left + width), (name, artist)
                assert box.y0 >= dots * bottom, (name, artist)
                assert box.y1 <= dots * (bottom + height), (name, artist)
