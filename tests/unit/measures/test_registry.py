import pytest

from cleanrep.measures.registry import get_measure_kinds, late_measure, measure, relative_measure
from cleanrep.signals.registry import signal


def test_every_measure_says_its_unit_and_what_it_is() -> None:
    units = {"deg", "s", "1", "deg/s", "deg/s2", "1/s", "cm", "%"}
    for name, kind in get_measure_kinds().items():
        assert kind.name == name
        assert kind.unit in units
        assert kind.description.endswith(".")


@pytest.mark.parametrize("register", [measure, late_measure, relative_measure])
def test_a_name_is_registered_once(register: object) -> None:
    assert callable(register)
    with pytest.raises(ValueError, match="expected each measure once, got 'concentric_s' twice"):
        register("concentric_s", unit="s")(lambda *_: None)


def test_a_signal_is_registered_once() -> None:
    with pytest.raises(ValueError, match="expected each signal once"):
        signal("trunk_inclination_deg", unit="deg")(lambda stretch: stretch.time_s)
