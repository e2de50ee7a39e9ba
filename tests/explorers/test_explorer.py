"""The kernel's half of an explorer, without a page: frames, messages, saved forms, memory."""

import base64
import io
from dataclasses import replace

import pytest
from PIL import Image

from tendon_teaching import explore
from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.explorers.explorer import Explorer, FrameStore
from tendon_teaching.explorers.view import script
from tendon_teaching.figures.stage import Frame

DEFINITION = definition_of("lump_yet_weaker")
START = DEFINITION.at(DEFINITION.scenes[0].values)


class Page:
    """Stands for the page: hears what the explorer sends."""

    def __init__(self, explorer, monkeypatch):
        self.explorer = explorer
        self.heard = []
        monkeypatch.setattr(
            explorer.view,
            "send",
            lambda content, buffers=None: self.heard.append((content, buffers)),
        )

    def says(self, message):
        self.explorer._hear(self.explorer.view, message, [])
        return self.heard[-1]

    def asks(self, state, **changes):
        return self.says(
            {"kind": "ask", "id": "a-1", "key": "k", "at": list(state), "idle": False}
            | {"layout": "wide", "scale": 1.0}
            | changes
        )


@pytest.fixture
def explorer():
    return explore("lump_yet_weaker")


@pytest.fixture
def page(explorer, monkeypatch):
    return Page(explorer, monkeypatch)


def test_hello_is_answered(page):
    assert page.says({"kind": "hello"})[0]["kind"] == "welcome"


def test_an_ask_is_answered_with_the_frame_of_exactly_that_state(page):
    at = DEFINITION.at(DEFINITION.scene("all_of_it").values)
    content, (picture,) = page.asks(at)
    result = DEFINITION.compute(**DEFINITION.values(at))
    assert content["kind"] == "frame"
    assert (content["id"], content["key"], content["idle"]) == ("a-1", "k", False)
    assert content["read_out"] == DEFINITION.figure.read_out(result)
    assert content["alt"] == DEFINITION.figure.text_alternative(result)
    assert Image.open(io.BytesIO(picture)).size == (800, 360)


def test_asking_again_draws_nothing_anew(page, explorer, monkeypatch):
    (first,) = page.asks(START)[1]
    monkeypatch.setattr(explorer, "_stage", lambda *_args: pytest.fail("drawn again"))
    (second,) = page.asks(START)[1]
    assert first is second


@pytest.mark.parametrize(
    "changes",
    [
        {"at": [0, 0, 0]},
        {"at": [0, 0, 0, 0, 0, 99]},
        {"at": [-1, 0, 0, 0, 0, 0]},
        {"at": [0.5, 0, 0, 0, 0, 0]},
        {"at": [True, 0, 0, 0, 0, 0]},
        {"at": "000000"},
        {"layout": "huge"},
        {"scale": 40},
        {"scale": "much"},
        {"scale": float("nan")},
    ],
)
def test_a_malformed_ask_is_answered_in_words_with_its_address(page, changes):
    content, _buffers = page.asks(START, **changes)
    assert content["kind"] == "trouble"
    assert content["id"] == "a-1"
    assert content["text"]


@pytest.mark.parametrize("message", [None, {}, "hello", {"kind": "ask"}, {"kind": "ask", "at": []}])
def test_a_message_without_form_never_raises(page, message):
    assert page.says(message)[0]["kind"] == "trouble"


def test_a_message_of_an_unknown_kind_is_left_alone(page):
    page.explorer._hear(page.explorer.view, {"kind": "song"}, [])
    assert page.heard == []


def test_an_error_in_the_model_is_said_in_the_view(monkeypatch):
    def failing(**_values):
        if failing.armed:
            raise ValueError("swelling_ratio is 9; it must lie between 1 and 3")
        return DEFINITION.compute(**DEFINITION.values(START))

    failing.armed = False
    explorer = Explorer(replace(DEFINITION, compute=failing))
    failing.armed = True
    page = Page(explorer, monkeypatch)
    content, _buffers = page.asks(DEFINITION.at(DEFINITION.scenes[1].values))
    assert content["kind"] == "trouble"
    assert "swelling_ratio is 9" in content["text"]
    assert "Traceback" not in content["text"]


