from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.uncertainty import estimate_uncertainty


def test_a_seed_gives_the_same_interval_and_another_one_another(lifter: Lifter) -> None:
    setup = Setup(lifter, load_machine("standing-lever"), 40.0)
    assert estimate_uncertainty(setup, seed=3) == estimate_uncertainty(setup, seed=3)
    assert estimate_uncertainty(setup, seed=3) != estimate_uncertainty(setup, seed=4)


def test_a_generic_lever_is_sure_to_about_a_fifth_and_a_calibrated_one_to_a_tenth(lifter: Lifter) -> None:
    machine = load_machine("standing-lever")
    widths = []
    for push_pct in (machine.pad_force_uncertainty_pct, 6.0):
        varied = machine.model_copy(update={"pad_force_uncertainty_pct": push_pct})
        peak = estimate_uncertainty(Setup(lifter, varied, 40.0)).peak
        assert peak.low < 200.2 < peak.high
        widths.append((peak.high - peak.low) / 2 / 200.2)
    assert 0.14 < widths[0] < 0.21
    assert 0.06 < widths[1] < 0.11
