"""Training as it is planned and as it was done: people, machines, prescriptions, performed sets, sessions.

It says what is known and by whom: a machine's finding and a person's correction stand side by side, and `verdict`
and the like tell which one counts. What follows from them (next load, deload, stop) is `planning`'s to decide, how
they are kept is `store`'s.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cleanrep.model.repetition import Verdict

KG_PER_LB = 0.45359237
"""Kilograms in a pound (international avoirdupois pound, 1959)."""


class LoadUnit(StrEnum):
    """What the number on a load means."""

    KG = "kg"
    LB = "lb"
    STACK_POSITION = "stack_position"
    BODYWEIGHT = "bodyweight"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Load:
    """Resistance of a set as it was set on the machine.

    Attributes
    ----------
    value : float or None
        In `unit`, 0 or more; added weight for ``bodyweight`` (kg, None: none); None where unknown.
    """

    unit: LoadUnit
    value: float | None = None

    @property
    def load_kg(self) -> float | None:
        """Mass in kg; None for a stack position, body weight alone and an unknown load."""
        if self.value is None:
            return None
        if self.unit is LoadUnit.LB:
            return self.value * KG_PER_LB
        return self.value if self.unit in {LoadUnit.KG, LoadUnit.BODYWEIGHT} else None

    def convert(self, unit: LoadUnit) -> "Load | None":
        """The same mass in kg or lb; None between units that have no measure in common."""
        if unit is self.unit:
            return self
        if self.value is None or not {unit, self.unit} <= {LoadUnit.KG, LoadUnit.LB}:
            return None
        return Load(unit, self.value * KG_PER_LB if unit is LoadUnit.KG else self.value / KG_PER_LB)


@dataclass(frozen=True, slots=True)
class TempoPrescription:
    """Seconds of each phase, in the order in which a lift goes."""

    concentric_s: float
    top_hold_s: float
    eccentric_s: float
    bottom_hold_s: float


class Level(StrEnum):
    """Training level of a lifter; a beginner has limits of their own in the rules."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A lifter.

    Attributes
    ----------
    id : str
        Slug, chosen once.
    body_mass_kg, height_m, sex : float, float, str or None
        For the load on the back; None where not given. `sex` is ``female`` or ``male``, as in the segment tables.
    screened_on : date or None
        When the safety questions were answered; None before the first session.
    needs_clinician : bool
        An answer said that a clinician should be asked first.
    """

    id: str
    name: str
    level: Level = Level.BEGINNER
    body_mass_kg: float | None = None
    height_m: float | None = None
    sex: str | None = None
    screened_on: date | None = None
    needs_clinician: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine of a gym, as a lifter sets it.

    Attributes
    ----------
    id : str
        Slug, chosen once.
    steps : tuple[float, ...]
        Loads that its pins allow, rising, in `unit`; empty where free (plates) or unknown.
    add_ons : tuple[float, ...]
        Small weights that may be put on top of a pin, in `unit`.
    kinetics : str or None
        Id or file of the machine's mechanical description, for the moment on the back.
    """

    id: str
    name: str
    exercise: str
    variant: str
    unit: LoadUnit
    steps: tuple[float, ...] = ()
    add_ons: tuple[float, ...] = ()
    kinetics: str | None = None


class SetKind(StrEnum):
    """What a set was done for."""

    WORK = "work"
    WARM_UP = "warm-up"
    TRIAL = "trial"
    """Rated by repetitions in reserve to find a starting load."""


