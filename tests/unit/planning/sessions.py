"""A lifter, a machine and sessions to plan with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.exercises.schema import Exercise
from cleanrep.model.training import Level, Load, LoadUnit, Machine, SelfReport, SetKind
from cleanrep.planning.decision import Step
from cleanrep.planning.digest import SetDigest
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.load_scale import StackScale
from cleanrep.planning.machine_steps import list_steps
from cleanrep.planning.session_digest import SessionDigest, SessionNote
from cleanrep.planning.settings import PlanningSettings

START = datetime(2026, 1, 5, 18, tzinfo=UTC)
PINS = tuple(5.0 * number for number in range(1, 21))
ANSWERED = (("hips-stable", SelfReport.YES), ("long-spine", SelfReport.YES))


def kg(value: float) -> Load:
    return Load(LoadUnit.KG, value)


def replay(settings: PlanningSettings, *sessions: SessionDigest) -> list[Step]:
    return list(DoubleProgression(settings).replay(sessions))


@cache
def load_lever() -> Exercise:
    return load_exercise("lever-back-extension").exercise


def make_settings(
    goal: str = "strength",
    *,
    level: Level = Level.INTERMEDIATE,
    steps: tuple[float, ...] = PINS,
    add_ons: tuple[float, ...] = (1.25, 2.5),
) -> PlanningSettings:
    exercise = load_lever()
    assert exercise.policy is not None
    machine = Machine(
        id="gym",
        name="Gym",
        exercise=exercise.id,
        variant="standing",
        unit=LoadUnit.KG,
        steps=steps,
        add_ons=add_ons,
    )
    return PlanningSettings(
        exercise=exercise,
        variant="standing",
        goal_id=goal,
        level=level,
        steps=list_steps(machine, exercise.policy.load, unit=LoadUnit.KG),
        scale=StackScale(),
        machine_id="gym",
    )


def make_set(number: int = 1, **changes: Any) -> SetDigest:
    """A perfect set of 12 with 3 in reserve and without pain at 40 kg, unless told otherwise."""
    perfect = SetDigest(
        set_id=f"set-{number}",
        session_id="s",
        performed_at=START,
        kind=SetKind.WORK,
        goal="strength",
        load=Load(LoadUnit.KG, 40.0),
        machine_id="gym",
        n_repetitions=12,
        n_clean=12,
        off_aim=(("stop-at-neutral", 0.1),),
        unseen=("hips-stable", "long-spine"),
        rir=3.0,
        pain=0,
        answers=ANSWERED,
    )
    changed = replace(perfect, **changes)
    is_short = "n_repetitions" in changes and "n_clean" not in changes
    return replace(changed, n_clean=changed.n_repetitions) if is_short else changed


def make_session(
    day: float = 0.0,
    *,
    sets: int = 3,
    readiness: int | None = None,
    stop_reasons: tuple[str, ...] = (),
    **changes: Any,
) -> SessionDigest:
    """A session of like sets; `changes` are those of its sets."""
    at = START + timedelta(days=day)
    name = f"s{day:g}"
    done = tuple(make_set(i, **changes) for i in range(1, sets + 1))
    done = tuple(replace(item, session_id=name, performed_at=at) for item in done)
    return SessionDigest(
        session_id=name,
        started_at=at,
        goal=done[0].goal,
        sets=tuple(item for item in done if item.kind is SetKind.WORK),
        trials=tuple(item for item in done if item.kind is SetKind.TRIAL),
        note=SessionNote(readiness, stop_reasons),
    )


LIGHTER_WEEK = tuple(make_session(day, rir=1.0) for day in (0, 9, 20, 30, 42))
"""Six weeks of hard sets at 40 kg: the last begins a lighter week at 35 kg."""
