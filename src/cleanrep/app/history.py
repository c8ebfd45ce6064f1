"""What a log shows over time: each session's figures, and the bests among clean repetitions.

Shares and medians are of the repetitions that count, corrections included; what was never judged says nothing about
clean. Volume is load times repetitions, in kg, of the sets whose load is a mass.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from cleanrep.model.training import LoggedRepetition, PerformedSet, Session
from cleanrep.report.trend import Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFigures:
    """One session of one exercise in figures; None where nothing was measured.

    Attributes
    ----------
    n_judged : int
        Repetitions that are clean or not, where it could be told.
    clean_share : float or None
        Of the judged ones, 0..1.
    range_of_motion_deg, concentric_s, top_hold_s, eccentric_s : float or None
        Medians over the repetitions.
    load_kg : float or None
        Heaviest of the session.
    volume_load_kg : float or None
        Sum of load times repetitions.
    """

    session_id: str
    started_at: datetime
    n_sets: int
    n_repetitions: int
    n_clean: int
    n_judged: int
    clean_share: float | None
    range_of_motion_deg: float | None
    concentric_s: float | None
    top_hold_s: float | None
    eccentric_s: float | None
    load_kg: float | None
    volume_load_kg: float | None


@dataclass(frozen=True, slots=True)
class Best:
    """A personal best among clean repetitions: what, how much, when, in which set."""

    name: str
    value: float
    unit: str
    performed_at: datetime
    set_id: str

    @property
    def text(self) -> str:
        """The value with its unit, at most one decimal: ``12.5 kg``, ``1 rep``, ``60°``."""
        value = f"{self.value:.1f}".removesuffix(".0")
        if self.unit == "deg":
            return f"{value}°"
        return f"{value} rep" if (value, self.unit) == ("1", "reps") else f"{value} {self.unit}"


def list_figures(sessions: Iterable[Session]) -> Iterator[SessionFigures]:
    """Figures of each session that holds a set."""
    return (_compute(session) for session in sessions if session.sets)


def _compute(session: Session) -> SessionFigures:
    repetitions = [item for performed in session.sets for item in performed.counted]
    judged = [item.is_clean for item in repetitions if item.is_clean is not None]
    loads = [(item.load.load_kg, item.n_repetitions) for item in session.sets]
    masses = [(load, n_repetitions) for load, n_repetitions in loads if load is not None]
    return SessionFigures(
        session_id=session.id,
        started_at=session.started_at.astimezone(session.sets[0].performed_at.tzinfo),
        n_sets=len(session.sets),
        n_repetitions=sum(item.n_repetitions for item in session.sets),
        n_clean=sum(judged),
        n_judged=len(judged),
        clean_share=sum(judged) / len(judged) if judged else None,
        range_of_motion_deg=_take_median(repetitions, "range_of_motion_deg"),
        concentric_s=_take_median(repetitions, "concentric_s"),
        top_hold_s=_take_median(repetitions, "top_hold_s"),
        eccentric_s=_take_median(repetitions, "eccentric_s"),
        load_kg=max((load for load, _ in masses), default=None),
        volume_load_kg=sum(load * n_repetitions for load, n_repetitions in masses) if masses else None,
    )


def _take_median(repetitions: Sequence[LoggedRepetition], name: str) -> float | None:
    values = [value for item in repetitions if (value := getattr(item, name)) is not None]
    return median(values) if values else None


def find_bests(sessions: Iterable[Session]) -> tuple[Best, ...]:
    """Personal bests; the earliest counts where two are equal."""
    bests: dict[str, Best] = {}
    for session in sessions:
        for performed in session.sets:
            for best in _list_candidates(performed):
                if best.name not in bests or best.value > bests[best.name].value:
                    bests[best.name] = best
    return tuple(bests.values())


def _list_candidates(performed: PerformedSet) -> Iterator[Best]:
    clean = [item for item in performed.counted if item.is_clean]
    if not clean:
        return
    when = (performed.performed_at, performed.id)
    yield Best("most clean reps in a set", len(clean), "reps", *when)
    yield Best("longest run of clean reps", _find_run(performed.counted), "reps", *when)
    if (load_kg := performed.load.load_kg) is not None:
        yield Best("heaviest clean rep", load_kg, "kg", *when)
        yield Best("most clean volume in a set", load_kg * len(clean), "kg", *when)
    ranges = [item.range_of_motion_deg for item in clean if item.range_of_motion_deg is not None]
    if ranges:
        yield Best("widest clean rep", max(ranges), "deg", *when)


def _find_run(repetitions: Sequence[LoggedRepetition]) -> int:
    longest = run = 0
    for item in repetitions:
        run = run + 1 if item.is_clean else 0
        longest = max(longest, run)
    return longest


def make_trends(figures: Sequence[SessionFigures]) -> list[Trend]:
    """The trends of a log, in the order in which they are shown."""
    dates = tuple(item.started_at.date() for item in figures)
    shares = tuple(None if item.clean_share is None else 100.0 * item.clean_share for item in figures)
    named = (
        ("load", "kg", tuple(item.load_kg for item in figures)),
        ("volume", "kg", tuple(item.volume_load_kg for item in figures)),
        ("range", "deg", tuple(item.range_of_motion_deg for item in figures)),
        ("up", "s", tuple(item.concentric_s for item in figures)),
        ("top", "s", tuple(item.top_hold_s for item in figures)),
        ("down", "s", tuple(item.eccentric_s for item in figures)),
    )
    trends = [Trend("clean reps", "%", shares, dates)]
    return trends + [Trend(title, unit, values, dates) for title, unit, values in named]
