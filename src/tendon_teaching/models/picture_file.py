"""A learner's own picture, and the three real collagen pictures of the kit, as grey values.

A file is read into memory, checked and let go of; nothing is kept, written or sent anywhere.
Whatever is wrong with it becomes one ValueError whose sentence says what, what is allowed and what
to do. Pictures are only ever made smaller and grey; nothing is sharpened or cleaned.
"""

import os
import warnings
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tendon_teaching.models.checks import FloatArray, read_only
from tendon_teaching.models.orientation import SMALLEST_SIDE_PX
from tendon_teaching.texts import _

if TYPE_CHECKING:  # loading it takes time, and drawn pictures do without it
    from PIL.Image import Image

LARGEST_FILE_MB = 20
LARGEST_PICTURE_MPX = 16
LONGEST_SIDE_PX = 1024
"""Larger pictures are made smaller than this before they are analysed."""

_READABLE = ("PNG", "JPEG", "TIFF")
# These are opened only to be able to say what they are.
_NAMED = ("GIF", "WEBP", "BMP")
_PHONE_JPEG = "MPO"  # a JPEG with further views behind the picture
_LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture as grey values from 0 to 1 (rows, columns; read-only), ready to be analysed.

    The original size is that of the file, after turning it the way up its camera noted. The flags
    say what was done to it.
    """

    name: str
    image: FloatArray
    original_width_px: int
    original_height_px: int
    was_colour: bool
    was_transparent: bool
    was_stretched: bool

    @property
    def width_px(self) -> int:
        """Columns that are analysed."""
        return int(self.image.shape[1])

    @property
    def height_px(self) -> int:
        """Rows that are analysed."""
        return int(self.image.shape[0])

    @property
    def was_scaled(self) -> bool:
        """True when the picture was made smaller."""
        return (self.width_px, self.height_px) != (self.original_width_px, self.original_height_px)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to be told about how the picture was read; often nothing."""
        found = []
        if self.was_scaled:
            found.append(
                _(
                    "The picture was made smaller, from {width} × {height} px to "
                    "{new_width} × {new_height} px; very fine fibres may be lost."
                ).format(
                    width=self.original_width_px,
                    height=self.original_height_px,
                    new_width=self.width_px,
                    new_height=self.height_px,
                )
            )
        if self.was_colour:
            found.append(_("Colours were turned into grey by how bright they look."))
        if self.was_transparent:
            found.append(_("Transparent parts count as black."))
        if self.was_stretched:
            found.append(_("The darkest value of the file is shown black, the brightest white."))
        return tuple(found)


class CollagenPicture(StrEnum):
    """The three real pictures of the kit: collagen seen by second-harmonic light, not tendon."""

    MIXED = "2B_D9_ROI1"
    WAVY = "2B_D9_ROI2"
    SPARSE = "2B_H9_SHG1"

    @property
    def text(self) -> str:
        """A short name for the reader."""
        return {
            CollagenPicture.MIXED: _("collagen, mixed directions"),
            CollagenPicture.WAVY: _("collagen, wavy bundles"),
            CollagenPicture.SPARSE: _("collagen, few fibres"),
        }[self]

    @property
    def caption(self) -> str:
        """What has to stand beside the picture wherever it is shown."""
        return _(
            "{name}: collagen in a tissue section, not tendon. Second-harmonic picture "
            "{file} from the test images of CurveAlign, University of Wisconsin-Madison, "
            "BSD 2-Clause licence."
        ).format(name=self.text, file=self.value)


def collagen_picture(which: CollagenPicture) -> Picture:
    """One of the three real pictures, 512 × 512 px."""
    data = files(__package__).joinpath("data", "shg", f"{which.value}.png").read_bytes()
    return read_picture(data, which.value)


