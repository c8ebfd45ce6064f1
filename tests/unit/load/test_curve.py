import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.errors import UsageError
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Figures, Setup, compute_static_curve, compute_tempo_curve, summarize_curve
from cleanrep.load.machine_catalogue import find_machines, load_machine
from cleanrep.load.segments import Sex
from cleanrep.model.training import TempoPrescription

SLOW = TempoPrescription(20.0, 0.5, 20.0, 0.5)


def summarize(machine_id: str, load_kg: float, lifter: Lifter) -> Figures:
    machine = load_machine(machine_id)
    return summarize_curve(compute_static_curve(Setup(lifter, machine, load_kg)), machine)


def test_worked_example_of_the_standing_lever_holds_to_its_digits(lifter: Lifter) -> None:
    figures = summarize("standing-lever", 40.0, lifter)
    assert round(figures.peak_n_m, 1) == 200.2
    assert round(figures.hip_peak_n_m, 1) == 266.3
    assert figures.peak_angle_deg == pytest.approx(60)


@pytest.mark.parametrize(
    ("machine_id", "load_kg", "peak"),
    [
        ("seated-lever", 40.0, 161),
        ("45-degree-bench", 0.0, 126),
        ("45-degree-bench", 10.0, 156),
        ("roman-chair", 0.0, 125),
        ("roman-chair", 10.0, 154),
    ],
)
def test_worked_example_holds_on_other_machines(machine_id: str, load_kg: float, peak: int, lifter: Lifter) -> None:
    assert round(summarize(machine_id, load_kg, lifter).peak_n_m) == peak


def test_each_machine_is_hardest_where_it_is_known_to_be(lifter: Lifter) -> None:
    assert summarize("standing-lever", 40.0, lifter).range_share == pytest.approx(0, abs=0.01)
    assert 85 <= summarize("45-degree-bench", 0.0, lifter).peak_angle_deg <= 90
    assert summarize("roman-chair", 10.0, lifter).range_share == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("machine_id", sorted(find_machines()))
def test_a_very_slow_bench_is_the_static_curve_and_a_quick_one_asks_for_more(machine_id: str, lifter: Lifter) -> None:
    machine = load_machine(machine_id)
    setup = Setup(lifter, machine, 10.0)
    still = summarize_curve(compute_static_curve(setup), machine)
    peaks = [
        summarize_curve(compute_tempo_curve(setup, TempoPrescription(up_s, 0.5, 3.0, 0.5)), machine).peak_n_m
        for up_s in (20.0, 2.0, 0.8)
    ]
    assert peaks[0] == pytest.approx(still.peak_n_m, rel=0.05)
    assert peaks[0] <= peaks[1] <= peaks[2]


@given(st.floats(0, 200), st.floats(0.5, 50), st.sampled_from(sorted(find_machines())), st.sampled_from(list(Sex)))
def test_moment_rises_with_the_load(load_kg: float, more_kg: float, machine_id: str, sex: Sex) -> None:
    machine, lifter = load_machine(machine_id), Lifter(70.0, 1.7, sex)
    light, heavy = (
        compute_static_curve(Setup(lifter, machine, kg)).moments.l5s1_n_m.max() for kg in (load_kg, load_kg + more_kg)
    )
    assert heavy > light


def test_parts_add_up_and_compression_is_a_range(lifter: Lifter) -> None:
    machine = load_machine("standing-lever")
    curve = compute_static_curve(Setup(lifter, machine, 40.0))
    assert np.allclose(curve.moments.body_n_m + curve.moments.machine_n_m, curve.moments.l5s1_n_m)
    low, high = summarize_curve(curve, machine).compression_n
    assert 0 < low < high


@pytest.mark.parametrize("load_kg", [-1.0, 2000.0, float("nan")])
def test_what_is_no_load_is_refused(load_kg: float, lifter: Lifter) -> None:
    with pytest.raises(UsageError, match="expected a load"):
        Setup(lifter, load_machine("standing-lever"), load_kg)


def test_a_lift_of_no_time_is_refused(lifter: Lifter) -> None:
    with pytest.raises(UsageError, match=r"expected a lift of 0\.2 to 20 s"):
        compute_tempo_curve(Setup(lifter, load_machine("standing-lever"), 1.0), TempoPrescription(0.0, 0.5, 2.0, 0.5))
