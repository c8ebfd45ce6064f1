"""A body of four muscles whose sharing can be worked out by hand."""

import numpy as np

from cleanrep.load.muscles import MuscleGroup, PoseGrid

HIPS_DEG = np.array([-20.0, 0.0, 60.0, 130.0])


def make_grid(*, body_mass_kg: float = 80.0, strength_n: float = 5000.0) -> PoseGrid:
    """Two erectors of lever arms 6 and 3 cm, one muscle that crosses neither joint, one for the hip alone."""
    groups = (MuscleGroup.ERECTORS, MuscleGroup.ERECTORS, MuscleGroup.ERECTORS, MuscleGroup.GLUTES)
    shape = (HIPS_DEG.size, len(groups))
    return PoseGrid(
        hip_flexion_deg=HIPS_DEG,
        groups=groups,
        strength_n=np.full(shape, strength_n),
        l5s1_arm_m=np.tile([0.06, 0.03, 0.0, 0.0], (shape[0], 1)),
        hip_arm_m=np.tile([0.0, 0.0, 0.0, 0.05], (shape[0], 1)),
        largest_n=np.array([3000.0, 1000.0, 9000.0, 4000.0]),
        body_mass_kg=body_mass_kg,
        source="made-up",
    )
