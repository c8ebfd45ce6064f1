"""From where a lifter stands to what to do: sets, repetitions, tempo, rest, load."""

from cleanrep.exercises.policy import ShareRange
from cleanrep.exercises.schema import Goal, Tempo
from cleanrep.model.training import Level, Load, Prescription, TempoPrescription
from cleanrep.planning.decision import Standing
from cleanrep.planning.one_rm import choose_target_share
from cleanrep.planning.session_digest import TECHNIQUE
from cleanrep.planning.settings import PlanningSettings

OPEN_RESERVE = (0, 10)


def prescribe_goal(settings: PlanningSettings, goal_id: str, *, load: Load | None = None) -> Prescription:
    """Fewest sets of the goal (most for an advanced lifter), fewest repetitions, middle of the rest."""
    goal = settings.exercise.goals[goal_id]
    return Prescription(
        exercise=settings.exercise.id,
        variant=settings.variant,
        goal=goal_id,
        n_sets=count_sets(goal, settings.level),
        n_repetitions=goal.repetitions.min,
        tempo=make_tempo(goal.tempo),
        rest_s=choose_rest_s(goal),
        load=load,
        target_rir=OPEN_RESERVE if goal.rir is None else (goal.rir.min, goal.rir.max),
        machine_id=settings.machine_id,
    )


def prescribe(settings: PlanningSettings, standing: Standing) -> Prescription | None:
    """What to do in the next session; None while an emergency sign stands in the log."""
    if standing.is_blocked:
        return None
    if standing.is_technique or standing.is_single_technique:
        is_known = settings.technique is not settings.goal
        goal_id = TECHNIQUE if is_known else settings.goal_id
        return prescribe_goal(settings, goal_id, load=find_technique_load(settings, standing.load))
    planned = prescribe_goal(settings, settings.goal_id, load=standing.load)
    n_sets, n_repetitions = planned.n_sets, standing.n_repetitions
    if standing.is_deload:
        n_sets, n_repetitions = cut_volume(n_sets, n_repetitions, cut=settings.policy.deload.volume_cut)
    tempo = make_tempo(settings.goal.tempo, eccentric_s=standing.eccentric_s)
    return Prescription(
        exercise=planned.exercise,
        variant=planned.variant,
        goal=planned.goal,
        n_sets=n_sets,
        n_repetitions=n_repetitions,
        tempo=tempo,
        rest_s=planned.rest_s,
        load=standing.load,
        target_rir=planned.target_rir,
        machine_id=planned.machine_id,
    )


def find_technique_load(settings: PlanningSettings, load: Load | None) -> Load | None:
    """The load for technique: as much lighter as technique's share of the maximum is below the goal's.

    Where no load is known it is the lightest of the machine.
    """
    if load is None:
        return settings.steps.find_lightest() if settings.steps.values else None
    if settings.technique is settings.goal:
        return load
    share = choose_target_share(settings.technique) / choose_target_share(settings.goal)
    return load if share >= 1.0 else settings.steps.find_reduced(load, settings.scale, cut=1.0 - share)


def count_sets(goal: Goal, level: Level) -> int:
    """Sets of a goal: its fewest, its most for an advanced lifter."""
    return goal.sets.max if level is Level.ADVANCED else goal.sets.min


def choose_rest_s(goal: Goal) -> float:
    """Rest between sets, s: the middle of the goal's range, or its only bound."""
    sides = [side for side in (goal.rest_s.min, goal.rest_s.max) if side is not None]
    return sum(sides) / len(sides)


def make_tempo(tempo: Tempo, *, eccentric_s: float | None = None) -> TempoPrescription:
    """A goal's tempo, with another lowering where one is given."""
    return TempoPrescription(
        tempo.concentric_s, tempo.top_hold_s, eccentric_s or tempo.eccentric_s, tempo.bottom_hold_s
    )


def cut_volume(n_sets: int, n_repetitions: int, *, cut: ShareRange) -> tuple[int, int]:
    """Fewer sets, and fewer repetitions where that alone does not do, so that the volume falls within the range.

    The one with the most repetitions a set is taken. Where whole numbers allow none, the nearest to the range's middle.
    """
    total = n_sets * n_repetitions
    middle = (cut.min + cut.max) / 2.0

    def weigh(pair: tuple[int, int]) -> tuple[bool, float, int]:
        share = 1.0 - pair[0] * pair[1] / total
        is_within = cut.min - 1e-9 <= share <= cut.max + 1e-9
        return not is_within, 0.0 if is_within else abs(share - middle), -pair[1]

    options = [(sets, reps) for sets in range(1, n_sets + 1) for reps in range(1, n_repetitions + 1)]
    return min(options, key=weigh)
