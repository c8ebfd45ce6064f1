"""The shares of the muscles as a picture (SVG), against the trunk's inclination."""

from collections.abc import Sequence
from itertools import pairwise

from cleanrep.load.muscles import MuscleShares
from cleanrep.report.range_svg import WIDTH, RangeFrame, render_range_svg, round_up

_STYLE = (
    ".erectors{stroke:#0b6b62}.multifidi{stroke:#0b6b62;stroke-dasharray:5 4}"
    ".glutes{stroke:#855400}.hamstrings{stroke:#444;stroke-dasharray:2 3}"
)
_LABEL_ROOM = 104
_LINE_HEIGHT = 15.0
_STEP_PCT = 20.0


def render_muscle_svg(shares: MuscleShares, *, title: str) -> str:
    """Draw the shares over the range, each line named at its end; one self-contained SVG element.

    Parameters
    ----------
    shares : MuscleShares
        As `cleanrep.load.muscles` computes them.
    title : str
        Any text; escaped. Say in it that the shares are percent of each group's maximum.
    """
    groups = list(shares.shares_pct)
    highest = max(float(values.max()) for values in shares.shares_pct.values())
    frame = RangeFrame(
        round_up(highest, _STEP_PCT),
        "%",
        float(shares.angle_deg[0]),
        float(shares.angle_deg[-1]),
        right=_LABEL_ROOM,
    )
    parts = [frame.draw_line(group.value, shares.angle_deg, shares.shares_pct[group]) for group in groups]
    ends = [float(frame.place(shares.angle_deg[-1:], shares.shares_pct[group][-1:])[1][0]) for group in groups]
    for group, y in zip(groups, _spread(ends), strict=True):
        parts.append(f'<text x="{WIDTH - _LABEL_ROOM + 6}" y="{y + 4:.1f}">{group.value}</text>')
    return render_range_svg(frame, parts, title=title, style=_STYLE)


def _spread(places: Sequence[float]) -> list[float]:
    """Places moved apart, from the lowest label upwards, so that no label covers another."""
    order = sorted(range(len(places)), key=lambda i: -places[i])
    spread = list(places)
    for below, above in pairwise(order):
        spread[above] = min(spread[above], spread[below] - _LINE_HEIGHT)
    return spread
