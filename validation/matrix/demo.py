"""The project's own demo videos: a set with two faults, and a clean one."""

from dataclasses import replace

from validation.matrix.plan import SetPlan
from validation.motion.moves import Fault, Moves, Strength
from validation.motion.script import Script
from validation.picture.footage import Footage
from validation.scene.camera import Camera
from validation.scene.machine import MachineLook

_FOOTAGE = Footage(width_px=960, height_px=540, rate_hz=25.0, crf=25, noise=0.0, oversampling=2)
_CALM = Moves(concentric_s=1.8, top_hold_s=1.0, eccentric_s=2.6, bottom_hold_s=0.8, bottom_deg=60.0)
_PAST_DEG = -16.5
_QUICK_S = 0.8


def list_demos() -> tuple[SetPlan, ...]:
    """Plans of the videos in ``demo/``."""
    past, quick = replace(_CALM, top_deg=_PAST_DEG), replace(_CALM, eccentric_s=_QUICK_S)
    clear = {kind: (Fault(kind, Strength.CLEAR),) for kind in ("hyperext", "fast_lower")}
    faulty = SetPlan(
        name="lever-back-extension",
        variant="standing",
        goal="hypertrophy",
        body="f_average",
        outfit="red_leggings",
        gym="crowded",
        script=Script((_CALM, past, _CALM, quick, _CALM), start_deg=60.0, seed=1),
        faults=((), clear["hyperext"], (), clear["fast_lower"], ()),
        strata=(("group", "demo"),),
        camera=Camera(near_side=1.0, yaw_deg=4.0, height_m=1.15, distance_m=3.3, target_m=1.05),
        machine=MachineLook(paint=(0.62, 0.62, 0.6), lever_side=-1.0),
        footage=_FOOTAGE,
    )
    clean = replace(
        faulty,
        name="lever-back-extension-clean",
        body="m_strong",
        outfit="blue_tank",
        gym="bricks",
        script=Script((_CALM,) * 4, start_deg=60.0, seed=2),
        faults=((),) * 4,
        camera=replace(faulty.camera, near_side=-1.0, yaw_deg=6.0, distance_m=3.6, target_m=1.1),
        machine=replace(faulty.machine, paint=(0.5, 0.06, 0.03), lever_side=1.0),
        arms="handles",
    )
    return faulty, clean
