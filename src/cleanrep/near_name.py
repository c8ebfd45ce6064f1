"""What to do about a name that nothing has: the known one that it nearly is."""

from collections.abc import Iterable


def suggest(name: str, known: Iterable[str], *, otherwise: str) -> str:
    """Ask for the known name that is close to this one; else say `otherwise`."""
    from difflib import get_close_matches

    near = get_close_matches(name.strip().lower(), tuple(known), n=1, cutoff=0.75)
    return f"did you mean {near[0]!r}?" if near else otherwise
