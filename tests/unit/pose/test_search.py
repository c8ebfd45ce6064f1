from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.model.arrays import FloatArray
from cleanrep.pose.search import choose_viewport, iterate_tiles
from cleanrep.pose.viewport import Viewport

WHOLE = Viewport(0, 0, 640, 480)


def stand(x: float, y: float, height_px: float) -> FloatArray:
    """Keypoints spread over a person of `height_px`, centred at x, y."""
    points = np.tile([[x, y]], (33, 1))
    points[0, 1] -= height_px / 2
    points[1, 1] += height_px / 2
    return points


def test_large_person_is_looked_at_in_the_whole_picture() -> None:
    assert choose_viewport(stand(320, 240, 300), now=WHOLE, whole=WHOLE) == WHOLE


def test_small_person_is_looked_at_close_by() -> None:
    view = choose_viewport(stand(320, 240, 100), now=WHOLE, whole=WHOLE)
    assert view == Viewport(230, 150, 180, 180)


def test_part_stays_while_the_person_bends() -> None:
    view = choose_viewport(stand(320, 240, 100), now=WHOLE, whole=WHOLE)
    for height_px in (100, 80, 70, 120):
        assert choose_viewport(stand(325, 250, height_px), now=view, whole=WHOLE) == view


def test_part_follows_a_person_who_walks_off() -> None:
    view = choose_viewport(stand(320, 240, 100), now=WHOLE, whole=WHOLE)
    moved = choose_viewport(stand(420, 240, 100), now=view, whole=WHOLE)
    assert moved.x_px > view.x_px


def test_sizes_between_the_thresholds_change_nothing() -> None:
    view = choose_viewport(stand(320, 240, 180), now=WHOLE, whole=WHOLE)
    assert view != WHOLE
    assert choose_viewport(stand(320, 240, 230), now=view, whole=WHOLE) == view
    assert choose_viewport(stand(320, 240, 230), now=WHOLE, whole=WHOLE) == WHOLE
    assert choose_viewport(stand(320, 240, 290), now=view, whole=WHOLE) == WHOLE


@given(st.floats(-50, 700), st.floats(-50, 500), st.floats(1, 190))
def test_part_never_leaves_the_picture(x: float, y: float, height_px: float) -> None:
    view = choose_viewport(stand(x, y, height_px), now=WHOLE, whole=WHOLE)
    assert 0 <= view.x_px <= WHOLE.width_px - view.width_px
    assert 0 <= view.y_px <= WHOLE.height_px - view.height_px
    assert min(view.width_px, view.height_px) >= 32


def test_tiles_cover_the_picture() -> None:
    seen = np.zeros((480, 640), dtype=bool)
    for tile in iterate_tiles(WHOLE):
        if tile.width_px == 320:
            seen[tile.y_px : tile.y_px + tile.height_px, tile.x_px : tile.x_px + tile.width_px] = True
    assert seen.all()
