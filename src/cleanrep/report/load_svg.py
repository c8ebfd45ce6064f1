"""The curve of the moment as a picture (SVG): the whole over the body's part, against the trunk's inclination."""

from html import escape

import numpy as np

from cleanrep.load.curve import Curve
from cleanrep.model.arrays import FloatArray

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 28, 40, 50
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}.whole{fill:none;stroke:#0b6b62;stroke-width:2}"
    ".body{fill:none;stroke:#666;stroke-dasharray:5 4}"
)


def render_load_svg(curve: Curve, *, title: str) -> str:
    """Draw a curve over the range, bottom at the left, top at the right; one self-contained SVG element.

    Parameters
    ----------
    curve : Curve
        As `cleanrep.load.curve` computes it.
    title : str
        Any text; escaped.
    """
    high = _round_up(float(curve.moments.l5s1_n_m.max()))
    span = (float(curve.angle_deg.max()), float(curve.angle_deg.min()))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}">',
        f"<style>{_STYLE}</style>",
        f'<text x="{_LEFT}" y="22">{escape(title)}</text>',
        *_draw_grid(high, span),
    ]
    labels = (("body", "body alone", curve.moments.body_n_m), ("whole", "L5/S1 moment", curve.moments.l5s1_n_m))
    for name, label, values in labels:
        x, y = _place(curve.angle_deg, values, high=high, span=span)
        points = " ".join(f"{px:.1f},{py:.1f}" for px, py in zip(x, y, strict=True))
        parts.append(f'<polyline class="{name}" points="{points}"/>')
        at = len(x) // 2
        parts.append(f'<text x="{x[at]:.0f}" y="{y[at] - 8:.0f}">{label}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _draw_grid(high: float, span: tuple[float, float]) -> list[str]:
    lines = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        unit = " N m" if share == 1 else ""
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share * high:.0f}{unit}</text>')
        x = _LEFT + share * (WIDTH - _LEFT - _RIGHT)
        angle = span[0] + share * (span[1] - span[0])
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT - 28}" text-anchor="middle">{angle:.0f}°</text>')
    lines.append(f'<text x="{_LEFT}" y="{HEIGHT - 8}">bottom: trunk from upright, forward</text>')
    lines.append(f'<text x="{WIDTH - _RIGHT}" y="{HEIGHT - 8}" text-anchor="end">top</text>')
    return lines


def _place(
    angle: FloatArray, values: FloatArray, *, high: float, span: tuple[float, float]
) -> tuple[FloatArray, FloatArray]:
    x = _LEFT + (span[0] - angle) / (span[0] - span[1]) * (WIDTH - _LEFT - _RIGHT)
    y = HEIGHT - _BOTTOM - values / high * (HEIGHT - _TOP - _BOTTOM)
    return np.asarray(x), np.asarray(y)


def _round_up(value: float) -> float:
    """Next multiple of 40 N m, so that quarters are whole."""
    return float(np.ceil(max(value, 1.0) / 40) * 40)
