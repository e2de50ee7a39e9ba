"""Chance that belongs to a person: the same whoever else is followed, and in whatever order."""

import math
from typing import Any

import numpy as np

from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.patients import Patients

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_DAYS_STREAM, _NOISE_STREAM_1, _NOISE_STREAM_2 = 1, 2, 3


def _hashed(seed: int, stream: int, keys: Any, moments: Any) -> FloatArray:
    """Numbers in (0, 1) that depend on seed, stream, person and moment only (splitmix64).

    A generator drawn in order would tie a person's chance to the people before them.
    """
    people = np.atleast_1d(np.asarray(keys)).astype(np.uint64)
    start = np.uint64((seed * 4 + stream) & 0xFFFFFFFFFFFFFFFF)
    with np.errstate(over="ignore"):
        person = _mixed(_mixed(start * _STEP) + people * _STEP)
        moment = np.asarray(moments).astype(np.uint64)[:, None] + np.uint64(1)
        mixed = _mixed(person[None, :] + moment * _STEP)
    numbers: FloatArray = ((mixed >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53
    return numbers


def _mixed(number: Any) -> Any:
    number = (number ^ (number >> np.uint64(30))) * _MIX_1
    number = (number ^ (number >> np.uint64(27))) * _MIX_2
    return number ^ (number >> np.uint64(31))


def daily_chances(seed: int, patients: Patients, days: int) -> Any:
    """Numbers in (0, 1): a list of floats for one patient, else (days, patients)."""
    drawn = _hashed(seed, _DAYS_STREAM, patients.key, np.arange(days))
    return drawn[:, 0].tolist() if patients.is_single else drawn


def normal_noise(seed: int, patients: Patients, weeks: Any) -> FloatArray:
    """Normal numbers, mean 0 and spread 1, of shape (weeks, patients)."""
    one = _hashed(seed, _NOISE_STREAM_1, patients.key, weeks)
    other = _hashed(seed, _NOISE_STREAM_2, patients.key, weeks)
    normal: FloatArray = np.sqrt(-2 * np.log(one)) * np.cos(2 * math.pi * other)
    return normal
