"""The files of a live session: what they are called, and what is needed to go on with them or to save a set."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from cleanrep.app.live_saving import FinishedSet
from cleanrep.measures.reference import Neutral
from cleanrep.rules.context import Level

JOURNAL_SUFFIX = ".frames"
HEADER_SUFFIX = ".json"
PACK_SUFFIX = ".set"
"""Of what was found of a finished set, beside its journal."""


class LiveHeader(BaseModel):
    """What is needed to go on with a journal after the server was started anew.

    Attributes
    ----------
    neutral : tuple or None
        The fields of a `Neutral`, NaN as None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    session_id: str
    person_id: str
    exercise: str
    variant: str
    goal: str
    level: Level
    pose_model: str
    width_px: int
    height_px: int
    neutral: tuple[float | None, ...] | None = None

    def with_neutral(self, neutral: Neutral | None) -> "LiveHeader":
        """The same with a calibrated hold."""
        if neutral is None:
            return self
        values = (neutral.trunk_deg, neutral.line_deg, neutral.head_deg, neutral.contour_deg)
        return self.model_copy(update={"neutral": tuple(None if isnan(value) else value for value in values)})

    def get_neutral(self) -> Neutral | None:
        """The calibrated hold."""
        if self.neutral is None:
            return None
        return Neutral(*(nan if value is None else value for value in self.neutral))


@dataclass(frozen=True, slots=True)
class KeptSet:
    """A finished set for whoever saves it, with the lifter and the name that it gets."""

    finished: FinishedSet
    header: LiveHeader
    set_id: str


@dataclass(frozen=True, slots=True)
class LivePlaces:
    """Where a live session keeps things.

    Attributes
    ----------
    folder : Path
        Journals of sets under way and of those not yet saved.
    make_set_id : Callable[[], str]
        Name for a new set.
    name_report : Callable[[str], Path]
        Report folder of a set.
    """

    folder: Path
    make_set_id: Callable[[], str]
    name_report: Callable[[str], Path]