def test_the_frame_store_stays_within_its_bound_and_keeps_what_was_used():
    store = FrameStore(most_bytes=1000)
    frame = Frame(picture=b"x" * 300, mime="image/png", text_alternative="", read_out="")
    for number in range(3):
        store.put(("wide", 1.0, (number,)), frame)
    assert store.get(("wide", 1.0, (0,)))
    store.put(("wide", 1.0, (3,)), frame)
    assert store.bytes_held <= 1000
    assert store.get(("wide", 1.0, (0,)))
    assert store.get(("wide", 1.0, (1,))) is None


def test_putting_a_frame_again_does_not_count_it_twice():
    store = FrameStore(most_bytes=1000)
    frame = Frame(picture=b"x" * 300, mime="image/png", text_alternative="", read_out="")
    for _again in range(5):
        store.put(("wide", 1.0, (0,)), frame)
    assert store.bytes_held == 300


def test_the_bundle_carries_words_a_picture_and_the_live_view(explorer):
    bundle, metadata = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == f"{DEFINITION.title}: {explorer.read_out}"
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.size == (1200, 540)
    assert metadata["image/png"]["alt"] == explorer.text_alternative
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_no_representation_holds_a_memory_address(explorer):
    for text in (repr(explorer), repr(explorer.view)):
        assert " at 0x" not in text


def test_no_frame_is_synchronised_state_but_the_one_poster(explorer):
    explorer.frame(DEFINITION.at(DEFINITION.scenes[1].values))
    sizes = {name: len(str(getattr(explorer.view, name))) for name in explorer.view.keys}
    assert explorer.view.poster["src"].startswith("data:image/png;base64,")
    assert all(size < 50_000 for name, size in sizes.items() if name != "poster")
    assert sizes["poster"] < 120_000


def test_two_explorers_on_a_page_are_told_apart():
    one, other = explore("lump_yet_weaker"), explore("lump_yet_weaker")
    assert one.view.spec["instance"] != other.view.spec["instance"]


def test_an_explorer_can_begin_at_any_scene():
    assert explore("lump_yet_weaker", "only_swollen").values["swelling_ratio"] == 1.47
    with pytest.raises(ValueError, match="only_swollen"):
        explore("lump_yet_weaker", "swollen_only")


def test_go_and_set_move_the_controls(explorer):
    assert explorer.go("all_of_it").values["fibres_lost_pct"] == 14
    assert explorer.set(fibres_lost_pct=20).values["fibres_lost_pct"] == 20
    assert explorer.values["angle_sd_deg"] == 16


def test_set_clamps_to_the_nearest_setting_and_says_so(explorer, capsys):
    explorer.set(swelling_ratio=9)
    assert explorer.values["swelling_ratio"] == 1.6
    assert "1.60" in capsys.readouterr().out
    explorer.set(swelling_ratio=1.2)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("value", ["much", None, float("nan"), True])
def test_set_refuses_what_is_no_number_and_loses_nothing(explorer, value):
    before = explorer.go("only_spread").values
    with pytest.raises(ValueError, match="swelling_ratio"):
        explorer.set(fibres_lost_pct=2, swelling_ratio=value)
    assert explorer.values == before


def test_set_refuses_an_unknown_control_by_naming_the_known_ones(explorer):
    with pytest.raises(ValueError, match="fibres_lost_pct"):
        explorer.set(swelling=1.2)


def test_the_prediction_is_reported_as_its_words(explorer):
    assert explorer.predicted is None
    explorer.view.prediction = 1
    assert explorer.predicted == DEFINITION.prediction.options[1].text
    explorer.view.prediction = -2
    assert explorer.predicted is None


def test_the_script_ends_in_the_one_export_that_the_static_page_replaces():
    assert script().rstrip().endswith("export default { render };")
    assert script().count("export default") == 1
