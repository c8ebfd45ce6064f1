"""Which muscles hold a load: the pose grid from the cache or from OpenSim, and the shares over the range."""

from dataclasses import dataclass
from pathlib import Path

from cleanrep.load.curve import Setup
from cleanrep.load.muscles import MuscleShares, PoseGrid, share_moment

STRAIGHT_DEG = 180.0


@dataclass(frozen=True, slots=True)
class MuscleReport:
    """Shares with what they rest on; `source` names model and programs."""

    setup: Setup
    shares: MuscleShares
    source: str


def assess_muscles(setup: Setup, *, cache: Path | None = None) -> MuscleReport:
    """Share the moment of a load among the extensors.

    Parameters
    ----------
    cache : Path or None
        Folder of pose grids; None: the platform's.

    Raises
    ------
    UsageError
        When OpenSim or its model is not installed, or the machine bends the hip too far.
    """
    grid = find_grid(STRAIGHT_DEG - setup.machine.legs.knee_deg, cache=cache)
    return MuscleReport(setup, share_moment(setup, grid), grid.source)


def find_grid(knee_flexion_deg: float, *, cache: Path | None = None) -> PoseGrid:
    """The pose grid of a bend of the knee, from the cache or made anew, which takes seconds.

    Raises
    ------
    UsageError
        When OpenSim or its model is not installed.
    """
    # Imported when asked for: an analysis of a video needs none of it.
    from cleanrep.anatomy.grid_cache import find_cache_folder, load_or_build
    from cleanrep.anatomy.opensim_model import build_grid, find_model, identify_model

    model = find_model()
    return load_or_build(
        identify_model(model),
        knee_flexion_deg=knee_flexion_deg,
        build=lambda: build_grid(model, knee_flexion_deg=knee_flexion_deg),
        folder=cache or find_cache_folder(),
    )
