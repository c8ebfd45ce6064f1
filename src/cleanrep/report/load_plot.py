"""The curve of the moment on a terminal: a row for each step of the range, body and machine in one bar."""

from collections.abc import Iterator

import numpy as np

from cleanrep.load.curve import Curve

N_ROWS = 9
_MARGIN = 22


def draw_load_plot(curve: Curve, *, width: int, is_ascii: bool = False) -> Iterator[str]:
    """Lines from the bottom to the top of the range; the body's part in full blocks, the machine's in light ones.

    Parameters
    ----------
    curve : Curve
        Static.
    width : int
        Characters a line.
    is_ascii : bool
        The output knows no other signs.
    """
    full, light = ("#", "-") if is_ascii else ("█", "░")
    room = max(width - _MARGIN, 8)
    moments = curve.moments
    scale = room / max(float(moments.l5s1_n_m.max()), 1.0)
    for i in np.linspace(0, len(curve.angle_deg) - 1, N_ROWS).round().astype(int):
        whole = max(float(moments.l5s1_n_m[i]), 0.0)
        body = min(max(float(moments.body_n_m[i]), 0.0), whole)
        n_body, n_whole = round(body * scale), round(whole * scale)
        degree = " deg" if is_ascii else "°"
        bar = full * n_body + light * (n_whole - n_body)
        yield f"  {curve.angle_deg[i]:4.0f}{degree}  {bar} {whole:.0f}"
    yield f"  {full} your body  {light} machine or plate, N m"
