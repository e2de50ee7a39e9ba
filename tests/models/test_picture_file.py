"""Reading a learner's own picture: what is accepted, what is told, what is refused."""

import gc
import hashlib
import io
import os
import struct
import tempfile
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.straight_lines import stripes
from PIL import Image

from tendon_teaching.models.orientation import analyse_picture
from tendon_teaching.models.picture_file import (
    CollagenPicture,
    Picture,
    collagen_picture,
    read_picture,
)

GREY = np.round(100 + 80 * stripes(30)).astype("uint8")  # 96 rows, 128 columns
COLOUR = np.stack((GREY, GREY // 2, 255 - GREY), axis=-1)


def saved(picture: np.ndarray | Image.Image, kind: str = "PNG", **options: object) -> bytes:
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def direction_deg(picture: Picture) -> float:
    return analyse_picture(picture.image).alignment.mean_deg


def message(source: object, name: str = "mine.png") -> str:
    """The one sentence or two that a learner reads when a picture is refused."""
    with pytest.raises(ValueError, match=r"\S") as caught:
        read_picture(source, name)  # type: ignore[arg-type]
    assert type(caught.value) is ValueError
    return str(caught.value)


# --- what is accepted --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_grey_pictures_come_back_as_they_were(kind: str) -> None:
    found = read_picture(saved(GREY, kind))
    assert found.image == pytest.approx(GREY / 255)
    assert (found.width_px, found.height_px) == (128, 96)
    assert found.notes == ()


def test_jpeg_keeps_directions() -> None:
    found = read_picture(saved(GREY, "JPEG", quality=90))
    assert found.image == pytest.approx(GREY / 255, abs=0.05)
    assert direction_deg(found) == pytest.approx(30, abs=0.5)


def test_colours_become_as_bright_as_they_look() -> None:
    found = read_picture(saved(COLOUR))
    expected = COLOUR @ [0.299, 0.587, 0.114] / 255
    assert found.image == pytest.approx(expected)
    assert found.was_colour
    assert "Colours" in found.notes[0]


def test_a_dark_false_colour_keeps_its_fine_steps() -> None:
    blue = np.zeros((96, 128, 3), dtype="uint8")
    blue[..., 2] = np.round(8 + 7 * stripes(30))
    assert np.unique(read_picture(saved(blue)).image).size == np.unique(blue[..., 2]).size


def test_grey_saved_as_colour_is_grey() -> None:
    found = read_picture(saved(np.stack((GREY, GREY, GREY), axis=-1)))
    assert found.image == pytest.approx(GREY / 255)
    assert not found.was_colour
    assert found.notes == ()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("brightest", [65535, 4095])
def test_sixteen_bits_are_scaled_and_not_cut_off(kind: str, brightest: int) -> None:
    deep = np.round(brightest * (0.5 + 0.5 * stripes(30))).astype("uint16")
    found = read_picture(saved(deep, kind))
    assert found.image == pytest.approx(deep / 65535)
    assert direction_deg(found) == pytest.approx(30, abs=0.5)
    assert found.notes == ()


def test_sixteen_bits_the_other_way_round_are_read_too() -> None:
    deep = np.round(60000 * (0.5 + 0.5 * stripes(30))).astype(">u2")
    image = Image.frombytes("I;16B", (128, 96), deep.tobytes())
    assert read_picture(saved(image, "TIFF")).image == pytest.approx(deep / 65535)


@pytest.mark.parametrize("kind", ["float32", "int32"])
def test_numbers_without_a_scale_run_from_black_to_white(kind: str) -> None:
    values = (1e5 * stripes(30) - 3e5).astype(kind)
    found = read_picture(saved(values, "TIFF"))
    assert found.image.min() == 0
    assert found.image.max() == 1
    assert direction_deg(found) == pytest.approx(30, abs=0.5)
    assert "darkest value" in found.notes[0]


@pytest.mark.parametrize("mode", ["1", "P", "LA", "PA", "CMYK", "YCbCr"])
def test_rarer_kinds_of_colour_are_read(mode: str) -> None:
    base = Image.fromarray(GREY).convert("RGB")
    if mode in ("CMYK", "YCbCr"):
        data = saved(base.convert(mode), "JPEG" if mode == "CMYK" else "TIFF")
    elif mode == "PA":
        data = saved(base.convert("P").convert("PA"), "TIFF")
    else:
        data = saved(base.convert(mode))
    assert direction_deg(read_picture(data)) == pytest.approx(30, abs=1.5)


def test_transparent_parts_count_as_black() -> None:
    alpha = np.full_like(GREY, 255)
    alpha[:, 64:] = 0
    found = read_picture(saved(np.dstack((GREY, GREY, GREY, alpha))))
    assert found.image[:, :64] == pytest.approx(GREY[:, :64] / 255)
    assert not found.image[:, 64:].any()
    assert found.notes == ("Transparent parts count as black.",)


def test_half_transparent_parts_are_half_as_bright() -> None:
    found = read_picture(saved(np.dstack((GREY, np.full_like(GREY, 128)))))
    assert found.image == pytest.approx(GREY / 255 * 128 / 255, abs=0.005)


def test_a_colour_declared_transparent_counts_as_black() -> None:
    found = read_picture(saved(GREY, transparency=int(GREY[0, 0])))
    assert found.was_transparent
    hidden = np.equal(GREY, GREY[0, 0])
    assert not found.image[hidden].any()


def test_transparency_that_hides_nothing_is_not_mentioned() -> None:
    found = read_picture(saved(np.dstack((GREY, np.full_like(GREY, 255)))))
    assert found.image == pytest.approx(GREY / 255)
    assert found.notes == ()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_the_turn_a_camera_noted_is_made_once(kind: str) -> None:
    image = Image.fromarray(GREY)
    note = image.getexif()
    note[274] = 6  # lies on its side; turn clockwise
    found = read_picture(saved(image, kind, exif=note))
    assert (found.width_px, found.height_px) == (96, 128)
    assert (found.original_width_px, found.original_height_px) == (96, 128)
    assert direction_deg(found) == pytest.approx(30 - 90, abs=0.5)


def test_a_telephone_picture_with_a_second_view_is_read() -> None:
    first, second = Image.fromarray(COLOUR), Image.fromarray(COLOUR[::-1].copy())
    data = saved(first, "MPO", save_all=True, append_images=[second])
    assert direction_deg(read_picture(data)) == pytest.approx(30, abs=1)


def test_large_pictures_are_made_smaller_and_it_is_said() -> None:
    large = np.round(100 + 80 * stripes(30, height_px=1200, width_px=2400)).astype("uint8")
    found = read_picture(saved(large))
    assert (found.width_px, found.height_px) == (1024, 512)
    assert "from 2400 × 1200 px to 1024 × 512 px" in found.notes[0]
    assert direction_deg(found) == pytest.approx(30, abs=0.5)
    assert large.min() / 255 <= found.image.min()
    assert found.image.max() <= large.max() / 255


def test_sixteen_bits_stay_fine_when_made_smaller() -> None:
    deep = np.round(100 + 80 * stripes(30, height_px=1100, width_px=1100)).astype("uint16")
    found = read_picture(saved(deep))
    assert found.was_scaled
    assert direction_deg(found) == pytest.approx(30, abs=0.5)


@pytest.mark.parametrize("shape", [(64, 64), (64, 1024), (1024, 1024)])
def test_pictures_at_the_edge_of_what_is_allowed(shape: tuple[int, int]) -> None:
    image = np.round(100 + 80 * stripes(30, height_px=shape[0], width_px=shape[1]))
    assert read_picture(saved(image.astype("uint8"))).image.shape == shape


@pytest.mark.parametrize("wrap", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_taken(wrap: Callable[[bytes], bytes]) -> None:
    assert read_picture(wrap(saved(GREY))).image.shape == (96, 128)


def test_a_path_brings_its_name(tmp_path: Path) -> None:
    path = tmp_path / "my tendon ä.png"
    path.write_bytes(saved(GREY))
    for source in (path, str(path)):
        found = read_picture(source)
        assert found.name == "my tendon ä.png"
        assert found.image.shape == (96, 128)


def test_the_ending_of_a_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(saved(GREY, "PNG"))
    assert read_picture(path).image.shape == (96, 128)


def test_results_are_locked() -> None:
    with pytest.raises(ValueError, match="read-only"):
        read_picture(saved(GREY)).image[0] = 1


# --- nothing is kept ---------------------------------------------------------------------------


def test_the_file_is_let_go_of(tmp_path: Path) -> None:
    path, broken = tmp_path / "picture.tif", tmp_path / "broken.png"
    path.write_bytes(saved(GREY, "TIFF"))
    broken.write_bytes(saved(GREY)[:200])
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        read_picture(path)
        message(broken)
        gc.collect()
    path.rename(tmp_path / "moved.tif")
    broken.unlink()
    assert sorted(os.listdir(tmp_path)) == ["moved.tif"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_no_file_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(saved(GREY))
    read_picture(path)
    held = [os.path.realpath(f"/proc/self/fd/{entry}") for entry in os.listdir("/proc/self/fd")]
    assert str(path.resolve()) not in held


def test_no_temporary_file_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a temporary file was asked for")

    for maker in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, maker, refuse)
    for kind in ("PNG", "JPEG", "TIFF"):
        read_picture(saved(GREY, kind))


def test_reading_changes_no_warning_filter_and_warns_nobody() -> None:
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        read_picture(saved(GREY, "TIFF"))
        message(saved(GREY, "TIFF")[:5000])
    assert not heard
    assert list(warnings.filters) == before


# --- what is refused ---------------------------------------------------------------------------


def bomb() -> bytes:
    """A picture of 60,000 × 60,000 pixels in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def not_finite(value: float) -> bytes:
    values = stripes(30).astype("float32")
    values[40, 40] = value
    return saved(values, "TIFF")


def several(kind: str) -> bytes:
    frames = [Image.fromarray(np.roll(GREY, shift, axis=0)) for shift in (0, 5)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "empty": (lambda: b"", "mine.png is empty"),
    "text": (lambda: b"hello, this is a letter", "mine.png is not a picture"),
    "pdf": (lambda: b"%PDF-1.7 and so on" * 10, "must be a PNG, JPEG or TIFF file"),
    "noise": (lambda: bytes(range(256)) * 40, "Open it in any picture program"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
    "gif": (lambda: saved(GREY, "GIF"), "mine.png is a GIF file; it must be PNG"),
    "webp": (lambda: saved(GREY, "WEBP"), "mine.png is a WEBP file; it must be PNG"),
    "bmp": (lambda: saved(GREY, "BMP"), "mine.png is a BMP file; it must be PNG"),
    "moving gif": (lambda: several("GIF"), "holds several pictures"),
    "moving webp": (lambda: several("WEBP"), "holds several pictures"),
    "moving png": (lambda: several("PNG"), "holds several pictures"),
    "stack": (lambda: several("TIFF"), "Save the one you want as a PNG"),
    "cut png": (lambda: saved(GREY)[:1000], "mine.png is damaged"),
    "cut jpeg": (lambda: saved(GREY, "JPEG")[:1500], "mine.png is damaged"),
    "cut tiff": (lambda: saved(GREY, "TIFF")[:3000], "mine.png is damaged"),
    "many bytes": (lambda: saved(GREY) + bytes(20_000_000), "has more than 20 MB"),
    "many pixels": (
        lambda: saved(Image.new("1", (4100, 4000))),
        "more than 16 million pixels, the most that is read. Save it smaller",
    ),
    "bomb": (bomb, "more than 16 million pixels"),
    "small": (lambda: saved(GREY[:63]), "is 128 × 63 px; each side must have at least 64 px"),
    "strip": (
        lambda: saved(np.tile(GREY[:80], (1, 10))[:70]),
        "is 1280 × 70 px; each side must have at least 64 px, and the long one at most 16 times",
    ),
    "black": (lambda: saved(np.zeros_like(GREY)), "has one colour everywhere"),
    "green": (lambda: saved(np.full((80, 80, 3), (0, 90, 0), "uint8")), "has one colour"),
    "grey deep": (lambda: saved(np.full((80, 80), 700, "uint16")), "has one colour everywhere"),
    "flat numbers": (lambda: saved(np.full((80, 80), -7.5, "float32"), "TIFF"), "has one colour"),
    "clear": (lambda: saved(np.dstack((GREY, 0 * GREY))), "has one colour everywhere"),
    "nan": (lambda: not_finite(np.nan), "not finite (NaN or infinite)"),
    "infinite": (lambda: not_finite(-np.inf), "Replace them by 0 and save it again"),
    "number": (lambda: 7, "source is a int; give the path"),
    "nothing": (lambda: None, "source is a NoneType"),
    "array": (lambda: GREY, "source is a ndarray"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_a_picture_that_cannot_be_used_is_refused_in_plain_words(which: str) -> None:
    make, words = REFUSED[which]
    said = message(make())
    assert words in said
    assert said.endswith(".")
    assert "\n" not in said


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "There is no file" in message(tmp_path / "missing.png")
    assert "There is no file" in message(tmp_path)
    assert "There is no file" in message("")
    assert "There is no file" in message("a\0b.png")


def test_a_file_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.png"
    path.write_bytes(saved(GREY))

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be opened (Permission denied); copy" in message(path)


def test_a_file_with_too_many_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "heavy.png"
    with path.open("wb") as file:
        file.truncate(21_000_000)
    assert "has more than 20 MB" in message(path)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.sampled_from(["PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12),
    st.floats(0.05, 1),
)
def test_a_spoilt_file_is_read_or_refused_but_never_crashes(
    kind: str, spoilt: list[tuple[float, int]], kept: float
) -> None:
    data = bytearray(saved(GREY, kind))
    for place, byte in spoilt:
        # Most of what can go wrong is in the head of a file.
        data[int(place**4 * (len(data) - 1))] = byte
    told = None
    try:
        found = read_picture(bytes(data[: int(kept * len(data)) + 1]), "spoilt")
    except ValueError as refusal:
        told = refusal
    if told is None:
        assert np.isfinite(found.image).all()
        assert np.ptp(found.image) > 0
    else:
        assert type(told) is ValueError
        assert "spoilt" in str(told)


# --- the pictures of the kit -------------------------------------------------------------------

PIXELS = {
    CollagenPicture.MIXED: "fe6cf697efddbb100721de4b020ae5ab48053df015df402b27ceabbdfaca2817",
    CollagenPicture.WAVY: "b921c14086e729c70dfad3b089245d8c91d5cabd3a3a2c11892e056765781016",
    CollagenPicture.SPARSE: "a7bae4ae3228f0011d9213d4e89b8e21e0ce47e26336b846852ab76d77159c06",
}
"""SHA-256 of the 512 × 512 bytes of the original pictures."""


@pytest.mark.parametrize("which", CollagenPicture)
def test_real_pictures_are_those_that_were_published(which: CollagenPicture) -> None:
    found = collagen_picture(which)
    pixels = np.round(255 * found.image).astype("uint8")
    assert pixels.shape == (512, 512)
    assert hashlib.sha256(pixels.tobytes()).hexdigest() == PIXELS[which]
    assert found.notes == ()


@pytest.mark.parametrize("which", CollagenPicture)
def test_real_pictures_are_never_called_tendon(which: CollagenPicture) -> None:
    assert "collagen in a tissue section, not tendon" in which.caption
    assert "BSD 2-Clause" in which.caption
    assert which.text in which.caption


def test_licence_and_origin_travel_with_the_real_pictures() -> None:
    from importlib.resources import files

    folder = files("tendon_teaching.models") / "data" / "shg"
    licence = (folder / "LICENSE-curvelets.txt").read_text(encoding="utf-8")
    assert "Board of Regents" in licence
    assert "Redistribution and use" in licence
    origin = (folder / "README.md").read_text(encoding="utf-8")
    assert "not tendon" in origin
    assert all(which.value in origin for which in CollagenPicture)
