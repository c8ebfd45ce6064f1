"""A virtual lifter trains by the policy, week after week, so that a coach can see it behave.

The lifter is a few lines of arithmetic: repetitions to failure by Epley's formula, faults that grow with effort, slips
that practice makes rarer. It shows what the policy does; it predicts no one's progress.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, exp2, floor
from random import Random

from cleanrep.model.training import Load, Prescription, SelfReport, SetKind
from cleanrep.planning.breaks import pass_time
from cleanrep.planning.decision import Decision, Standing
from cleanrep.planning.digest import SetDigest
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.one_rm import EPLEY_REPETITIONS
from cleanrep.planning.prescribing import prescribe
from cleanrep.planning.session_digest import SessionDigest, SessionNote
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.virtual_lifter import VirtualLifter

FAULT_EFFORT = 0.9
"""Share of the repetitions to failure at which every second repetition is faulty."""
FAULT_SPREAD = 0.04
RESERVE_SD = 1.0
TRIAL_REPETITIONS = 12
TRIAL_RESERVE = 4
PAIN = 4


@dataclass(frozen=True, slots=True)
class SimulatedSession:
    """A session of the virtual lifter, and what the policy said after it.

    Attributes
    ----------
    load : Load or None
        Of the work sets.
    clean_share : float
        0..1 over all repetitions.
    """

    week: int
    goal: str
    load: Load | None
    n_sets: int
    n_repetitions: int
    clean_share: float
    decision: Decision
    next_load: Load | None


def simulate(settings: PlanningSettings, lifter: VirtualLifter, *, start: datetime) -> Iterator[SimulatedSession]:
    """Train for the lifter's weeks; the same file gives the same sessions."""
    random = Random(lifter.seed)  # noqa: S311 - a model, no secret
    policy = DoubleProgression(settings)
    standing, ability, n_sessions = policy.start(), lifter.one_rm, 0
    for week in range(1, lifter.weeks + 1):
        if lifter.is_away(week):
            continue
        for number in range(lifter.sessions_per_week):
            if random.random() < lifter.missed_share:
                continue
            now = start + timedelta(weeks=week - 1, days=_choose_day(number, lifter.sessions_per_week))
            body = _Body(lifter, ability, n_sessions, random)
            session = _train(settings, _get_ready(settings, standing, now), body, now=now)
            step = policy.judge(standing, session)
            standing, n_sessions = step.standing, n_sessions + 1
            yield _summarise(week, session, step.decision, next_load=standing.load)
        ability *= 1.0 + lifter.gain_pct_per_week / 100.0


def _choose_day(number: int, n_per_week: int) -> int:
    return number * 7 // n_per_week


@dataclass(frozen=True, slots=True)
class _Body:
    lifter: VirtualLifter
    ability: float
    n_sessions: int
    random: Random

    def count_to_failure(self, load: Load) -> float:
        value = max(load.value or 0.0, 1e-9)
        return min(60.0, max(0.0, EPLEY_REPETITIONS * (self.ability / value - 1.0)))

    @property
    def slip_share(self) -> float:
        lifter = self.lifter
        learnt = exp2(-self.n_sessions / lifter.n_sessions_to_halve)
        return max(lifter.slip_floor, lifter.slip_share * learnt)

    def is_faulty(self, effort: float) -> bool:
        tired = 1.0 / (1.0 + exp(-(effort - FAULT_EFFORT) / FAULT_SPREAD)) if effort < 2.0 else 1.0
        return self.random.random() < self.slip_share + (1.0 - self.slip_share) * tired


def _get_ready(settings: PlanningSettings, standing: Standing, now: datetime) -> Prescription:
    prescription = prescribe(settings, pass_time(settings, standing, now))
    assert prescription is not None  # noqa: S101 - a virtual lifter reports no emergency
    return prescription


def _train(settings: PlanningSettings, planned: Prescription, body: _Body, *, now: datetime) -> SessionDigest:
    session_id = f"{now:%Y-%m-%d}"
    is_hurting = body.random.random() < body.lifter.pain_share
    common = _Common(settings, session_id, now, PAIN if is_hurting else 0)
    if planned.load is None and planned.goal == settings.goal_id:
        trial = _do_set(common, body, _choose_trial(settings, body), wanted=(TRIAL_REPETITIONS, SetKind.TRIAL))
        return SessionDigest(session_id=session_id, started_at=now, goal=planned.goal, sets=(), trials=(trial,))
    load = planned.load or settings.steps.find_at_most(0.4 * body.ability)
    sets = tuple(
        _do_set(common, body, load, wanted=(planned.n_repetitions, SetKind.WORK)) for _ in range(planned.n_sets)
    )
    return SessionDigest(session_id=session_id, started_at=now, goal=planned.goal, sets=sets, note=SessionNote())


@dataclass(frozen=True, slots=True)
class _Common:
    settings: PlanningSettings
    session_id: str
    now: datetime
    pain: int


def _choose_trial(settings: PlanningSettings, body: _Body) -> Load:
    ratio = 1.0 + (TRIAL_REPETITIONS + TRIAL_RESERVE) / EPLEY_REPETITIONS
    return settings.steps.find_at_most(body.ability / ratio)


def _do_set(common: _Common, body: _Body, load: Load, *, wanted: tuple[int, SetKind]) -> SetDigest:
    n_to_failure = body.count_to_failure(load)
    n_done = max(1, min(wanted[0], floor(n_to_failure)))
    faulty = [body.is_faulty(number / max(n_to_failure, 1.0)) for number in range(1, n_done + 1)]
    unknown = [not fault and body.random.random() < body.lifter.unknown_share for fault in faulty]
    policy, lifter = common.settings.policy, body.lifter
    rule = policy.stages.control[0]
    heavy = [i for i, fault in enumerate(faulty, start=1) if fault and i / max(n_to_failure, 1.0) > FAULT_EFFORT - 0.1]
    reserve = n_to_failure - n_done + lifter.reserve_bias + body.random.gauss(0.0, RESERVE_SD)
    soft = policy.stages.tempo[0] if policy.stages.tempo else rule
    counts = ((rule, len(heavy)), (soft, sum(faulty) - len(heavy)))
    return SetDigest(
        set_id=f"{common.session_id}-{body.random.getrandbits(32):08x}",
        session_id=common.session_id,
        performed_at=common.now,
        kind=wanted[1],
        goal=common.settings.goal_id,
        load=load,
        machine_id=common.settings.machine_id,
        n_repetitions=n_done,
        n_clean=n_done - sum(faulty) - sum(unknown),
        n_unknown=sum(unknown),
        faults=tuple((name, n) for name, n in counts if n),
        off_aim=((rule, 0.1),),
        unseen=policy.load.answers,
        n_heavy=len(heavy),
        first_heavy=heavy[0] if heavy else None,
        rir=float(min(10, max(0, round(reserve)))),
        pain=common.pain,
        answers=tuple((name, SelfReport.YES) for name in policy.load.answers) if lifter.answers else (),
    )


def _summarise(week: int, session: SessionDigest, decision: Decision, *, next_load: Load | None) -> SimulatedSession:
    done = session.sets or session.trials
    n_repetitions = sum(item.n_repetitions for item in done)
    return SimulatedSession(
        week=week,
        goal=session.goal if session.sets else "trial",
        load=done[0].load if done else None,
        n_sets=len(done),
        n_repetitions=n_repetitions,
        clean_share=sum(item.n_clean for item in done) / max(n_repetitions, 1),
        decision=decision,
        next_load=next_load,
    )
