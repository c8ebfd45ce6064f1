"""What a page is about: exercise, variant and goal, named by its address and handed on by its links."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query, Request

from cleanrep.app.request import find_exercise, find_user_folder
from cleanrep.errors import CleanRepError, UsageError
from cleanrep.exercises.catalogue import LoadedExercise, find_exercises
from cleanrep.exercises.fields import Slug
from cleanrep.exercises.schema import Exercise
from cleanrep.model.slug import is_slug
from cleanrep.web.shelf import SetMeta

DEFAULT_EXERCISE = "lever-back-extension"
"""What most people come for."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far; None: not yet, every page takes what it thinks best."""

    exercise: str | None = None
    variant: str | None = None
    goal: str | None = None

    def list_named(self) -> dict[str, str]:
        """What an address has to name."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def name_page(self, path: str) -> str:
        """Address of a page of ours that goes on with this choice."""
        named = self.list_named()
        return f"{path}?{urlencode(named)}" if named else path


@dataclass(frozen=True, slots=True)
class PageSubject:
    """The exercise of a page with the choice that its address made of it."""

    loaded: LoadedExercise
    choice: Choice

    @property
    def exercise(self) -> Exercise:
        """What the exercise's file holds."""
        return self.loaded.exercise


def read_choice(request: Request) -> Choice:
    """What an address names, whether or not there is such an exercise; what cannot be a name is passed over."""
    asked = request.query_params
    named = {name: asked[name] for name in asdict(Choice()) if is_slug(asked.get(name, ""))}
    return Choice(**named)


def choose_exercise(
    exercise: Annotated[Slug, Query()] = DEFAULT_EXERCISE,
    variant: Annotated[Slug | None, Query()] = None,
    goal: Annotated[Slug | None, Query()] = None,
) -> PageSubject:
    """Load the exercise of a page.

    Raises
    ------
    ExerciseError, UsageError
        When there is none of that name, or it has no such variant or goal.
    """
    loaded = find_exercise(exercise)
    _check_named(variant, loaded.exercise.variants, what=f"a variant of {exercise}")
    _check_named(goal, loaded.exercise.goals, what=f"a goal of {exercise}")
    return PageSubject(loaded, Choice(exercise, variant, goal))


ChosenExercise = Annotated[PageSubject, Depends(choose_exercise)]


@cache
def list_exercises() -> tuple[tuple[str, str], ...]:
    """Id and name of each exercise that can be chosen, read once; a file that does not hold is left out."""
    choices = []
    for exercise_id in find_exercises(find_user_folder()):
        try:
            choices.append((exercise_id, find_exercise(exercise_id).exercise.name))
        except CleanRepError as error:
            _log.warning("an exercise file cannot be chosen: %s", error)
    return tuple(choices)


def name_subject(meta: SetMeta) -> str:
    """Exercise, variant and goal of a set in the words of the exercise's file; by id where it knows them no more."""
    exercise = _find_named(meta.exercise)
    variant = None if exercise is None else exercise.variants.get(meta.variant)
    goal = None if exercise is None else exercise.goals.get(meta.goal)
    names = (
        meta.exercise if exercise is None else exercise.name,
        meta.variant if variant is None else variant.name,
        meta.goal if goal is None else goal.name,
    )
    return " · ".join(names)


@cache
def _find_named(exercise_id: str) -> Exercise | None:
    """An exercise for its names, read once for all the rows of a list; None where its file is gone or does not hold."""
    try:
        return find_exercise(exercise_id).exercise
    except CleanRepError as error:
        _log.warning("an exercise goes by its id: %s", error)
        return None


def _check_named(name: str | None, known: Iterable[str], *, what: str) -> None:
    if name is not None and name not in known:
        raise UsageError(f"{what}: {', '.join(known)}", repr(name), "choose one of them")


def check_goal(goal: str, known: tuple[str, ...]) -> None:
    """Refuse a goal that the exercise does not have.

    Raises
    ------
    HTTPException
        400, naming the goals that it has.
    """
    if goal not in known:
        raise HTTPException(400, f"expected a goal of {', '.join(known)}, got {goal!r}")
