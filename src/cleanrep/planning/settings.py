"""What the policy is told besides the log: exercise, goal, level, machine, scale of the load."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cleanrep.errors import UsageError
from cleanrep.exercises.policy import Policy
from cleanrep.exercises.schema import Exercise, Goal, Rule
from cleanrep.model.training import Level
from cleanrep.planning.load_scale import LoadScale
from cleanrep.planning.machine_steps import LoadSteps
from cleanrep.planning.session_digest import TECHNIQUE


@dataclass(frozen=True)
class PlanningSettings:
    """Exercise, goal and circumstances of a plan.

    Attributes
    ----------
    level : Level
        Beginners practise technique first.
    machine_id : str or None
        Machine of the prescription; None where none is known.
    cleared_on : date or None
        When the safety questions were last answered without a reason to ask a clinician.
    needs_clinician : bool
        A clinician has to be asked before anything is prescribed.
    """

    exercise: Exercise
    variant: str
    goal_id: str
    level: Level
    steps: LoadSteps
    scale: LoadScale
    machine_id: str | None = None
    cleared_on: date | None = None
    needs_clinician: bool = False

    def __post_init__(self) -> None:
        """Refuse what the exercise does not have."""
        if self.exercise.policy is None:
            raise UsageError(
                "an exercise file with a [policy]", f"none in {self.exercise.id}", "add one; see docs/exercises.md"
            )
        for kind, name, known in (
            ("goal", self.goal_id, self.exercise.goals),
            ("variant", self.variant, self.exercise.variants),
        ):
            if name not in known:
                raise UsageError(
                    f"a {kind} of {self.exercise.id}: {', '.join(known)}", repr(name), "choose one of them"
                )

    @cached_property
    def policy(self) -> Policy:
        """Limits of the progression."""
        assert self.exercise.policy is not None  # noqa: S101 - refused above
        return self.exercise.policy

    @cached_property
    def goal(self) -> Goal:
        """The goal's prescription."""
        return self.exercise.goals[self.goal_id]

    @cached_property
    def technique(self) -> Goal:
        """Prescription of technique practice; the goal's own where the exercise has none."""
        return self.exercise.goals.get(TECHNIQUE, self.goal)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.exercise.rules}

    @property
    def max_step(self) -> float:
        """Largest rise of the demand in one step, share."""
        load = self.policy.load
        return load.max_fine_step_share if self.goal_id in load.fine_goals else load.max_step_share

    @property
    def policy_name(self) -> str:
        """Name and version of the policy, for decisions that are kept."""
        return f"quality-gated-double-progression/{self.policy.version}"
