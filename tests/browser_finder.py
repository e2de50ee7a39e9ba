"""Where the Chromium or Chrome of this machine is; tests never download one."""

import os
import shutil
from pathlib import Path

# Whoever has it elsewhere says so in one of these.
VARIABLES = ("CHROMIUM", "CHROME")
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
MACOS_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PLACES = (
    r"Chromium\Application\chrome.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)


def find_browser() -> str | None:
    """Give the full path of a browser to drive, or None.

    A variable that names something which is not there is an error and not a reason to take
    another browser: ``ValueError`` says so.
    """
    for variable in VARIABLES:
        named = os.environ.get(variable)
        if named:
            path = shutil.which(named)
            if path is None:
                raise ValueError(f"{variable} is {named}, and no program is there.")
            return path
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    return next((str(place) for place in _default_places() if place.is_file()), None)


def _default_places() -> list[Path]:
    places = [Path(place) for place in MACOS_PLACES]
    places += [Path.home() / place.lstrip("/") for place in MACOS_PLACES]
    for root in WINDOWS_ROOTS:
        if os.environ.get(root):
            places += [Path(os.environ[root], place) for place in WINDOWS_PLACES]
    return places
