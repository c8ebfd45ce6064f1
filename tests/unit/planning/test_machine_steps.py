from hypothesis import given
from hypothesis import strategies as st

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.training import Load, LoadUnit, Machine
from cleanrep.planning.load_scale import StackScale
from cleanrep.planning.machine_steps import LoadSteps, list_steps

POLICY = load_exercise("lever-back-extension").exercise.policy
assert POLICY is not None
LIMITS = POLICY.load


def make_steps(steps: tuple[float, ...], add_ons: tuple[float, ...] = (), unit: LoadUnit = LoadUnit.KG) -> LoadSteps:
    machine = Machine(
        id="m", name="M", exercise="lever-back-extension", variant="standing", unit=unit, steps=steps, add_ons=add_ons
    )
    return list_steps(machine, LIMITS, unit=unit)


def kg(value: float) -> Load:
    return Load(LoadUnit.KG, value)


def test_add_on_weights_lie_between_pins() -> None:
    steps = make_steps((40.0, 45.0, 50.0), (1.25, 2.5))
    assert steps.values == (40.0, 41.25, 42.5, 43.75, 45.0, 46.25, 47.5, 48.75, 50.0, 51.25, 52.5, 53.75)
    assert steps.find_next(kg(43.75)) == kg(45.0)


def test_there_is_nothing_above_the_stack_nor_in_another_unit() -> None:
    steps = make_steps((40.0, 45.0))
    assert steps.find_next(kg(45.0)) is None
    assert steps.find_next(Load(LoadUnit.LB, 40.0)) is None


def test_without_pins_the_smallest_plate_is_the_step() -> None:
    assert list_steps(None, LIMITS, unit=LoadUnit.KG).find_next(kg(40.0)) == kg(41.25)
    assert list_steps(None, LIMITS, unit=LoadUnit.LB).find_next(Load(LoadUnit.LB, 90.0)) == Load(LoadUnit.LB, 92.5)


def test_a_cut_takes_the_heaviest_load_that_is_light_enough() -> None:
    steps = make_steps(tuple(float(i) for i in range(5, 105, 5)))
    assert steps.find_reduced(kg(50.0), StackScale(), cut=0.1) == kg(45.0)
    assert steps.find_reduced(kg(40.0), StackScale(), cut=0.1) == kg(35.0)
    assert steps.find_reduced(kg(100.0), StackScale(), cut=0.15, most=0.2) == kg(85.0)
    assert steps.find_reduced(kg(5.0), StackScale(), cut=0.1) == kg(5.0)


def test_without_pins_a_cut_rounds_down_to_plates() -> None:
    steps = list_steps(None, LIMITS, unit=LoadUnit.KG)
    assert steps.find_reduced(kg(40.0), StackScale(), cut=0.1) == kg(35.0)


@given(
    st.lists(st.integers(1, 200), min_size=1, max_size=20, unique=True),
    st.lists(st.sampled_from((0.5, 1.0, 1.25, 2.5, 5.0)), max_size=4),
    st.data(),
)
def test_the_next_load_is_higher_and_skips_no_pin(pins: list[int], add_ons: list[float], data: st.DataObject) -> None:
    steps = make_steps(tuple(float(pin) for pin in sorted(pins)), tuple(add_ons))
    load = kg(data.draw(st.sampled_from(steps.values)))
    following = steps.find_next(load)
    if following is not None:
        low, high = load.value or 0.0, following.value or 0.0
        assert low < high
        assert not [pin for pin in steps.pins if low + 1e-6 < pin < high - 1e-6]


def test_a_load_in_pounds_is_reduced_by_its_mass() -> None:
    steps = list_steps(None, LIMITS, unit=LoadUnit.LB)
    assert steps.find_reduced(kg(40.0), StackScale(), cut=0.1) == Load(LoadUnit.LB, 77.5)
    assert kg(40.0).convert(LoadUnit.LB) == Load(LoadUnit.LB, 40.0 / 0.45359237)


def test_a_load_that_cannot_be_held_against_the_machine_stays() -> None:
    pins = Load(LoadUnit.STACK_POSITION, 8.0)
    assert make_steps((40.0, 45.0)).find_reduced(pins, StackScale(), cut=0.1) == pins
