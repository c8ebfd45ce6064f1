"""What other programs call the exercises of ours; every other name is kept as it is."""

from functools import lru_cache

MAX_KEPT_NAMES = 256
"""Names whose meaning is kept: a log has few of them, each many times."""
LEVER = "lever-back-extension"
_BENCH = "45-degree-back-extension"
_NAMES = {
    "lever back extension": LEVER,
    "back extension (machine)": LEVER,
    "back extension machine": LEVER,
    "machine back extension": LEVER,
    "back extension (hyperextension)": _BENCH,
    "back extension (weighted hyperextension)": _BENCH,
    "45 degree back extension": _BENCH,
    "hyperextension": _BENCH,
    "hyperextensions": _BENCH,
    "back extension": _BENCH,
    "sit up": "sit-up",
    "sit-up": "sit-up",
    "situp": "sit-up",
}


@lru_cache(maxsize=MAX_KEPT_NAMES)
def find_exercise_id(name: str) -> str | None:
    """Id of the exercise that a name means; None: another one."""
    told = " ".join(name.lower().split())
    return told if told in _NAMES.values() else _NAMES.get(told)
