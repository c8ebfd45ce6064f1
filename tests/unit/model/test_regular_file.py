from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanrep.regular_file import open_regular


def test_a_file_is_opened_through_links_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for name in ("a", "b"):
        with open_regular(tmp_path / name) as file:
            assert file.read() == b"words"


@pytest.mark.timeout(10)
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, reason in (
        (tmp_path / "pipe", "Not a regular file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "missing", "No such file or directory"),
        (Path("/dev/zero"), "Not a regular file"),
    ):
        with pytest.raises(OSError, match=reason):
            open_regular(path)
