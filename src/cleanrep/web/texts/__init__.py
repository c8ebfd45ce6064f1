"""The words of the pages, one file a language."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from pydantic import TypeAdapter

LANGUAGE = "en"

Texts = Mapping[str, str]
_FILE = TypeAdapter(dict[str, dict[str, str]])


def load_texts(language: str = LANGUAGE) -> Texts:
    """Read the catalogue of a language.

    Returns
    -------
    Texts
        From ``part.name`` to the words; places for values stand in braces, e.g. ``{n_clean}``.
    """
    content = (resources.files("cleanrep.web.texts") / f"{language}.toml").read_text(encoding="utf-8")
    parts = _FILE.validate_python(tomllib.loads(content))
    return MappingProxyType({f"{part}.{name}": words for part, texts in parts.items() for name, words in texts.items()})
