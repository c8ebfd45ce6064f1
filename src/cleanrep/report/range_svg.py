"""The frame of a picture over a machine's range (SVG): bottom at the left, top at the right, values from 0 upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from cleanrep.model.arrays import FloatArray

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 84, 28, 40, 50
_STYLE = "text{font:13px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}polyline{fill:none;stroke-width:2}"


@dataclass(frozen=True, slots=True)
class RangeFrame:
    """Scales of a picture: values 0 to `high` in `unit`, angles from `bottom_deg` to `top_deg`."""

    high: float
    unit: str
    bottom_deg: float
    top_deg: float
    right: int = RIGHT

    def place(self, angle_deg: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Places (k,) in the picture."""
        width, height = WIDTH - LEFT - self.right, HEIGHT - TOP - BOTTOM
        x = LEFT + (self.bottom_deg - angle_deg) / (self.bottom_deg - self.top_deg) * width
        return np.asarray(x), np.asarray(HEIGHT - BOTTOM - values / self.high * height)

    def draw_line(self, name: str, angle_deg: FloatArray, values: FloatArray) -> str:
        """A polyline of a class of its own."""
        pairs = zip(*self.place(angle_deg, values), strict=True)
        return f'<polyline class="{name}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)}"/>'


def round_up(value: float, step: float) -> float:
    """Next multiple of `step`, at least one."""
    return float(np.ceil(max(value, 1e-9) / step) * step)


def render_range_svg(frame: RangeFrame, parts: Sequence[str], *, title: str, style: str) -> str:
    """One self-contained SVG element around parts that are drawn already; the title is escaped."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}">',
        f"<style>{_STYLE}{style}</style>",
        f'<text x="{LEFT}" y="22">{escape(title)}</text>',
        *_draw_grid(frame),
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _draw_grid(frame: RangeFrame) -> list[str]:
    lines = []
    edge = WIDTH - frame.right
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
        lines.append(f'<line class="grid" x1="{LEFT}" x2="{edge}" y1="{y:.1f}" y2="{y:.1f}"/>')
        unit = f" {frame.unit}" if share == 1 else ""
        lines.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share * frame.high:.0f}{unit}</text>')
        x = LEFT + share * (edge - LEFT)
        angle = frame.bottom_deg + share * (frame.top_deg - frame.bottom_deg)
        lines.append(f'<text x="{x:.1f}" y="{HEIGHT - 28}" text-anchor="middle">{angle:.0f}°</text>')
    lines.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">bottom: trunk from upright, forward</text>')
    lines.append(f'<text x="{edge}" y="{HEIGHT - 8}" text-anchor="end">top</text>')
    return lines
