"""The one place through which every user-visible text goes, so that it can be translated.

English sentences are their own keys, as usual with gettext; a translation is a compiled catalogue
``locale/<language>/LC_MESSAGES/tendon_teaching.mo`` beside this file. Call ``_`` when a text is
needed, never while a module is being imported, so that the language can still be chosen.
"""

import gettext
import os
from functools import lru_cache
from pathlib import Path

LANGUAGE_VARIABLE = "TENDON_TEACHING_LANGUAGE"
_LOCALE_FOLDER = Path(__file__).parent / "locale"


def language() -> str:
    """Two-letter language code asked for by the environment; English when nothing is set."""
    return os.environ.get(LANGUAGE_VARIABLE, "en")


@lru_cache(maxsize=8)
def _catalogue(language_code: str) -> gettext.NullTranslations:
    return gettext.translation(
        "tendon_teaching", _LOCALE_FOLDER, languages=[language_code], fallback=True
    )


def _(message: str) -> str:
    """Give ``message`` in the chosen language, or as it stands where no translation exists."""
    return _catalogue(language()).gettext(message)
