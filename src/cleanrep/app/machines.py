"""Machines of the user: find one, read the readings of a calibration, write a calibrated machine file."""

import csv
import io
import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from cleanrep.app.text_file import write_text
from cleanrep.app.user_folder import find_folder
from cleanrep.errors import MachineError
from cleanrep.exercises.strict_toml import read_bounded
from cleanrep.load.machine_catalogue import load_machine, read_machine
from cleanrep.load.machine_file import MachineFile, Reading

MACHINES_VARIABLE = "CLEANREP_MACHINES"
COLUMNS = ("angle_deg", "stack_kg", "up_kg", "down_kg")


def find_machine_folder() -> Path | None:
    """The user's folder of machine files, named by `MACHINES_VARIABLE`; None when it is not set.

    Raises
    ------
    UsageError
        When what it names is no folder.
    """
    return find_folder(MACHINES_VARIABLE)


def find_machine(name: str) -> MachineFile:
    """Load a machine by id, or from a file when the name ends in ``.toml``.

    Raises
    ------
    UsageError, MachineError
        When there is none of that name, or the file does not hold what the schema asks for.
    """
    return read_machine(Path(name)) if name.endswith(".toml") else load_machine(name, find_machine_folder())


def read_readings(path: Path) -> tuple[Reading, ...]:
    """Read readings from a CSV file with the columns `COLUMNS`.

    Raises
    ------
    MachineError
        When it cannot be read, or a line is no reading: names the line.
    """
    try:
        text = read_bounded(path, error=MachineError).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise MachineError(path.name, (f"expected UTF-8 CSV, got {error}",)) from error
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise MachineError(path.name, (f"expected the columns {','.join(COLUMNS)} in the first line, got others",))
    return tuple(parse_reading(row, where=f"{path.name}, line {i}") for i, row in enumerate(rows[1:], 2) if row)


def parse_reading(cells: list[str], *, where: str) -> Reading:
    """A reading from four cells in the order of `COLUMNS`.

    Raises
    ------
    MachineError
        When these are not four numbers that a reading may hold.
    """
    try:
        values = [float(cell) for cell in cells]
    except ValueError as error:
        raise MachineError(where, (f"expected four numbers {','.join(COLUMNS)}, got {str(cells)[:60]}",)) from error
    if len(values) != len(COLUMNS):
        raise MachineError(where, (f"expected four numbers {','.join(COLUMNS)}, got {len(values)}",))
    try:
        return Reading.model_validate(dict(zip(COLUMNS, values, strict=True)))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise MachineError(where, (f"{problem['loc'][0]}: {problem['msg']}, got {problem['input']}",)) from error


def format_machine(machine: MachineFile) -> str:
    """TOML text of a machine file."""
    document = TypeAdapter(dict[str, object]).validate_python(machine.model_dump(by_alias=True, exclude_none=True))
    return "".join(f"{key} = {_format_value(value)}\n" for key, value in document.items())


def _format_value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_format_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_format_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_machine(path: Path, machine: MachineFile, *, is_forced: bool) -> None:
    """Write a machine file, whole or not at all.

    Raises
    ------
    UsageError
        When it is there already and `is_forced` is false, or cannot be written.
    """
    write_text(path, format_machine(machine), option="--out", is_forced=is_forced)
