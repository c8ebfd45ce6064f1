"""A set as it stands before the camera: everything built once, drawn for any moment."""

from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import numpy as np

from cleanrep.model.arrays import BoolArray, FloatArray, ImageArray
from validation.body.assets import BodyAssets
from validation.body.lifter import Person, find_middle, make_person, pose_lifter
from validation.body.places import Places, place
from validation.body.posture import SEATED, STANDING, Posture, Stance
from validation.body.rig import BonePose
from validation.matrix.cast import BODIES, GYMS, OUTFITS
from validation.matrix.plan import SetPlan
from validation.mesh import Mesh, join
from validation.motion.timeline import Timeline
from validation.picture.footage import list_exposures_s
from validation.picture.renderer import Light, Renderer
from validation.scene.gym import build_gym
from validation.scene.machine import build_lever, build_machine, find_lever_angle_deg
from validation.scene.walker import Walker

_FLOOR_M = {"standing": 0.24, "seated": 0.14}
_ROLLER_SHARE = 0.93
"""Where on the line from hip to shoulder the roller lies."""
_BYSTANDERS = (("m_average", "grey_long"), ("f_average", "yellow_tight"))


@dataclass(frozen=True, slots=True)
class Cast:
    """The lifter of a plan and where the machine holds them."""

    person: Person
    stance: Stance
    places: Places
    roller_m: float
    torso: BoolArray

    def pose(self, posture: Posture) -> BonePose:
        """Bones of the lifter."""
        return pose_lifter(self.person.rig, posture, stance=self.stance, places=self.places)


def find_stance(plan: SetPlan) -> Stance:
    """How the lifter of a plan stands or sits."""
    return replace(STANDING if plan.variant == "standing" else SEATED, arms=plan.arms)


def make_cast(plan: SetPlan, assets: BodyAssets) -> Cast:
    """Shape and dress the lifter of a plan and fit the machine."""
    person = make_person(assets, BODIES[plan.body], OUTFITS[plan.outfit])
    stance = find_stance(plan)
    places = place(person.rig, stance, floor_m=_FLOOR_M[plan.variant], way_in=-plan.machine.lever_side)
    upright = pose_lifter(person.rig, Posture(stance.neutral_deg), stance=stance, places=places)
    trunk_m = np.linalg.norm(find_middle(person.rig, upright, "upperarm01") - places.hip_m)
    points = person.surface.skin.points_m
    low, high = person.rig.head_m("spine03")[1], person.rig.head_m("neck01")[1]
    torso = (np.abs(points[:, 0]) < 0.16) & (points[:, 1] > low) & (points[:, 1] < high)
    return Cast(person, stance, places, float(trunk_m) * _ROLLER_SHARE, torso)


class Stage:
    """Draws moments of a plan."""

    def __init__(self, plan: SetPlan, timeline: Timeline, *, cast: Cast, assets: BodyAssets) -> None:
        self._plan, self._timeline, self._cast = plan, timeline, cast
        near = plan.camera.near_side
        static = join([build_machine(plan.variant, cast.places, plan.machine), build_gym(GYMS[plan.gym], -near)])
        self._finer = plan.footage.oversampling
        size_px = (plan.footage.width_px * self._finer, plan.footage.height_px * self._finer)
        self._renderer = Renderer(static, plan.camera, _make_light(near), size_px=size_px)
        self._walker = _make_walker(plan, assets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.close()

    def take(self, time_s: float) -> ImageArray:
        """Picture (height, width, 3) at a time: one moment, or the mean of all while the shutter is open."""
        moments_s = list_exposures_s(self._plan.footage, time_s).tolist()
        pictures = [self._draw(moment_s) for moment_s in moments_s]
        return pictures[0] if len(pictures) == 1 else np.asarray(np.mean(pictures, axis=0).astype(np.uint8))

    def _draw(self, time_s: float) -> ImageArray:
        posture = self._timeline.at(time_s, self._cast.stance.neutral_deg)
        lifter = self._cast.person.mesh_of(self._cast.pose(posture))
        moving = [lifter, self._make_lever(lifter, posture)]
        if self._walker is not None:
            moving.append(self._walker.mesh_at(time_s))
        return _average_down(self._renderer.draw(moving), self._finer)

    def _make_lever(self, lifter: Mesh, posture: Posture) -> Mesh:
        """The lever lies against the back; when the lifter has stepped out it stays where the back was."""
        cast = self._cast
        back_m = lifter.points_m[cast.torso]
        if posture.aside_m > 0:
            in_place = cast.pose(replace(posture, aside_m=0.0))
            back_m = cast.person.mesh_of(in_place).points_m[cast.torso]
        angle_deg = find_lever_angle_deg(back_m, cast.places.hip_m, cast.roller_m)
        return build_lever(cast.places, angle_deg, cast.roller_m, look=self._plan.machine)


def _make_walker(plan: SetPlan, assets: BodyAssets) -> Walker | None:
    """Somebody else than the lifter, half way to the camera or between lifter and wall."""
    if plan.bystander == "none":
        return None
    body, outfit = next(who for who in _BYSTANDERS if who[0] != plan.body)
    near = plan.camera.near_side
    aside_m = -near * 1.1 if plan.bystander == "behind" else near * plan.camera.distance_m * 0.45
    return Walker(make_person(assets, BODIES[body], OUTFITS[outfit]), aside_m)


def _average_down(image: ImageArray, times: int) -> ImageArray:
    if times == 1:
        return image
    parts = [image[row::times, column::times].astype(np.uint16) for row in range(times) for column in range(times)]
    return np.asarray((sum(parts[1:], parts[0]) // times**2).astype(np.uint8))


def _make_light(near: float) -> Light:
    way: FloatArray = np.array([near * 0.5, 0.8, 0.35])
    return Light(way / np.linalg.norm(way))
