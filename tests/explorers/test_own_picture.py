"""A learner's own picture: by path, by bytes, and through the messages of the page."""

import base64
import io
import re

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from PIL import Image

import tendon_teaching
from tendon_teaching.explorers import own_picture
from tendon_teaching.explorers.own_picture import LARGEST_UPLOAD_MB, Examination, OwnPicture
from tendon_teaching.figures import fibres
from tendon_teaching.models.orientation import analyse_picture
from tendon_teaching.models.picture_file import read_picture


def stripes(slope=0.0):
    """Lines that rise by ``slope`` as seen, rows counting downwards."""
    rows, columns = np.mgrid[:96, :128]
    return np.round(120 + 100 * np.sin((rows + slope * columns) / 2)).astype("uint8")


def noise():
    return np.random.default_rng(3).integers(0, 255, (96, 128), dtype="uint8")


def saved(picture, kind="PNG", **options):
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def two_frames(kind):
    frames = [Image.fromarray(np.roll(stripes(), shift, axis=0)) for shift in (0, 5)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def with_nan():
    values = stripes().astype("float32")
    values[40, 40] = np.nan
    return saved(values, "TIFF")


class Page:
    """Stands for the page: sends a file and hears what comes back."""

    def __init__(self, widget, monkeypatch):
        self.widget = widget
        self.heard = []
        monkeypatch.setattr(
            widget, "send", lambda content, buffers=None: self.heard.append((content, buffers))
        )

    def says(self, message, buffers):
        before = len(self.heard)
        self.widget._hear(self.widget, message, buffers)
        assert len(self.heard) == before + 1, "each message is answered once"
        return self.heard[-1]

    def chooses(self, data, name="mine.png", **changes):
        message = {"kind": "examine", "id": "x-1", "name": name, "layout": "wide", "scale": 1.0}
        return self.says({**message, **changes}, [memoryview(data)])


@pytest.fixture
def page(monkeypatch):
    return Page(OwnPicture(), monkeypatch)


# By path or bytes


def test_a_path_and_the_bytes_of_a_file_are_examined_alike(tmp_path):
    path = tmp_path / "grass.png"
    path.write_bytes(saved(stripes(1.0)))
    by_path, by_bytes = tendon_teaching.examine(path), tendon_teaching.examine(path.read_bytes())
    assert isinstance(by_path, Examination)
    assert by_path.picture.name == "grass.png"
    assert "grass.png" in by_path.read_out
    for found in (by_path, by_bytes):
        alignment = found.view.analysis.alignment
        assert alignment.mean_deg == pytest.approx(45, abs=1)
        assert f"index {alignment.index:.2f}" in found.read_out


def test_an_examination_shows_lines_words_and_limits():
    shown = tendon_teaching.examine(saved(stripes()))
    assert shown.view.direction_lines
    bundle, metadata = shown._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.size == (1200, 540)
    assert metadata["image/png"]["alt"] == shown.text_alternative
    for warning in shown.warnings:
        assert warning in bundle["text/plain"]
        assert warning in bundle["text/html"]
    assert bundle["text/plain"].startswith(shown.read_out)
    assert 'alt="' in bundle["text/html"]


def test_the_same_picture_is_shown_in_the_same_way():
    first, second = (tendon_teaching.examine(saved(stripes())) for _again in range(2))
    assert first._repr_mimebundle_() == second._repr_mimebundle_()


def test_what_was_done_to_the_picture_is_told():
    colours = np.stack((stripes(), stripes() // 2, 255 - stripes()), axis=-1)
    shown = tendon_teaching.examine(saved(colours))
    assert shown.notes
    for note in shown.notes:
        assert note in repr(shown)


def test_a_name_cannot_bring_markup_into_the_page():
    picture = read_picture(saved(stripes()), "<b>&$x$.png")
    page = Examination(picture)._repr_mimebundle_()[0]["text/html"]
    assert "<b>" not in page
    assert "&lt;b&gt;&amp;" in page


def test_the_limits_are_named():
    told = " ".join(own_picture.what_the_number_does_not_mean())
    for word in ("window", "flat slice", "health", "pain", "no diagnosis"):
        assert word in told


def test_a_bad_picture_is_a_value_error_with_its_sentence(tmp_path):
    with pytest.raises(ValueError, match="There is no file"):
        tendon_teaching.examine(tmp_path / "missing.png")
    with pytest.raises(ValueError, match="is not a picture"):
        tendon_teaching.examine(b"hello")


# Chosen in the notebook


def test_without_a_picture_there_is_a_place_to_choose_one():
    assert isinstance(tendon_teaching.examine(), OwnPicture)


def test_a_chosen_picture_is_answered_with_figure_and_words(page):
    content, (picture,) = page.chooses(saved(stripes()))
    view = fibres.FibreView(
        read_picture(saved(stripes()), "mine.png"),
        analyse_picture(stripes() / 255),
        direction_lines=True,
    )
    assert (content["kind"], content["id"]) == ("examined", "x-1")
    assert content["read_out"] == fibres.read_out(view)
    assert content["alt"] == fibres.text_alternative(view)
    assert Image.open(io.BytesIO(picture)).size == (800, 360)


def test_layout_and_sharpness_are_those_the_page_has_room_for(page):
    _content, (picture,) = page.chooses(saved(stripes()), layout="narrow", scale=2.0)
    assert Image.open(io.BytesIO(picture)).size == (720, 1120)


@pytest.mark.parametrize(
    "data",
    [
        saved(stripes().astype("uint16") * 200),
        saved(np.dstack((stripes(), np.full_like(stripes(), 200)))),
        saved(np.stack([stripes()] * 3, axis=-1), "JPEG"),
        saved(stripes().astype("float32"), "TIFF"),
    ],
    ids=["16 bits", "alpha", "jpeg", "numbers"],
)
def test_other_kinds_of_pictures_are_read(page, data):
    content, _buffers = page.chooses(data)
    assert content["kind"] == "examined"
    assert "index 1.00" in content["read_out"]


REFUSED = {
    "empty": (lambda: b"", "is empty"),
    "text": (lambda: b"a letter, not a picture", "is not a picture"),
    "gif": (lambda: saved(stripes(), "GIF"), "GIF file; it must be PNG"),
    "animated gif": (lambda: two_frames("GIF"), "holds several pictures"),
    "animated png": (lambda: two_frames("PNG"), "holds several pictures"),
    "stack": (lambda: two_frames("TIFF"), "holds several pictures"),
    "cut off": (lambda: saved(noise())[:1000], "is damaged"),
    "many pixels": (lambda: saved(Image.new("1", (4100, 4000))), "16 million pixels"),
    "many bytes": (
        lambda: saved(stripes()) + bytes(LARGEST_UPLOAD_MB * 1_000_000),
        f"more than {LARGEST_UPLOAD_MB} MB",
    ),
    "small": (lambda: saved(stripes()[:40]), "at least 64 px"),
    "one colour": (lambda: saved(np.full((80, 80), 90, "uint8")), "has one colour everywhere"),
    "transparent": (
        lambda: saved(np.dstack((stripes(), 0 * stripes()))),
        "has one colour everywhere",
    ),
    "nan": (with_nan, "not finite (NaN or infinite)"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_a_picture_that_cannot_be_used_gets_one_clear_answer(page, which):
    make, words = REFUSED[which]
    content, buffers = page.chooses(make())
    assert (content["kind"], content["id"]) == ("refused", "x-1")
    assert buffers is None
    assert "mine.png" in content["text"]
    assert words in content["text"]
    assert content["text"].endswith(".")
    # And the next one is read as if nothing had happened.
    assert page.chooses(saved(stripes()))[0]["kind"] == "examined"


@pytest.mark.parametrize(
    ("message", "buffers"),
    [
        ({}, []),
        ("examine", []),
        (None, None),
        ({"kind": "examine", "layout": "wide"}, None),
        ({"kind": "examine", "layout": "wide", "scale": "x"}, []),
        ({"kind": "examine", "layout": "wide"}, [b"1", b"2"]),
        ({"kind": "examine", "layout": ["wide"]}, [b"1"]),
        ({"kind": "else", "layout": "wide"}, [b"1"]),
    ],
)
def test_a_strange_message_is_answered_and_does_no_harm(page, message, buffers):
    content, _picture = page.says(message, buffers)
    assert content["kind"] == "refused"
    assert content["text"].endswith(".")


def test_a_fault_of_ours_is_said_in_the_view_and_noted_for_us(page, monkeypatch, caplog):
    def fault(_data, _name):
        raise RuntimeError("inside")

    monkeypatch.setattr(own_picture, "read_picture", fault)
    content, _buffers = page.chooses(saved(stripes()))
    assert content["kind"] == "refused"
    assert "inside" not in content["text"]
    assert "inside" in caplog.text


def test_nothing_of_a_picture_is_kept(page):
    before = dict(vars(page.widget)), page.widget.get_state()
    page.chooses(saved(stripes()))
    assert (dict(vars(page.widget)), page.widget.get_state()) == before


def test_nothing_is_written(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    page.chooses(saved(stripes()))
    assert list(tmp_path.iterdir()) == []


# Saved forms and words


def test_the_saved_form_is_a_sentence_without_an_address():
    bundle, _metadata = OwnPicture()._repr_mimebundle_()
    assert bundle["text/plain"] == repr(OwnPicture())
    assert not re.search("0x[0-9a-f]+", bundle["text/plain"])
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_page_knows_how_much_it_may_send():
    spec = OwnPicture().spec
    assert spec["mostBytes"] == LARGEST_UPLOAD_MB * 1_000_000
    assert spec["mostBytes"] < 10 * 1024**2  # where Jupyter's server hangs up
    assert set(spec["layouts"]) == set(fibres.LAYOUTS)


def test_every_text_of_the_page_is_used_by_it():
    for name in OwnPicture().spec["texts"]:
        assert f"texts.{name}" in OwnPicture._esm, name


def test_every_word_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    widget, shown = OwnPicture(), tendon_teaching.examine(saved(stripes()))
    said = [repr(widget), *widget.spec["texts"].values(), *widget.spec["warnings"]]
    said += [shown.read_out, shown.text_alternative, *repr(shown).split("\n")]
    assert len(said) > 15
    assert [text for text in said if untranslated(text)] == []
