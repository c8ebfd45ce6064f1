"""The guide, the answers and the gear as JSON documents: ``cleanrep.guide/1``, ``.answer/1`` and ``.gear/1``."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cleanrep.exercises.schema import Exercise
from cleanrep.guide.gear import RankedGear
from cleanrep.guide.sections import Section


class DocumentPart(BaseModel):
    """Base of every part: frozen, and an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SectionDocument(DocumentPart):
    """A section with its address."""

    id: str
    part: str
    title: str
    lines: tuple[str, ...]
    rules: tuple[str, ...]


class GuideDocument(DocumentPart):
    """Sections of the guide."""

    schema_id: Literal["cleanrep.guide/1"] = Field("cleanrep.guide/1", alias="schema")
    exercise: str
    sections: tuple[SectionDocument, ...]


class AnswerDocument(DocumentPart):
    """Answers to a question or to a rule that was missed, best first; empty: the guide has none."""

    schema_id: Literal["cleanrep.answer/1"] = Field("cleanrep.answer/1", alias="schema")
    exercise: str
    question: str | None
    rule: str | None
    answers: tuple[SectionDocument, ...]


class GearItemDocument(DocumentPart):
    """A piece of equipment with the reasons for its place."""

    id: str
    name: str
    uses: tuple[str, ...]
    is_fitting: bool
    fits: tuple[str, ...]
    misses: tuple[str, ...]


class GearDocument(DocumentPart):
    """Equipment, best fit first."""

    schema_id: Literal["cleanrep.gear/1"] = Field("cleanrep.gear/1", alias="schema")
    exercise: str
    space: str | None
    level: str | None
    stability: str | None
    equipment: tuple[GearItemDocument, ...]
    warnings: tuple[str, ...]


def make_guide_document(exercise: Exercise, sections: Sequence[Section]) -> GuideDocument:
    """The guide as a document."""
    return GuideDocument(exercise=exercise.id, sections=tuple(make_section(item) for item in sections))


def make_section(section: Section) -> SectionDocument:
    """A section as a part of a document."""
    return SectionDocument(
        id=section.id, part=section.part, title=section.title, lines=section.lines, rules=section.rules
    )


def make_gear_item(gear: RankedGear) -> GearItemDocument:
    """A piece of equipment as a part of a document."""
    item = gear.item
    return GearItemDocument(
        id=item.id, name=item.name, uses=item.uses, is_fitting=gear.is_fitting, fits=gear.fits, misses=gear.misses
    )


def to_json(document: BaseModel) -> str:
    """Text of a document."""
    return document.model_dump_json(by_alias=True, indent=2) + "\n"
