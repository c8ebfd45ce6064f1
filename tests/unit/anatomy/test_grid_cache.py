"""A grid is made once, comes back as it was, and is made anew when its file cannot be trusted."""

from pathlib import Path

import numpy as np
import pytest

from cleanrep.anatomy.grid_cache import load_or_build, read_grid
from cleanrep.load.muscles import PoseGrid
from tests.unit.load.grids import make_grid


class Builder:
    """Counts how often a grid is made."""

    def __init__(self) -> None:
        self.n_built = 0

    def __call__(self) -> PoseGrid:
        self.n_built += 1
        return make_grid()


def load(folder: Path, builder: Builder, knee_deg: float = 0.0) -> PoseGrid:
    return load_or_build("made-up", knee_flexion_deg=knee_deg, build=builder, folder=folder)


def test_a_grid_is_made_once_for_each_knee_and_comes_back_as_it_was(tmp_path: Path) -> None:
    builder = Builder()
    first, again = load(tmp_path / "deep" / "er", builder), load(tmp_path / "deep" / "er", builder)
    assert builder.n_built == 1
    assert again.groups == first.groups
    assert (again.source, again.body_mass_kg) == (first.source, first.body_mass_kg)
    for name in ("hip_flexion_deg", "strength_n", "l5s1_arm_m", "hip_arm_m", "largest_n"):
        assert np.array_equal(getattr(again, name), getattr(first, name))
    load(tmp_path / "deep" / "er", builder, 90.0)
    assert builder.n_built == 2
    assert not list((tmp_path / "deep" / "er").glob("*.part"))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    builder = Builder()
    load(tmp_path, builder)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    load(tmp_path, builder)
    assert builder.n_built == 2
    assert read_grid(path, "made-up") is not None


def test_a_file_of_another_shape_or_with_objects_is_no_grid(tmp_path: Path) -> None:
    path = tmp_path / "grid.npz"
    np.savez(path, groups=np.array(["erectors"]), body_mass_kg=np.array(80.0), hip_flexion_deg=np.arange(3.0))
    assert read_grid(path, "made-up") is None
    np.savez(path, groups=np.array([object()], dtype=object))
    assert read_grid(path, "made-up") is None


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    builder = Builder()
    assert load(blocked / "grids", builder).source == "made-up"
    assert builder.n_built == 1
