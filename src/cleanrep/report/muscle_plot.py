"""The shares of the muscles on a terminal: a bar for each group where it works most, and a table over the range."""

from collections.abc import Iterator

import numpy as np

from cleanrep.load.muscles import UNCERTAINTY_PCT, MuscleShares

N_ROWS = 7
_COLUMN = 11
"""Characters of a column of the table; a narrow terminal gets less, and the names are cut."""
_ANGLE = 8
_MARGIN = 40


def draw_muscle_plot(shares: MuscleShares, *, width: int, is_ascii: bool = False) -> Iterator[str]:
    """Lines of at most `width` characters (40 or more)."""
    degree = " deg" if is_ascii else "°"
    full = "#" if is_ascii else "█"
    room = max(width - _MARGIN, 0)
    for group, values in shares.shares_pct.items():
        at = int(np.argmax(values))
        most = float(values[at])
        off = most * UNCERTAINTY_PCT / 100
        ends = f"{most - off:.0f} to {most + off:.0f}"
        bar = full * round(room * min(most, 100.0) / 100)
        yield f"  {group.value:<10} {most:3.0f} % ({ends}) at {shares.angle_deg[at]:.0f}{degree}  {bar}".rstrip()
    yield ""
    column = min(_COLUMN, (width - _ANGLE) // max(len(shares.shares_pct), 1))
    names = [group.value[: column - 1] for group in shares.shares_pct]
    yield "  trunk " + "".join(f"{name:>{column}}" for name in names)
    for i in np.linspace(0, shares.angle_deg.size - 1, N_ROWS).round().astype(int):
        cells = [f"{values[i]:.0f} %" for values in shares.shares_pct.values()]
        yield f"  {shares.angle_deg[i]:4.0f}{degree[:1]}" + " " + "".join(f"{cell:>{column}}" for cell in cells)
