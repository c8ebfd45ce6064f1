from __future__ import annotations

from pathlib import Path

import pytest

from cleanrep.app.text_file import write_text
from cleanrep.errors import UsageError


def test_a_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", "ä,1\r\nb,2\n", option="--out")
    assert (tmp_path / "a.csv").read_bytes() == "ä,1\r\nb,2\n".encode()


def test_another_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "first", option="--out")
    with pytest.raises(UsageError, match=r"a new file for --out.*which exists"):
        write_text(path, "second", option="--out")
    assert path.read_text("utf-8") == "first"
    write_text(path, "second", option="--out", is_forced=True)
    assert path.read_text("utf-8") == "second"


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "missing" / "a.txt", tmp_path / "folder"):
        with pytest.raises(UsageError, match="a place for --out"):
            write_text(path, "text", option="--out", is_forced=True)
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]
