from dataclasses import replace

import pytest

from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.equivalent import Criterion, find_equivalent, measure_moment
from cleanrep.load.load_scale import MomentScale
from cleanrep.load.machine_catalogue import load_machine


@pytest.mark.parametrize(("machine_id", "load_kg"), [("standing-lever", 16.4), ("seated-lever", 37.1)])
def test_ten_kg_on_the_bench_by_peak(machine_id: str, load_kg: float, lifter: Lifter) -> None:
    source = Setup(lifter, load_machine("45-degree-bench"), 10.0)
    answer = find_equivalent(source, Setup(lifter, load_machine(machine_id), 0.0), Criterion.PEAK)
    assert answer.load_kg == pytest.approx(load_kg, abs=0.05)
    assert answer.step_kg in load_machine(machine_id).loads_kg


@pytest.mark.parametrize("criterion", list(Criterion))
def test_the_load_found_asks_for_the_same(criterion: Criterion, lifter: Lifter) -> None:
    target = Setup(lifter, load_machine("standing-lever"), 0.0)
    answer = find_equivalent(Setup(lifter, load_machine("45-degree-bench"), 10.0), target, criterion)
    assert answer.load_kg is not None
    found = measure_moment(replace(target, load_kg=answer.load_kg), criterion)
    assert found == pytest.approx(answer.target_n_m, abs=1e-3)


def test_an_empty_machine_that_asks_for_more_is_said(lifter: Lifter) -> None:
    source = Setup(lifter, load_machine("seated-lever"), 5.0)
    answer = find_equivalent(source, Setup(lifter, load_machine("standing-lever"), 0.0), Criterion.PEAK)
    assert answer.is_exceeded_empty
    assert answer.load_kg is None


def test_five_kg_more_on_the_stack_is_five_percent_more_moment(lifter: Lifter) -> None:
    scale = MomentScale(Setup(lifter, load_machine("standing-lever"), 0.0))
    assert scale.relative_change(40.0, 45.0) == pytest.approx(0.047, abs=0.001)
    assert scale.relative_change(45.0, 40.0) < 0
