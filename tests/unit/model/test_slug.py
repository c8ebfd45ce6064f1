from __future__ import annotations

import pytest

from cleanrep.model.slug import MAX_SLUG_CHARACTERS, is_slug


@pytest.mark.parametrize("text", ["me", "anna-k", "45-degree-back-extension", "7", "a" * MAX_SLUG_CHARACTERS])
def test_short_names_are_slugs(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    ["", "Anna", "anna k", "-anna", "anna-", "an--na", "../anna", "anna\n", "änna", "a" * 65],
)
def test_all_else_is_none(text: str) -> None:
    assert not is_slug(text)
