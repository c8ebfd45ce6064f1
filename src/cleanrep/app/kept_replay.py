"""Replay a log, and decide anew only what a change of it touches.

A decision follows from where the lifter stood and from what the session holds. It is kept beside its session with a
mark of where the lifter stood before and after it; the store drops it with the first change of the session. Where the
marks follow each other there is nothing to decide; after a change every session is decided anew until the lifter
stands where the kept decisions go on. The result is that of the whole replay, whatever was kept.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from cleanrep import __version__
from cleanrep.app.lifter import Lifter
from cleanrep.exercises.catalogue import LoadedExercise
from cleanrep.model.training_records import KeptStep, SessionPlace, SetChoice
from cleanrep.planning.decision import Standing, Step
from cleanrep.planning.digest import SetDigester
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.session_digest import TECHNIQUE, SessionDigest, digest_session

if TYPE_CHECKING:
    from cleanrep.store.store import Store

FIRST_BATCH = 8
LARGEST_BATCH = 256
_STEP = TypeAdapter(Step)
_STANDING = TypeAdapter(Standing)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a replay has come.

    Attributes
    ----------
    n_places : int
        Sessions that are behind it.
    mark : str
        Of where the lifter stands.
    session_id : str or None
        Session of the last step; None before the first.
    """

    n_places: int
    mark: str
    session_id: str | None = None


def replay_log(store: "Store", lifter: Lifter, loaded: LoadedExercise, *, is_whole: bool = False) -> tuple[Step, ...]:
    """The last decision over the log, and before it those that were made anew, oldest first; empty without any.

    What is decided anew is kept, unless the store may only be read.

    Parameters
    ----------
    is_whole : bool
        Decide everything anew.
    """
    replay = _Replay(store, lifter, loaded)
    places = replay.list_places()
    reached = replay.follow(places, replay.start())
    if is_whole or reached.n_places < len(places):
        # Read and kept in one transaction: a step must never stand beside a session that changed in between.
        with nullcontext() if store.database.is_read_only else store.transaction():
            places = replay.list_places()
            if is_whole:
                places = tuple(SessionPlace(place.session_id) for place in places)
            return replay.run(places)
    return () if reached.session_id is None else (replay.read_step(reached.session_id),)


def mark_standing(standing: Standing) -> str:
    """Hash of where a lifter stands."""
    return hashlib.sha256(_STANDING.dump_json(standing)).hexdigest()


def make_basis(lifter: Lifter, exercise: LoadedExercise) -> str:
    """Hash of all that a decision rests on besides the log: exercise file, goal, machine, person, this version."""
    settings = lifter.settings
    parts = (
        __version__,
        exercise.sha256,
        settings.policy_name,
        settings.variant,
        settings.goal_id,
        settings.level.value,
        settings.scale,
        settings.steps,
        settings.machine_id,
        settings.cleared_on,
        settings.needs_clinician,
    )
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()


class _Replay:
    """One replay for one lifter."""

    def __init__(self, store: "Store", lifter: Lifter, loaded: LoadedExercise) -> None:
        settings = lifter.settings
        self._store = store
        self._person_id = lifter.person.id
        self._policy = DoubleProgression(settings)
        self._digester = SetDigester(settings.exercise, settings.policy)
        self._goal = settings.goal_id
        goals = tuple(dict.fromkeys((settings.goal_id, TECHNIQUE)))
        self._choice = SetChoice(settings.exercise.id, settings.variant, goals, settings.machine_id)
        self._basis = make_basis(lifter, loaded)
        self._made: dict[str, Step] = {}

    def list_places(self) -> tuple[SessionPlace, ...]:
        """Every session of the log, with what is kept of it."""
        return self._store.kept_steps.list_places(self._person_id, self._choice.exercise, self._basis)

    def start(self) -> Reached:
        """Before the first session."""
        return Reached(0, mark_standing(self._policy.start()))

    @staticmethod
    def follow(places: Sequence[SessionPlace], reached: Reached) -> Reached:
        """As far as the kept steps follow each other."""
        n_places, mark, session_id = reached.n_places, reached.mark, reached.session_id
        for place in places[n_places:]:
            if place.mark_after is None or place.mark_before != mark:
                break
            n_places, mark = n_places + 1, place.mark_after
            session_id = place.session_id if place.has_step else session_id
        return Reached(n_places, mark, session_id)

    def run(self, places: Sequence[SessionPlace]) -> tuple[Step, ...]:
        """Through all sessions; every step that was made anew, and the last one."""
        reached = self.follow(places, self.start())
        while reached.n_places < len(places):
            reached = self.follow(places, self._decide(places, reached))
        steps = tuple(self._made.values())
        if reached.session_id is None or reached.session_id in self._made:
            return steps
        return (*steps, self.read_step(reached.session_id))

    def read_step(self, session_id: str) -> Step:
        """The step of a session, made anew or kept."""
        made = self._made.get(session_id)
        return made or _STEP.validate_json(self._store.kept_steps.get(session_id, self._choice.exercise) or "")

    def _decide(self, places: Sequence[SessionPlace], reached: Reached) -> Reached:
        """Session after session anew, until the lifter stands where the kept steps go on."""
        size = FIRST_BATCH
        while reached.n_places < len(places):
            batch = places[reached.n_places : reached.n_places + size]
            end = reached.n_places + len(batch)
            reached = self._decide_batch(batch, reached)
            if reached.n_places < end:
                break
            size = min(2 * size, LARGEST_BATCH)
        return reached

    def _decide_batch(self, batch: Sequence[SessionPlace], reached: Reached) -> Reached:
        standing = self._policy.start() if reached.session_id is None else self.read_step(reached.session_id).standing
        kept = []
        for place, digest in zip(batch, self._read_digests(batch), strict=True):
            if place.mark_before == reached.mark:
                break
            step = None if digest is None else self._policy.judge(standing, digest)
            before, reached = reached.mark, self._move(place, step, reached)
            kept.append(self._make_kept(place, step, before=before, after=reached.mark))
            standing = standing if step is None else step.standing
        if not self._store.database.is_read_only:
            self._store.kept_steps.keep(kept)
        return reached

    def _move(self, place: SessionPlace, step: Step | None, reached: Reached) -> Reached:
        """Past a session."""
        n_places = reached.n_places + 1
        if step is None:
            return replace(reached, n_places=n_places)
        self._made[place.session_id] = step
        return Reached(n_places, mark_standing(step.standing), place.session_id)

    def _make_kept(self, place: SessionPlace, step: Step | None, *, before: str, after: str) -> KeptStep:
        return KeptStep(
            session_id=place.session_id,
            exercise=self._choice.exercise,
            basis=self._basis,
            mark_before=before,
            mark_after=after,
            step=None if step is None else _STEP.dump_json(step).decode(),
        )

    def _read_digests(self, batch: Sequence[SessionPlace]) -> Iterator[SessionDigest | None]:
        """What counts of each session; None where nothing does."""
        found = self._store.log.read_outlines([place.session_id for place in batch], self._choice)
        for place in batch:
            session, outlines = found[place.session_id]
            digests = [self._digester.digest(*pair) for pair in zip(session.sets, outlines, strict=True)]
            yield digest_session(session, digests, goal=self._goal)
