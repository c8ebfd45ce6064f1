"""Short names of people, exercises, variants, goals and rules, in files, addresses and commands."""

import re

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MAX_SLUG_CHARACTERS = 64


def is_slug(text: str) -> bool:
    """Whether a text is lower-case letters, digits and single hyphens between them, not too long: so it is no path."""
    return len(text) <= MAX_SLUG_CHARACTERS and re.fullmatch(SLUG_PATTERN, text) is not None
