import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from validation.body.assets import BodyAssets
from validation.body.lifter import Person, find_middle, make_person, measure_trunk_deg, pose_lifter
from validation.body.outfit import Outfit
from validation.body.places import place
from validation.body.posture import SEATED, STANDING, Posture, Stance
from validation.body.shape import Build, shape_body
from validation.body.turns import measure_lean_deg

OUTFIT = Outfit((0.5, 0.3, 0.2), (0.02, 0.02, 0.02), (0.5, 0.0, 0.0), (0.0, 0.0, 0.0))
quick = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def person(assets: BodyAssets) -> Person:
    return make_person(assets, Build(), OUTFIT)


@quick
@given(trunk=st.floats(-40.0, 85.0), spine=st.floats(-30.0, 45.0), neck=st.floats(-45.0, 40.0))
def test_the_trunk_has_exactly_the_inclination_asked_for(
    person: Person, trunk: float, spine: float, neck: float
) -> None:
    places = place(person.rig, STANDING, floor_m=0.24)
    pose = pose_lifter(person.rig, Posture(trunk, spine, neck), stance=STANDING, places=places)
    assert measure_trunk_deg(person.rig, pose) == pytest.approx(trunk, abs=1e-9)


@pytest.mark.parametrize("stance", [STANDING, SEATED])
def test_legs_stand_as_the_stance_says_and_feet_stay(person: Person, stance: Stance) -> None:
    places = place(person.rig, stance, floor_m=0.2)
    for trunk in (50.0, -8.0):
        pose = pose_lifter(person.rig, Posture(trunk), stance=stance, places=places)
        hip, knee = (find_middle(person.rig, pose, name) for name in ("upperleg01", "lowerleg01"))
        assert measure_lean_deg(hip - knee) == pytest.approx(stance.thigh_deg, abs=2.5)
        for side, ankle_m in zip("LR", places.ankles_m, strict=True):
            assert pose.heads_m[person.rig.index(f"foot.{side}")] == pytest.approx(ankle_m, abs=2e-3)


def test_soles_stand_on_the_platform(person: Person) -> None:
    places = place(person.rig, STANDING, floor_m=0.24)
    pose = pose_lifter(person.rig, Posture(0.0), stance=STANDING, places=places)
    assert person.mesh_of(pose).points_m[:, 1].min() == pytest.approx(0.24, abs=0.03)


def test_lifted_heels_and_sliding_hips_leave_the_trunk_alone(person: Person) -> None:
    places = place(person.rig, STANDING, floor_m=0.24)
    posture = Posture(20.0, hip_slide_m=0.08, heel_lift_m=0.09)
    pose = pose_lifter(person.rig, posture, stance=STANDING, places=places)
    assert measure_trunk_deg(person.rig, pose) == pytest.approx(20.0)
    assert find_middle(person.rig, pose, "upperleg01")[2] == pytest.approx(-0.08)
    assert pose.heads_m[person.rig.index("foot.L"), 1] == pytest.approx(places.ankles_m[0][1] + 0.09, abs=2e-3)


def test_one_steps_in_from_beside_the_machine_and_from_the_floor(person: Person) -> None:
    places = place(person.rig, STANDING, floor_m=0.24, way_in=-1.0)
    pose = pose_lifter(person.rig, Posture(6.0, aside_m=1.4), stance=STANDING, places=places)
    mesh = person.mesh_of(pose)
    assert mesh.points_m[:, 0].mean() == pytest.approx(-1.4, abs=0.1)
    assert mesh.points_m[:, 1].min() < 0.06


def test_skin_does_not_tear(person: Person) -> None:
    places = place(person.rig, STANDING, floor_m=0.24)
    rest = person.surface.skin.points_m
    pose = pose_lifter(person.rig, Posture(60.0, 12.0), stance=STANDING, places=places)
    mesh = person.mesh_of(pose)
    corners = mesh.triangles
    before = np.linalg.norm(rest[corners[:, 0]] - rest[corners[:, 1]], axis=1)
    after = np.linalg.norm(mesh.points_m[corners[:, 0]] - mesh.points_m[corners[:, 1]], axis=1)
    assert (after - before).max() < 0.08


def test_builds_differ_as_they_say(assets: BodyAssets) -> None:
    def stature_m(build: Build) -> float:
        body = assets.mesh.groups["body"]
        return float(np.ptp(shape_body(assets, build)[body][:, 1]))

    assert stature_m(Build(height=0.85)) - stature_m(Build(height=0.3)) > 0.15
    assert 1.6 < stature_m(Build()) < 1.95
