"""Sessions over the weeks: which day, which prescription, and the warm-up before deadlifts, rows or hinges.

Outlines the weeks as the goal asks for them. What rises when is not foreseen here: after each session the policy says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from cleanrep.errors import UsageError
from cleanrep.model.training import Level, Prescription
from cleanrep.planning.decision import Standing
from cleanrep.planning.prescribing import prescribe, prescribe_goal
from cleanrep.planning.settings import PlanningSettings

MAX_WEEKS = 104
MAX_SESSIONS_PER_WEEK = 4
DAYS = 7
WARM_UP = "warm-up"


class Companion(StrEnum):
    """Another day of the week that a warm-up prepares, as the guide names them."""

    DEADLIFT = "deadlift-day"
    ROW = "row-day"
    HINGE = "hinge-day"

    @property
    def words(self) -> str:
        """What the warm-up comes before."""
        return {"deadlift-day": "deadlifts", "row-day": "rows", "hinge-day": "hip hinges"}[self.value]


class DayKind(StrEnum):
    """What a planned day is for."""

    TECHNIQUE = "technique"
    WORK = "work"
    LIGHT = "light"
    WARM_UP = "warm-up"


@dataclass(frozen=True, slots=True)
class CompanionDay:
    """A companion and its day of the week, 0 Monday to 6 Sunday; None: the first session's."""

    companion: Companion
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarRequest:
    """What a calendar is made for.

    Attributes
    ----------
    start : date
        The first session is on this day or in the six after it.
    standing : Standing or None
        Where the lifter stands by the log; None: before the first session.
    """

    start: date
    n_weeks: int
    n_per_week: int
    companions: tuple[CompanionDay, ...] = ()
    standing: Standing | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be laid out."""
        if not 1 <= self.n_weeks <= MAX_WEEKS:
            raise UsageError(f"1 to {MAX_WEEKS} weeks", str(self.n_weeks), "choose fewer or more")
        if not 1 <= self.n_per_week <= MAX_SESSIONS_PER_WEEK:
            expected = f"1 to {MAX_SESSIONS_PER_WEEK} sessions a week"
            raise UsageError(expected, str(self.n_per_week), "the lower back needs days between them")


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the plan.

    Attributes
    ----------
    before : Companion or None
        What a warm-up prepares.
    """

    on: date
    week: int
    kind: DayKind
    prescription: Prescription
    before: Companion | None = None


def lay_out(settings: PlanningSettings, request: CalendarRequest) -> tuple[PlannedDay, ...]:
    """Days of a plan in order; on the same day a warm-up comes first."""
    offsets = choose_offsets(request)
    work = list(_lay_out_work(settings, request, offsets))
    warm_ups = _lay_out_warm_ups(settings, request, offsets)
    return tuple(sorted((*warm_ups, *work), key=lambda day: (day.on, day.kind is not DayKind.WARM_UP)))


def choose_offsets(request: CalendarRequest) -> tuple[int, ...]:
    """Days after the start on which the sessions of a week lie: evenly spread, none on the day before a companion."""
    base = [i * DAYS // request.n_per_week for i in range(request.n_per_week)]
    first = request.start.weekday()
    busy = {(day.weekday - first) % DAYS for day in request.companions if day.weekday is not None}

    def count_clashes(shift: int) -> int:
        return sum((offset + shift + 1) % DAYS in busy for offset in base)

    shift = min(range(DAYS), key=lambda item: (count_clashes(item), item))
    return tuple(sorted((offset + shift) % DAYS for offset in base))


def _lay_out_work(
    settings: PlanningSettings, request: CalendarRequest, offsets: tuple[int, ...]
) -> Iterator[PlannedDay]:
    standing = request.standing or Standing(n_repetitions=settings.goal.repetitions.min)
    n_technique = _count_technique(settings, request)
    light_after = settings.policy.deload.every_weeks.min
    number, first_work_week = 0, None
    for week in range(request.n_weeks):
        for offset in offsets:
            on = request.start + timedelta(days=DAYS * week + offset)
            number += 1
            if number <= n_technique:
                yield _plan_technique(settings, standing, on, week=week + 1)
                continue
            first_work_week = week if first_work_week is None else first_work_week
            is_light = (week - first_work_week) % (light_after + 1) == light_after
            yield _plan_work(settings, standing, on, week=week + 1, is_light=is_light)


def _plan_technique(settings: PlanningSettings, standing: Standing, on: date, *, week: int) -> PlannedDay:
    practice = Standing(n_repetitions=standing.n_repetitions, load=standing.load, is_technique=True)
    return PlannedDay(on, week, DayKind.TECHNIQUE, _prescribe(settings, practice))


def _plan_work(settings: PlanningSettings, standing: Standing, on: date, *, week: int, is_light: bool) -> PlannedDay:
    load = None if standing.is_technique else standing.load
    plain = Standing(n_repetitions=settings.goal.repetitions.min, load=load, eccentric_s=standing.eccentric_s)
    if is_light:
        # Only the volume is laid out: the load of a day so far ahead is the log's to say.
        light = Standing(n_repetitions=plain.n_repetitions, deload_started_at=_midnight(on))
        return PlannedDay(on, week, DayKind.LIGHT, _prescribe(settings, light))
    return PlannedDay(on, week, DayKind.WORK, _prescribe(settings, plain))


def _prescribe(settings: PlanningSettings, standing: Standing) -> Prescription:
    prescription = prescribe(settings, standing)
    assert prescription is not None  # noqa: S101 - only a blocked standing has none
    return prescription


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def _count_technique(settings: PlanningSettings, request: CalendarRequest) -> int:
    least = settings.policy.beginner.technique_sessions.min
    standing = request.standing
    if standing is not None:
        return max(1, least - standing.n_technique) if standing.is_technique else 0
    return least if settings.level is Level.BEGINNER else 0


def _lay_out_warm_ups(
    settings: PlanningSettings, request: CalendarRequest, offsets: tuple[int, ...]
) -> Iterator[PlannedDay]:
    if not request.companions:
        return
    if WARM_UP not in settings.exercise.goals:
        raise UsageError(f"an exercise with the goal {WARM_UP}", settings.exercise.id, "leave --with out")
    prescription = prescribe_goal(settings, WARM_UP)
    first = request.start.weekday()
    for week in range(request.n_weeks):
        for day in request.companions:
            offset = offsets[0] if day.weekday is None else (day.weekday - first) % DAYS
            on = request.start + timedelta(days=DAYS * week + offset)
            yield PlannedDay(on, week + 1, DayKind.WARM_UP, prescription, day.companion)
