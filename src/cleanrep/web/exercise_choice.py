"""Which exercise a page is about: the one that its address names, else the one that most people come for."""

import logging
from functools import cache
from typing import Annotated

from fastapi import Depends, Query
from pydantic import StringConstraints

from cleanrep.app.request import find_exercise, find_user_folder
from cleanrep.errors import CleanRepError
from cleanrep.exercises.catalogue import LoadedExercise, find_exercises

DEFAULT_EXERCISE = "lever-back-extension"
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Of an exercise's id; a path of a file is none."""
MAX_ID_CHARACTERS = 64

_log = logging.getLogger(__name__)


ExerciseId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=MAX_ID_CHARACTERS)]


def choose_exercise(exercise: Annotated[ExerciseId, Query()] = DEFAULT_EXERCISE) -> LoadedExercise:
    """Load the exercise of a page.

    Raises
    ------
    ExerciseError, UsageError
        When there is none of that name.
    """
    return find_exercise(exercise)


ChosenExercise = Annotated[LoadedExercise, Depends(choose_exercise)]


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
