from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cleanrep.errors import StoreError
from cleanrep.web import server
from cleanrep.web.server import ServeRequest, prepare


@pytest.fixture(autouse=True)
def no_pages(built_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application is another test's."""
    assert built_files.is_dir()
    monkeypatch.delenv("CLEANREP_DATABASE_URL", raising=False)


def read_rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_a_server_that_comes_before_all_else_makes_folders_for_their_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data" / "cleanrep"
    monkeypatch.setattr("cleanrep.app.storage.find_data_folder", lambda: data)
    monkeypatch.setattr(server, "find_home", lambda: data / "web")
    prepare(ServeRequest(port=0)).listener.close()
    assert (data / "log.sqlite3").is_file()
    assert [read_rights(folder) for folder in (data, data / "web")] == [0o700, 0o700]


def test_a_named_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    prepare(ServeRequest(port=0, home=tmp_path / "gym")).listener.close()
    assert read_rights(tmp_path / "gym") == 0o700


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="name another with --data"):
        prepare(ServeRequest(port=0, home=tmp_path / "file" / "gym"))