@dataclass(frozen=True, slots=True)
class LoggedFinding:
    """Verdict on one rule in one repetition, the machine's and the person's side by side.

    Attributes
    ----------
    found : Verdict or None
        The machine's; None where it never judged (a set written down by hand).
    corrected : Verdict or None
        The person's; None: left as found.
    p_off_aim : float or None
        The machine's probability 0..1 that the true value misses the aim; None where it gave none.
    """

    rule: str
    found: Verdict | None
    corrected: Verdict | None = None
    p_off_aim: float | None = None

    @property
    def verdict(self) -> Verdict:
        """The one that counts."""
        return self.corrected or self.found or Verdict.NOT_ASSESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRepetition:
    """A repetition in the log.

    Attributes
    ----------
    found_clean : bool or None
        What the analysis said; None: could not tell, or `is_added`.
    corrected_clean : bool or None
        What a person said of the repetition as a whole; None: left as found.
    is_added : bool
        A person added it: the machine had not counted it.
    is_removed : bool
        A person took it out: it was none. It stays in the log.
    range_of_motion_deg, concentric_s, top_hold_s, eccentric_s, bottom_hold_s : float or None
        As measured; None where not.
    """

    index: int
    found_clean: bool | None = None
    corrected_clean: bool | None = None
    is_added: bool = False
    is_removed: bool = False
    findings: tuple[LoggedFinding, ...] = ()
    range_of_motion_deg: float | None = None
    concentric_s: float | None = None
    top_hold_s: float | None = None
    eccentric_s: float | None = None
    bottom_hold_s: float | None = None

    @property
    def is_clean(self) -> bool | None:
        """What counts: the person's word, else the machine's; None when neither can tell."""
        return self.found_clean if self.corrected_clean is None else self.corrected_clean


class SelfReport(StrEnum):
    """Answer to a question that no camera answers."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedSet:
    """A set as it was done.

    Attributes
    ----------
    id : str
        UUID, made when it is logged.
    performed_at : datetime
        With its zone.
    order : int
        From 1 within the session.
    n_repetitions : int
        As counted in the end, corrections included.
    repetitions : tuple[LoggedRepetition, ...]
        Empty where only a count was written down.
    rir : float or None
        Repetitions in reserve 0..10; None where not given. Never made from `rpe`.
    rpe : float or None
        Rating of perceived exertion 1..10 as given or imported; never made from `rir`.
    pain : int or None
        0..10; None where not given.
    self_reports : tuple[tuple[str, SelfReport], ...]
        Rule id and answer, for rules that a camera does not see (``glutes``, ``breathing``, ``long-spine``...).
    report_sha256 : str or None
        Of the analysis that it came from.
    """

    id: str
    person_id: str
    session_id: str
    exercise: str
    variant: str
    goal: str
    performed_at: datetime
    order: int
    load: Load
    n_repetitions: int
    kind: SetKind = SetKind.WORK
    machine_id: str | None = None
    repetitions: tuple[LoggedRepetition, ...] = ()
    rir: float | None = None
    rpe: float | None = None
    pain: int | None = None
    self_reports: tuple[tuple[str, SelfReport], ...] = ()
    notes: str = ""
    report_sha256: str | None = None

    @property
    def counted(self) -> tuple[LoggedRepetition, ...]:
        """The repetitions that count: those that a person took out are left out."""
        return tuple(item for item in self.repetitions if not item.is_removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Sets of one person on one day.

    Attributes
    ----------
    readiness : int or None
        1 (poor) to 5 (fresh); None where not given.
    stop_reasons : tuple[str, ...]
        Ids of the stop rules that ended it (``pain``, ``sharp-pain``, ``numbness``, ``dizziness``, ``emergency``).
    """

    id: str
    person_id: str
    started_at: datetime
    sets: tuple[PerformedSet, ...] = ()
    readiness: int | None = None
    stop_reasons: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """What to do in the next session: planned, where a `PerformedSet` is done.

    Attributes
    ----------
    load : Load or None
        None where it has to be found by a trial set first.
    target_rir : tuple[int, int]
        Least and most repetitions in reserve.
    """

    exercise: str
    variant: str
    goal: str
    n_sets: int
    n_repetitions: int
    tempo: TempoPrescription
    rest_s: float
    load: Load | None
    target_rir: tuple[int, int]
    machine_id: str | None = None
