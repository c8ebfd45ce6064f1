"""The curve of the moment as a picture (SVG): the whole over the body's part, against the trunk's inclination."""

from cleanrep.load.curve import Curve
from cleanrep.report.range_svg import BOTTOM, HEIGHT, RangeFrame, render_range_svg, round_up

_STYLE = ".whole{stroke:#0b6b62}.body{stroke:#666;stroke-dasharray:5 4}"
_STEP_N_M = 40.0
"""The upper edge is a multiple of it, so that quarters are whole."""
_ABOVE, _BELOW = -8, 18
_LOWEST = HEIGHT - BOTTOM - 6


def render_load_svg(curve: Curve, *, title: str) -> str:
    """Draw a curve over the range, bottom at the left, top at the right; one self-contained SVG element.

    Parameters
    ----------
    curve : Curve
        Static, as `cleanrep.load.curve` computes it.
    title : str
        Any text; escaped.
    """
    whole, body = curve.moments.l5s1_n_m, curve.moments.body_n_m
    frame = RangeFrame(
        round_up(float(whole.max()), _STEP_N_M), "N m", float(curve.angle_deg[0]), float(curve.angle_deg[-1])
    )
    parts = []
    # The whole is hardly ever below the body: its name stands above its line, the body's below, each on the side where
    # the line draws away from it.
    for name, label, values, gap in (("body", "body alone", body, _BELOW), ("whole", "L5/S1 moment", whole, _ABOVE)):
        x, y = frame.place(curve.angle_deg, values)
        at = len(x) // 2
        is_falling = y[at + 1] > y[at - 1]
        anchor = "start" if is_falling == (gap == _ABOVE) else "end"
        parts.append(frame.draw_line(name, curve.angle_deg, values))
        place = f'x="{x[at]:.0f}" y="{min(y[at] + gap, _LOWEST):.0f}" text-anchor="{anchor}"'
        parts.append(f"<text {place}>{label}</text>")
    return render_range_svg(frame, parts, title=title, style=_STYLE)
