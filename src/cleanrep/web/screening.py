"""The safety questions before the first set, and what the lifter answered."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from cleanrep.app.lifter import record_screening
from cleanrep.web.log_book import get_person, open_log
from cleanrep.web.settings import WebSettings


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


def read_screening(settings: WebSettings, person_id: str) -> Screening:
    """The answer of a person; an empty one before it was given."""
    with open_log(settings) as store:
        person = get_person(store, person_id)
    return Screening(screened_on=person.screened_on, needs_clinician=person.needs_clinician)


def write_screening(settings: WebSettings, person_id: str, *, needs_clinician: bool, on: date) -> Screening:
    """Keep the answer."""
    with open_log(settings) as store:
        person = record_screening(store, get_person(store, person_id), needs_clinician=needs_clinician, on=on)
    return Screening(screened_on=person.screened_on, needs_clinician=person.needs_clinician)
