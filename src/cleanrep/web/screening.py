"""The safety questions before the first set, and what the lifter answered."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from cleanrep.web.files import write_whole

MAX_BYTES = 10_000


class Screening(BaseModel):
    """An answer to the safety questions.

    Attributes
    ----------
    screened_on : date or None
        None before the first set.
    needs_clinician : bool
        A clinician should be asked first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    screened_on: date | None = None
    needs_clinician: bool = False


def read_screening(home: Path, person_id: str) -> Screening:
    """The answer of a person; an empty one when none can be read, so that the questions are asked again."""
    try:
        with _name(home, person_id).open("rb") as file:
            return Screening.model_validate_json(file.read(MAX_BYTES))
    except (OSError, ValidationError):
        return Screening()


def write_screening(home: Path, person_id: str, screening: Screening) -> None:
    """Keep the answer.

    Raises
    ------
    UsageError
        When it cannot be written.
    """
    write_whole(_name(home, person_id), screening.model_dump_json().encode())


def _name(home: Path, person_id: str) -> Path:
    return home / "people" / person_id / "screening.json"
