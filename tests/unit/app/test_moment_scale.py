"""Steps and shares of a maximum are taken of the moment where machine and body are known, else of the stack."""

from dataclasses import replace

import pytest

from cleanrep.app.moment_scale import choose_scale
from cleanrep.app.request import find_exercise
from cleanrep.errors import CleanRepError
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.equivalent import Criterion, measure_moment
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.segments import Sex
from cleanrep.model.training import Load, LoadUnit, Machine, Person
from cleanrep.planning.load_scale import StackScale
from cleanrep.planning.machine_steps import list_steps
from cleanrep.planning.one_rm import RatedSet, choose_target_share, compute_one_rm_ratio, find_start_load

EXERCISE = find_exercise("lever-back-extension").exercise
PERSON = Person(id="me", name="Me", body_mass_kg=80.0, height_m=1.78, sex="male")
LEVER = Machine(
    id="gym",
    name="Gym",
    exercise=EXERCISE.id,
    variant="standing",
    unit=LoadUnit.KG,
    steps=tuple(float(i) for i in range(0, 101, 1)),
    kinetics="standing-lever",
)


def kg(value: float) -> Load:
    return Load(LoadUnit.KG, value)


def measure_peak(load_kg: float) -> float:
    setup = Setup(Lifter(80.0, 1.78, Sex.MALE), load_machine("standing-lever"), load_kg)
    return measure_moment(setup, Criterion.PEAK)


def test_five_kg_are_a_twentieth_of_the_moment_and_an_eighth_of_the_stack() -> None:
    assert choose_scale(PERSON, LEVER).compute_change(kg(40), kg(45)) == pytest.approx(0.047, abs=0.001)
    assert choose_scale(PERSON, None).compute_change(kg(40), kg(45)) == pytest.approx(0.125)


def test_pounds_are_compared_as_the_masses_that_they_are() -> None:
    scale = choose_scale(PERSON, replace(LEVER, unit=LoadUnit.LB))
    in_lb = scale.compute_change(Load(LoadUnit.LB, 88.18490), Load(LoadUnit.LB, 99.20802))
    assert in_lb == pytest.approx(choose_scale(PERSON, LEVER).compute_change(kg(40), kg(45)), rel=1e-4)


def test_body_weight_alone_on_a_bench_is_no_plate() -> None:
    bench = Machine(
        id="bench",
        name="Bench",
        exercise="45-degree-back-extension",
        variant="bench",
        unit=LoadUnit.BODYWEIGHT,
        kinetics="45-degree-bench",
    )
    scale = choose_scale(PERSON, bench)
    change = scale.compute_change(Load(LoadUnit.BODYWEIGHT), Load(LoadUnit.BODYWEIGHT, 10.0))
    assert change == pytest.approx(156 / 126 - 1, abs=0.01)


@pytest.mark.parametrize(
    ("person", "machine"),
    [
        (replace(PERSON, sex=None), LEVER),
        (replace(PERSON, height_m=None), LEVER),
        (PERSON, replace(LEVER, kinetics=None)),
        (PERSON, replace(LEVER, unit=LoadUnit.STACK_POSITION)),
    ],
)
def test_what_is_not_known_leaves_the_share_of_the_stack(person: Person, machine: Machine) -> None:
    assert choose_scale(person, machine) == StackScale(80.0)


def test_mechanics_that_are_gone_are_said() -> None:
    with pytest.raises(CleanRepError, match="swing"):
        choose_scale(PERSON, replace(LEVER, kinetics="swing"))


@pytest.mark.parametrize("goal_id", ["strength", "hypertrophy", "endurance"])
def test_the_share_of_the_maximum_of_a_goal_is_one_of_the_moment(goal_id: str) -> None:
    policy = EXERCISE.policy
    assert policy is not None
    goal = EXERCISE.goals[goal_id]
    rated = RatedSet(kg(60), n_repetitions=8, rir=2.0, session_id="trial")
    steps = list_steps(LEVER, policy.load, unit=LoadUnit.KG)
    start = find_start_load(rated, goal, policy.start, scale=choose_scale(PERSON, LEVER), steps=steps)
    maximum_n_m = compute_one_rm_ratio(rated.n_to_failure) * measure_peak(60.0)
    assert start.load.value is not None
    share = choose_target_share(goal)
    assert measure_peak(start.load.value) <= share * maximum_n_m + 1e-6
    assert measure_peak(start.load.value + 1.0) > share * maximum_n_m
