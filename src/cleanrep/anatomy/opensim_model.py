"""OpenSim's view of the extensors: lever arms and strength over poses, from the model that pose2sim installs.

The model (318 muscles of legs and lumbar spine) is read where pip put it; neither it nor anything derived from it is
part of this package. Both programs are imported when asked for.
"""

import hashlib
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from cleanrep.errors import UsageError
from cleanrep.load.muscles import MuscleGroup, PoseGrid
from cleanrep.model.arrays import FloatArray

MODEL_NAME = "Model_Pose2Sim_muscles_flex.osim"
HIP_FLEXION_DEG = np.arange(-20.0, 131.0, 5.0)
STEP_RAD = 1e-3
HOW_TO_INSTALL = "pip install 'cleanrep[muscles]' and pip install --no-deps pose2sim"
_SIDE = "_r"
_GROUP_PREFIXES = {
    MuscleGroup.ERECTORS: ("IL_", "LTpT_", "LTpL_"),
    MuscleGroup.MULTIFIDI: ("MF_",),
    MuscleGroup.GLUTES: ("glmax",),
    MuscleGroup.HAMSTRINGS: ("bflh", "semimem", "semiten"),
}


def find_model() -> Path:
    """The model in the installed pose2sim, which is not imported.

    Raises
    ------
    UsageError
        When OpenSim or pose2sim is not installed, or holds no such model.
    """
    if find_spec("opensim") is None:
        raise UsageError("OpenSim for the muscles", "none installed", HOW_TO_INSTALL)
    spec = find_spec("Pose2Sim")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("the muscle model of pose2sim", "none installed", HOW_TO_INSTALL)
    path = Path(spec.submodule_search_locations[0]) / "OpenSim_Setup" / MODEL_NAME
    if not path.is_file():
        raise UsageError(f"{MODEL_NAME} in pose2sim", "none", "install pose2sim 0.10.40 or a later 0.10 release")
    return path


def identify_model(path: Path) -> str:
    """Name of the grid's source: versions of both programs, and the model's bytes."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return f"opensim-{version('opensim')}-pose2sim-{version('pose2sim')}-{digest}"


def build_grid(path: Path, *, knee_flexion_deg: float) -> PoseGrid:
    """Lever arms and strength of the right side's muscles over the flexion of the hip, the spine straight.

    Parameters
    ----------
    path : Path
        As `find_model` gives it.
    knee_flexion_deg : float
        0 straight.

    Notes
    -----
    Lever arms by tendon excursion, the change of a muscle's length with the joint's angle (An et al. 1984, J. Biomech.
    Eng. 106, 280-282), by central differences; tendons are rigid, passive forces none, as in the model. L5/S1 is turned
    alone, without the model's coupling of the lumbar joints: it is the joint that the moment is about.
    """
    model = _Model(path)
    pose = model.measure_lengths
    poses_rad, knee_rad = np.radians(HIP_FLEXION_DEG), float(np.radians(knee_flexion_deg))
    lengths_m = np.array([pose(hip, knee_rad, 0.0) for hip in poses_rad])
    back_m = [[pose(hip, knee_rad, turn) for hip in poses_rad] for turn in (STEP_RAD, -STEP_RAD)]
    hip_m = [[pose(hip + turn, knee_rad, 0.0) for hip in poses_rad] for turn in (STEP_RAD, -STEP_RAD)]
    return PoseGrid(
        hip_flexion_deg=HIP_FLEXION_DEG,
        groups=tuple(_name_group(name) for name in model.names),
        strength_n=model.compute_strength(lengths_m),
        # Extension is + at L5/S1 and - at the hip in the model; a muscle pulls towards where it shortens.
        l5s1_arm_m=-(np.array(back_m[0]) - np.array(back_m[1])) / (2 * STEP_RAD),
        hip_arm_m=(np.array(hip_m[0]) - np.array(hip_m[1])) / (2 * STEP_RAD),
        largest_n=model.largest_n,
        body_mass_kg=model.body_mass_kg,
        source=identify_model(path),
    )


def _name_group(muscle: str) -> MuscleGroup | None:
    return next((group for group, prefixes in _GROUP_PREFIXES.items() if muscle.startswith(prefixes)), None)


class _Model:
    """The loaded model; `Any` ends here, for OpenSim ships no types."""

    def __init__(self, path: Path) -> None:
        opensim: Any = import_module("opensim")
        opensim.Logger.setLevelString("Off")
        self._model = opensim.Model(str(path))
        self._state = self._model.initSystem()
        muscles = self._model.getMuscles()
        right = [muscles.get(i) for i in range(muscles.getSize()) if muscles.get(i).getName().endswith(_SIDE)]
        self._muscles = [opensim.DeGrooteFregly2016Muscle.safeDownCast(muscle) for muscle in right]
        if None in self._muscles:
            raise UsageError("muscles of De Groote & Fregly in the model", "others", HOW_TO_INSTALL)
        self.names = [str(muscle.getName()) for muscle in right]
        self.largest_n = self._gather("getMaxIsometricForce")
        self.body_mass_kg = float(self._model.getTotalMass(self._state))

    def _gather(self, getter: str) -> FloatArray:
        return np.array([float(getattr(muscle, getter)()) for muscle in self._muscles])

    def measure_lengths(self, hip_rad: float, knee_rad: float, l5s1_rad: float) -> FloatArray:
        """(m,) lengths of muscle and tendon in a pose, m."""
        coordinates = self._model.getCoordinateSet()
        pose = {"hip_flexion_r": hip_rad, "knee_angle_r": knee_rad, "L5_S1_Flex_Ext": l5s1_rad}
        for name, angle_rad in pose.items():
            coordinates.get(name).setValue(self._state, float(angle_rad), False)
        self._model.realizePosition(self._state)
        return np.array([float(muscle.getLength(self._state)) for muscle in self._muscles])

    def compute_strength(self, lengths_m: FloatArray) -> FloatArray:
        """(p, m) force along the tendon at full activation, still, N; the fibre's force-length curve is the model's."""
        optimal_m, slack_m = self._gather("getOptimalFiberLength"), self._gather("getTendonSlackLength")
        width_m = optimal_m * np.sin(self._gather("getPennationAngleAtOptimalFiberLength"))
        along_m = np.maximum(lengths_m - slack_m, 0.0)
        fibre_m = np.hypot(along_m, width_m)
        shares = [
            [
                muscle.calcActiveForceLengthMultiplier(float(length))
                for muscle, length in zip(self._muscles, row, strict=True)
            ]
            for row in fibre_m / optimal_m
        ]
        cosine = along_m / np.maximum(fibre_m, 1e-6)
        return np.asarray(self.largest_n * np.array(shares) * cosine)
