"""The pose grid in the platform's cache folder: made once for each model and bend of the knee.

A file that is damaged or of another shape is made anew; one that cannot be written is done without.
"""

import logging
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from cleanrep.load.muscles import MuscleGroup, PoseGrid

EDITION = 1
MAX_BYTES = 20_000_000
_ARRAYS = ("hip_flexion_deg", "strength_n", "l5s1_arm_m", "hip_arm_m", "largest_n")

logger = logging.getLogger(__name__)


def find_cache_folder() -> Path:
    """Where grids are kept."""
    return user_cache_path("cleanrep") / "muscles"


def load_or_build(source: str, *, knee_flexion_deg: float, build: Callable[[], PoseGrid], folder: Path) -> PoseGrid:
    """The grid of a source and knee from the folder, else made by `build` and kept there."""
    path = folder / f"{source}-knee{knee_flexion_deg:g}-{EDITION}.npz"
    grid = read_grid(path, source)
    if grid is None:
        grid = build()
        _keep_grid(path, grid)
    return grid


def read_grid(path: Path, source: str) -> PoseGrid | None:
    """A kept grid; None where there is none that can be used."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: np.asarray(file[name], dtype=np.float64) for name in _ARRAYS}
            groups = tuple(MuscleGroup(str(name)) if name else None for name in file["groups"])
            mass_kg = float(file["body_mass_kg"])
        return PoseGrid(groups=groups, body_mass_kg=mass_kg, source=source, **arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _keep_grid(path: Path, grid: PoseGrid) -> None:
    arrays = {name: getattr(grid, name) for name in _ARRAYS}
    groups = np.array([group.value if group else "" for group in grid.groups])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, groups=groups, body_mass_kg=np.array(grid.body_mass_kg), **arrays)
        Path(part).replace(path)
    except OSError as error:
        logger.info("the pose grid was not kept: %s", error)
