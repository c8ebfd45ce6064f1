"""The words in which people ask: what carries no meaning, and what means the same."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import Field

from cleanrep.exercises.fields import Strict


class Words(Strict):
    """Words of the search.

    Attributes
    ----------
    ignored : tuple[str, ...]
        Left out of a question.
    same : tuple[tuple[str, ...], ...]
        Rows of words and phrases with the same meaning.
    """

    ignored: tuple[str, ...]
    same: tuple[tuple[str, ...], ...] = Field(min_length=1)


@cache
def load_words() -> Words:
    """Read the words that ship with the package."""
    text = (resources.files("cleanrep.guide") / "data" / "words.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))
