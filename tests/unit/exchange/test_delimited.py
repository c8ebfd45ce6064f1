from __future__ import annotations

from pathlib import Path

import pytest

from cleanrep.errors import SourceError
from cleanrep.exchange.delimited import MAX_LINE_CHARACTERS, MAX_ROW_CHARACTERS, read_header, read_rows

LINE = ",".join(["x" * 9000] * 10)
MOST_LINES = MAX_ROW_CHARACTERS // len(LINE)


def write(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def make_row(n_lines: int) -> str:
    """One row: its lines are joined by breaks within quotes."""
    return ',"\n",'.join([LINE] * n_lines)


def test_a_row_has_its_whole_length_whatever_came_before(tmp_path: Path) -> None:
    path = write(tmp_path, LINE, make_row(MOST_LINES), make_row(MOST_LINES))
    assert [number for number, _ in read_rows(path, ",")] == [1 + MOST_LINES, 1 + 2 * MOST_LINES]


@pytest.mark.parametrize("kept", [(), (make_row(1),)])
def test_a_row_of_too_many_lines_is_refused(tmp_path: Path, kept: tuple[str, ...]) -> None:
    path = write(tmp_path, "name", *kept, make_row(MOST_LINES + 1))
    with pytest.raises(SourceError, match=f"a row of {MAX_ROW_CHARACTERS} characters or more"):
        list(read_rows(path, ","))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "name", "x" * MAX_LINE_CHARACTERS)
    with pytest.raises(SourceError, match=f"a line of {MAX_LINE_CHARACTERS} characters or more"):
        list(read_rows(path, ","))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_by_the_header(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path, delimiter.join(["date", "load, kg" if delimiter != "," else "load", "reps"]))
    names, found = read_header(path)
    assert found == delimiter
    assert names[::2] == ["date", "reps"]
