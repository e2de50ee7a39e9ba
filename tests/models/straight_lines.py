"""Pictures of straight lines drawn without any of the kit's code, whose directions are known."""

import math

import numpy as np


def lines(
    sd_deg: float,
    seed: int = 0,
    *,
    size_px: int = 192,
    count: int = 50,
    blur_px: float = 1.0,
    middle_deg: float = 0.0,
) -> tuple[np.ndarray, float]:
    """A picture of ``count`` equally bright lines, and the spread of the direction drawn in it.

    Directions are normal about ``middle_deg``, anticlockwise from the horizontal. Light falls on
    the four pixels around each point of a line, half a pixel apart.
    """
    rng = np.random.default_rng(seed)
    angle = np.radians(middle_deg + sd_deg * rng.normal(size=(count, 1)))
    middle_x, middle_y = rng.uniform(-0.2 * size_px, 1.2 * size_px, (2, count, 1))
    along = np.arange(-1.7 * size_px, 1.7 * size_px, 0.5)
    x, y = middle_x + along * np.cos(angle), middle_y - along * np.sin(angle)
    inside = (x >= 0) & (x < size_px - 1) & (y >= 0) & (y < size_px - 1)
    doubled = 2 * np.broadcast_to(angle, inside.shape)[inside]
    index = math.hypot(np.cos(doubled).mean(), np.sin(doubled).mean())
    image = np.zeros((size_px, size_px))
    x, y = x[inside], y[inside]
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    for right in (0, 1):
        for down in (0, 1):
            share = abs(1 - right - (x - column)) * abs(1 - down - (y - row))
            np.add.at(image, (row + down, column + right), share)
    spread = math.degrees(math.sqrt(max(0.0, -2 * math.log(min(index, 1.0)))) / 2)
    return _blurred(image, blur_px), spread


def stripes(angle_deg: float, *, height_px: int = 96, width_px: int = 128) -> np.ndarray:
    """Sine waves whose crests run at ``angle_deg``, anticlockwise from the horizontal."""
    across = math.radians(angle_deg + 90)
    x, y = np.arange(width_px), -np.arange(height_px)[:, np.newaxis]
    return np.sin(2 * np.pi * (x * math.cos(across) + y * math.sin(across)) / 9.0)


def _blurred(image: np.ndarray, blur_px: float) -> np.ndarray:
    frequency = np.fft.fftfreq(len(image))
    transfer = np.exp(-2 * (np.pi * blur_px * frequency) ** 2)
    return np.fft.ifft2(np.fft.fft2(image) * np.outer(transfer, transfer)).real