def read_picture(source: str | os.PathLike[str] | bytes, name: str = "") -> Picture:
    """Read a PNG, JPEG or TIFF picture from a path, or from the bytes of such a file.

    At most 20 MB and 16 million pixels; at least 64 px a side, also after pictures of more than
    1024 px have been made smaller. Colour becomes grey, 8 and 16 bits are scaled to 0 to 1, other
    numbers from their lowest to their highest; transparent parts become black, and the turn a
    camera noted is made. ``name`` is used in messages; a path brings its own.

    Raises ValueError with one plain sentence for anything that cannot be used: no such file, no
    picture, another format, damaged, too large, too small, several pictures, one colour, values
    that are not finite.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _picture(bytes(source), name or _("The picture"))
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return _picture(_bytes_of(path), name or path.name)
    raise ValueError(
        _("source is a {kind}; give the path of a picture file, or its bytes.").format(
            kind=type(source).__name__
        )
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ValueError(
                _("There is no file {path}; check the folder and the spelling.").format(path=path)
            )
        with path.open("rb") as file:
            return file.read(LARGEST_FILE_MB * 1_000_000 + 1)
    except OSError as problem:
        raise ValueError(
            _("{path} cannot be opened ({reason}); copy the picture somewhere else.").format(
                path=path, reason=problem.strerror
            )
        ) from problem


def _picture(data: bytes, name: str) -> Picture:
    if not data:
        raise ValueError(_("{name} is empty; choose another file.").format(name=name))
    if len(data) > LARGEST_FILE_MB * 1_000_000:
        raise ValueError(
            _(
                "{name} has more than {limit} MB, the most that is read. "
                "Save it smaller, or cut out a part."
            ).format(name=name, limit=LARGEST_FILE_MB)
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # notes of the decoder that no learner can act on
        return _decoded(data, name)


def _decoded(data: bytes, name: str) -> Picture:
    with _opened(data, name) as opened:
        _require_one_picture(opened, name)
    with _opened(data, name) as opened:
        try:
            upright = _turned_upright(opened)
            plain, white, was_transparent = _plain(upright)
        except Exception as problem:  # decoders of strange files raise anything
            raise _damaged(name) from problem
    _require_finite(plain, name)
    values, was_colour = _grey(np.asarray(_scaled(plain, name), dtype=float))
    if white is None:
        values = values - values.min()
    if not np.ptp(values) > 0:
        raise ValueError(
            _(
                "{name} has one colour everywhere, so nothing in it has a direction. "
                "Choose a picture that shows fibres."
            ).format(name=name)
        )
    return Picture(
        name=name,
        image=read_only(np.clip(values / (white or values.max()), 0, 1)),
        original_width_px=plain.width,
        original_height_px=plain.height,
        was_colour=was_colour,
        was_transparent=was_transparent,
        was_stretched=white is None,
    )


def _opened(data: bytes, name: str) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(BytesIO(data), formats=_READABLE + _NAMED)
    except UnidentifiedImageError:
        raise ValueError(
            _(
                "{name} is not a picture that can be read here; it must be a PNG, JPEG or TIFF "
                "file. Open it in any picture program and save it as PNG."
            ).format(name=name)
        ) from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except Exception as problem:  # decoders of strange files raise anything
        raise _damaged(name) from problem


def _require_one_picture(opened: "Image", name: str) -> None:
    if opened.width * opened.height > LARGEST_PICTURE_MPX * 1_000_000:
        raise _too_many_pixels(name)
    if opened.format != _PHONE_JPEG and _has_second_picture(opened, name):
        raise ValueError(
            _(
                "{name} holds several pictures, an animation or a stack; only one can be read. "
                "Save the one you want as a PNG of its own."
            ).format(name=name)
        )
    if opened.format not in (*_READABLE, _PHONE_JPEG):
        raise ValueError(
            _("{name} is a {kind} file; it must be PNG, JPEG or TIFF. Save it as PNG.").format(
                name=name, kind=opened.format
            )
        )


def _has_second_picture(opened: "Image", name: str) -> bool:
    try:
        opened.seek(1)
    except EOFError:
        return False
    except Exception as problem:
        raise _damaged(name) from problem
    return True


def _turned_upright(opened: "Image") -> "Image":
    """The decoded picture, turned the way up its camera noted."""
    from PIL import ImageOps

    opened.load()
    try:
        return ImageOps.exif_transpose(opened)
    except Exception:  # a broken note on the camera is no reason to refuse the picture
        return opened.copy()


def _plain(upright: "Image") -> tuple["Image", float | None, bool]:
    """The picture in one of three kinds, its value of white, and whether it was transparent.

    Kinds are L (grey, 8 bits), RGB and F (grey, any number). No white means that the numbers have
    no scale of their own.
    """
    from PIL import Image

    if upright.mode.startswith("I;16"):
        return upright.convert("F"), 65535.0, False
    if upright.mode in ("I", "F"):
        return upright.convert("F"), None, False
    if upright.has_transparency_data:
        layered = upright.convert("RGBA")
        if layered.getchannel("A").getextrema()[0] != 255:
            black = Image.new("RGBA", layered.size, (0, 0, 0, 255))
            return Image.alpha_composite(black, layered).convert("RGB"), 255.0, True
        return layered.convert("RGB"), 255.0, False
    return upright.convert("L" if upright.mode in ("1", "L") else "RGB"), 255.0, False


def _require_finite(plain: "Image", name: str) -> None:
    if plain.mode == "F" and not np.isfinite(np.asarray(plain)).all():
        raise ValueError(
            _(
                "{name} holds values that are not finite (NaN or infinite); all must be numbers. "
                "Replace them by 0 and save it again."
            ).format(name=name)
        )


def _scaled(plain: "Image", name: str) -> "Image":
    """The picture with at most 1024 px a side."""
    from PIL import Image

    factor = min(1.0, LONGEST_SIDE_PX / max(plain.size))
    size = round(factor * plain.width), round(factor * plain.height)
    if min(size) < SMALLEST_SIDE_PX:
        raise ValueError(
            _(
                "{name} is {width} × {height} px; each side must have at least {least} px, and the "
                "long one at most {times} times as many as the short one. Choose a larger picture, "
                "or cut out a part."
            ).format(
                name=name,
                width=plain.width,
                height=plain.height,
                least=SMALLEST_SIDE_PX,
                times=LONGEST_SIDE_PX // SMALLEST_SIDE_PX,
            )
        )
    # This filter averages without overshooting, so no grey value appears that was not there.
    return plain.resize(size, Image.Resampling.HAMMING) if factor < 1 else plain


def _grey(values: FloatArray) -> tuple[FloatArray, bool]:
    """Brightness of a grey or colour picture, and whether it had any colour."""
    if values.ndim == 2:
        return values, False
    red, green, blue = np.moveaxis(values, 2, 0)
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return red, False
    return _LUMA[0] * red + _LUMA[1] * green + _LUMA[2] * blue, True


def _too_many_pixels(name: str) -> ValueError:
    return ValueError(
        _(
            "{name} has more than {limit} million pixels, the most that is read. "
            "Save it smaller, or cut out a part."
        ).format(name=name, limit=LARGEST_PICTURE_MPX)
    )


def _damaged(name: str) -> ValueError:
    return ValueError(
        _(
            "{name} is damaged or of a rare kind and cannot be read to its end. "
            "Open it in any picture program and save it as PNG."
        ).format(name=name)
    )
