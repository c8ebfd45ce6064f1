from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.model.samples import Frame, Region
from cleanrep.pose.viewport import MAX_SHOWN_SIDE_PX, Viewport, turn_back_vectors


def mark(width: int, height: int, x: int, y: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A black picture with one white block of 8 pixels around (x, y)."""
    rgb = np.zeros((height, width, 3), dtype=np.uint8)
    rgb[y - 4 : y + 4, x - 4 : x + 4] = 255
    return rgb


@given(st.integers(0, 3), st.integers(30, 200), st.integers(30, 120))
def test_what_is_seen_is_mapped_back_to_where_it_was(n_turns: int, x: int, y: int) -> None:
    view = Viewport(20, 15, 200, 130, n_turns)
    shown = view.show(mark(240, 160, x, y))
    rows, columns = np.nonzero(shown[..., 0])
    centre = np.array([[columns.mean() + 0.5, rows.mean() + 0.5]])
    np.testing.assert_allclose(view.map_back(centre), [[x, y]], atol=1e-9)


@pytest.mark.parametrize("n_turns", [0, 1, 2, 3])
def test_large_pictures_are_reduced_and_mapped_back(n_turns: int) -> None:
    view = Viewport(0, 0, 1920, 1080, n_turns)
    shown = view.show(mark(1920, 1080, 400, 300))
    assert max(shown.shape) == MAX_SHOWN_SIDE_PX
    rows, columns = np.nonzero(shown[..., 0] > 127)
    centre = np.array([[columns.mean() + 0.5, rows.mean() + 0.5]])
    np.testing.assert_allclose(view.map_back(centre), [[400, 300]], atol=1.5)


@pytest.mark.parametrize("n_turns", [0, 1, 2, 3])
def test_directions_turn_back_like_positions(n_turns: int) -> None:
    view = Viewport(0, 0, 100, 60, n_turns)
    seen = np.array([[10.0, 20.0], [25.0, 12.0]])
    start, end = view.map_back(seen)
    np.testing.assert_allclose(turn_back_vectors(seen[1:] - seen[:1], n_turns)[0], end - start)


def test_region_is_measured_in_source_pixels() -> None:
    rgb = np.zeros((540, 960, 3), dtype=np.uint8)
    frame = Frame(0, 0.0, rgb, (1920, 1080), Region(200, 100, 400, 600))
    assert Viewport.of(frame) == Viewport(100, 50, 200, 300)


def test_without_a_region_all_is_looked_at() -> None:
    assert Viewport.of(Frame(0, 0.0, np.zeros((48, 64, 3), dtype=np.uint8))) == Viewport(0, 0, 64, 48)
