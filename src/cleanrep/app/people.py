"""Whose log it is."""

from typing import TYPE_CHECKING

from cleanrep.model.training import Person

if TYPE_CHECKING:
    from cleanrep.store.store import Store

DEFAULT_PERSON = Person(id="me", name="Me")


def find_person(store: "Store", person_id: str | None) -> Person:
    """The person named, or the default one; in an empty store that is a new lifter called ``me``.

    Raises
    ------
    ConflictError
        When nobody has this id.
    """
    if person_id is not None:
        return store.people.get(person_id)
    found = store.people.get_default()
    if found is None:
        store.people.add(DEFAULT_PERSON)
    return found or DEFAULT_PERSON
