"""A finding's line shows aim, limit and value in their order."""

import pytest

from cleanrep.model.repetition import Finding
from cleanrep.report.html.scales import WIDTH, make_scale
from cleanrep.testing.sample_report import SamplePlan, make_set_report


def lean(value: float) -> Finding:
    return make_set_report(SamplePlan(tops_deg=(value,))).repetitions[0].findings[0]


def test_zones_run_from_fault_over_between_to_aim() -> None:
    scale = make_scale(lean(-18.0))
    assert scale is not None
    assert [zone.kind for zone in scale.zones] == ["fault", "between", "aim"]
    assert sum(zone.width for zone in scale.zones) == pytest.approx(WIDTH, abs=0.05)


@pytest.mark.parametrize(("value", "kind"), [(-18.0, "fault"), (-8.0, "between"), (0.0, "aim")])
def test_value_stands_in_its_zone(value: float, kind: str) -> None:
    scale = make_scale(lean(value))
    assert scale is not None
    inside = [z.kind for z in scale.zones if z.left <= scale.value <= z.left + z.width]
    assert inside == [kind]


def test_reach_is_one_uncertainty_each_way() -> None:
    scale = make_scale(lean(-18.0))
    assert scale is not None
    assert scale.low < scale.value < scale.high
    assert scale.value - scale.low == pytest.approx(scale.high - scale.value, abs=0.05)


def test_aim_without_a_fault_limit_has_no_fault_zone() -> None:
    scale = make_scale(lean(-18.0)._replace(fault=None))
    assert scale is not None
    assert {zone.kind for zone in scale.zones} == {"between", "aim"}


def test_labels_that_would_touch_are_thinned_out() -> None:
    scale = make_scale(lean(-60.0)._replace(aim=(-5.0, None), fault=(-6.0, None)))
    assert scale is not None
    assert [tick.label for tick in scale.ticks] == ["−6°", ""]


def test_point_for_an_aim_needs_no_room() -> None:
    scale = make_scale(lean(0.0)._replace(value=0.0, aim=(0.0, 0.0), fault=None, uncertainty=None))
    assert scale is not None
    assert scale.value == pytest.approx(WIDTH / 2)


@pytest.mark.parametrize("missing", ["value", "aim"])
def test_nothing_is_drawn_without_value_or_aim(missing: str) -> None:
    finding = lean(0.0)
    finding = finding._replace(value=None) if missing == "value" else finding._replace(aim=None)
    assert make_scale(finding) is None
