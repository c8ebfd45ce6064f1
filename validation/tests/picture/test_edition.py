"""A change that alters pictures or motion must raise the renderer's edition, or old videos would pass for new ones."""

import hashlib
from dataclasses import replace

import numpy as np

from validation.body.assets import BodyAssets
from validation.matrix.cast import GYMS
from validation.matrix.cells import list_sets
from validation.matrix.plan import RENDERER_EDITION, SetPlan
from validation.motion.script import play
from validation.picture import shaders
from validation.scene.gym import build_gym
from validation.scene.machine import build_machine
from validation.stage import make_cast

KEPT = (1, "6809713ac857a5dd")
"""Edition, and the digest of what it draws."""


def test_what_is_drawn_is_what_the_edition_says(assets: BodyAssets) -> None:
    digest = hashlib.sha256()
    for source in (shaders.SURFACE_VERTEX, shaders.SURFACE_FRAGMENT, shaders.LIGHT_VERTEX, shaders.LIGHT_FRAGMENT):
        digest.update(source.encode())
    for plan in _choose():
        digest.update(_describe(plan, assets).encode())
    assert (RENDERER_EDITION, digest.hexdigest()[:16]) == KEPT, "raise RENDERER_EDITION, then keep the new digest here"


def _choose() -> list[SetPlan]:
    plans = {plan.name.split("_", 1)[1]: plan for plan in list_sets()}
    names = ("standing_faults_bounce", "seated_machine_lever-near", "standing_around_walk-in")
    return [next(plan for name, plan in plans.items() if name == wanted) for wanted in names]


def _describe(plan: SetPlan, assets: BodyAssets) -> str:
    """Courses and geometry to a tenth of a millimetre or degree: rounding of another machine does not count."""
    timeline, _ = play(plan.script)
    cast = make_cast(replace(plan, outfit="white_shorts", gym="bricks"), assets)
    parts = [build_gym(GYMS["bricks"], -1.0).points_m, build_machine(plan.variant, cast.places, plan.machine).points_m]
    for share in (0.1, 0.4, 0.7):
        time_s = share * timeline.duration_s
        parts.append(cast.person.mesh_of(cast.pose(timeline.at(time_s, cast.stance.neutral_deg))).points_m)
    courses = [timeline.trunk_deg[::50], timeline.spine_deg[::50], timeline.neck_deg[::50]]
    return "".join(f"{float(np.abs(part).mean()):.4f} {float(part.std()):.4f};" for part in (*parts, *courses))
