"""Find and read machine files: the built-in ones and the user's folder.

Decides which file an id means. Files may come from strangers: whatever they hold ends in a `MachineError`.
"""

from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from cleanrep.errors import MachineError, UsageError
from cleanrep.exercises.strict_toml import index_files, parse_strict_toml, read_bounded
from cleanrep.load.machine_file import MachineFile
from cleanrep.near_name import suggest


def read_machine(file: Traversable) -> MachineFile:
    """Read a machine file (a `pathlib.Path` will do), whatever its name.

    Raises
    ------
    MachineError
        When it cannot be read, is too large, or does not hold what the schema asks for.
    """
    return parse_strict_toml(read_bounded(file, error=MachineError), MachineFile, name=file.name, error=MachineError)


def find_machines(user_folder: Traversable | None = None) -> Mapping[str, Traversable]:
    """Files by machine id (file stem); the user's folder overrides the built-in ones."""
    return index_files([resources.files("cleanrep.load") / "data"], user_folder)


def load_machine(machine_id: str, user_folder: Traversable | None = None) -> MachineFile:
    """Load a machine by id.

    Raises
    ------
    UsageError
        When no file has that id.
    MachineError
        When the file cannot be read, does not hold what the schema asks for, or says another id than its name.
    """
    found = find_machines(user_folder)
    if machine_id not in found:
        otherwise = "choose one or name a *.toml file (a set-up alone does not tell how a machine loads the back)"
        remedy = suggest(machine_id, found, otherwise=otherwise)
        raise UsageError(f"a machine of {', '.join(sorted(found))}", repr(machine_id), remedy)
    machine = read_machine(found[machine_id])
    if machine.id != machine_id:
        problem = f"id: expected {machine_id!r} as the file's name says, got {machine.id!r}"
        raise MachineError(found[machine_id].name, (problem,))
    return machine
