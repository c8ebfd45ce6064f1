"""Where in a picture to look for a person who is small or was not found.

Decides rectangles; what is seen in them is left to ``tracker``.
"""

from collections.abc import Iterator

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.pose.plausibility import find_box
from cleanrep.pose.viewport import Viewport

ZOOM_BELOW = 0.4
"""Person's longer side over the picture's shorter one, below which the model is shown a part of the picture: it loses
people of half the picture's height now and then, and of a third nearly always."""

WHOLE_ABOVE = 0.55
ZOOM_MARGIN = 1.8
"""Side of the part over the person's longer side: room to bend and to straighten without moving the part."""

_FIT = (0.33, 0.9)
_EDGE = 0.02
_TILE_SHARES = (0.5, 0.33)


def choose_viewport(points_px: FloatArray, *, now: Viewport, whole: Viewport) -> Viewport:
    """Return the part to look at next, given where (33, 2) keypoints are; `now` unless it does not suit.

    Positions are pixels of the delivered image, y down. The two thresholds lie apart, so that it does not flicker.
    """
    left, top, right, bottom = find_box(points_px)
    side_px = max(right - left, bottom - top)
    size = side_px / min(whole.width_px, whole.height_px)
    is_whole = now.turned(0) == whole
    if is_whole:
        return _place_around(points_px, whole).turned(now.n_turns) if size < ZOOM_BELOW else now
    if size > WHOLE_ABOVE:
        return whole.turned(now.n_turns)
    return now if _holds(now, points_px, side_px) else _place_around(points_px, whole).turned(now.n_turns)


def _holds(view: Viewport, points_px: FloatArray, side_px: float) -> bool:
    left, top, right, bottom = find_box(points_px)
    margin_px = _EDGE * max(view.width_px, view.height_px)
    is_inside = (
        left >= view.x_px + margin_px
        and top >= view.y_px + margin_px
        and right <= view.x_px + view.width_px - margin_px
        and bottom <= view.y_px + view.height_px - margin_px
    )
    return is_inside and _FIT[0] <= side_px / max(view.width_px, view.height_px) <= _FIT[1]


def _place_around(points_px: FloatArray, whole: Viewport) -> Viewport:
    left, top, right, bottom = find_box(points_px)
    side_px = max(ZOOM_MARGIN * max(right - left, bottom - top), 32.0)
    width_px, height_px = (int(min(side_px, limit)) for limit in (whole.width_px, whole.height_px))
    x_px = np.clip((left + right - width_px) / 2, whole.x_px, whole.x_px + whole.width_px - width_px)
    y_px = np.clip((top + bottom - height_px) / 2, whole.y_px, whole.y_px + whole.height_px - height_px)
    return Viewport(int(x_px), int(y_px), width_px, height_px)


def iterate_tiles(whole: Viewport) -> Iterator[Viewport]:
    """Yield overlapping parts of `whole`, larger ones first, each overlapping its neighbour by half."""
    for share in _TILE_SHARES:
        width_px, height_px = max(int(whole.width_px * share), 1), max(int(whole.height_px * share), 1)
        n_steps = round(2.0 / share) - 1
        for y_px in np.linspace(whole.y_px, whole.y_px + whole.height_px - height_px, n_steps):
            for x_px in np.linspace(whole.x_px, whole.x_px + whole.width_px - width_px, n_steps):
                yield Viewport(int(x_px), int(y_px), width_px, height_px)
