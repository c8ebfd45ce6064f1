from math import nan

import pytest

from cleanrep.model.repetition import Phase
from cleanrep.phases.live_phase import LivePhase
from cleanrep.testing import Fidgets, PlannedRepetition, make_set


def watch(*plan: PlannedRepetition | Fidgets) -> list[tuple[float, Phase]]:
    made = make_set(plan)
    live = LivePhase(60.0)
    changes = [
        (float(time_s), live.push(float(time_s), -float(trunk_deg)))
        for time_s, trunk_deg in zip(made.time_s, made.trunk_deg, strict=True)
    ]
    return [(time_s, phase) for time_s, phase in changes if phase is not None]


def test_phases_follow_each_other_in_order() -> None:
    phases = [phase for _, phase in watch(PlannedRepetition(), PlannedRepetition())]
    assert phases == [Phase.CONCENTRIC, Phase.TOP_HOLD, Phase.ECCENTRIC, Phase.BOTTOM_HOLD] * 2


def test_each_phase_is_told_within_half_a_second_of_its_start() -> None:
    (true,) = make_set([PlannedRepetition()]).repetitions
    starts_s = (true.times.start_s, true.times.top_start_s, true.times.top_end_s, true.times.end_s)
    for (told_s, _), start_s in zip(watch(PlannedRepetition()), starts_s, strict=True):
        assert told_s == pytest.approx(start_s, abs=0.5)


def test_fidgets_are_no_lift() -> None:
    assert watch(Fidgets(size_deg=4.0)) == []


def test_an_unseen_moment_changes_nothing() -> None:
    live = LivePhase(60.0)
    assert [live.push(index / 25, nan) for index in range(50)] == [None] * 50
    assert live.phase is Phase.BOTTOM_HOLD
