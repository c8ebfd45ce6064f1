from __future__ import annotations

from pathlib import Path

import pytest

from cleanrep.errors import SourceError
from cleanrep.web.sessions import CODE_AGE_S, MAX_AGE_S, Role, Sessions


class Clock:
    def __init__(self) -> None:
        self.now_s = 1e9

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, clock: Clock) -> Sessions:
    return Sessions(tmp_path / "sessions.json", clock=clock)


def test_session_is_found_by_its_secret_only(sessions: Sessions) -> None:
    secret, session = sessions.open("me", Role.OWNER)
    assert sessions.find(secret) == session
    for other in (None, "", session.key, secret[:-1], secret * 5):
        assert sessions.find(other) is None


def test_sessions_outlive_the_server_and_the_file_gives_nobody_access(
    tmp_path: Path, sessions: Sessions, clock: Clock
) -> None:
    secret, _ = sessions.open("anna", Role.LIFTER)
    found = Sessions(tmp_path / "sessions.json", clock=clock).find(secret)
    assert found is not None
    assert (found.person_id, found.role) == ("anna", Role.LIFTER)
    assert secret not in (tmp_path / "sessions.json").read_text()
    assert (tmp_path / "sessions.json").stat().st_mode & 0o077 == 0


def test_session_that_was_not_used_for_long_ends(sessions: Sessions, clock: Clock) -> None:
    secret, _ = sessions.open("me", Role.OWNER)
    clock.now_s += MAX_AGE_S - 1
    assert sessions.find(secret) is not None
    clock.now_s += MAX_AGE_S + 1
    assert sessions.find(secret) is None


def test_closed_sessions_are_gone(sessions: Sessions) -> None:
    secret, session = sessions.open("me", Role.OWNER)
    other, _ = sessions.open("anna", Role.LIFTER)
    sessions.close(session)
    assert sessions.find(secret) is None
    sessions.close_person("anna")
    assert sessions.find(other) is None


def test_pairing_code_works_once_and_for_ten_minutes(sessions: Sessions, clock: Clock) -> None:
    code = sessions.make_code("anna", Role.LIFTER).code
    paired = sessions.pair(code)
    assert paired is not None
    assert paired[1].person_id == "anna"
    assert sessions.pair(code) is None
    late = sessions.make_code("anna", Role.LIFTER).code
    clock.now_s += CODE_AGE_S + 1
    assert sessions.pair(late) is None


def test_new_code_ends_the_old_one_of_the_same_person(sessions: Sessions) -> None:
    old = sessions.make_code("anna", Role.LIFTER).code
    other = sessions.make_code("ben", Role.LIFTER).code
    new = sessions.make_code("anna", Role.LIFTER).code
    assert sessions.pair(old) is None
    assert sessions.pair(other) is not None
    assert sessions.pair(new) is not None


def test_code_of_other_signs_is_none(sessions: Sessions) -> None:
    code = sessions.make_code("anna", Role.LIFTER).code
    assert sessions.pair("é" + code[1:]) is None
    assert sessions.pair(code) is not None


def test_code_of_a_closed_person_is_gone(sessions: Sessions) -> None:
    code = sessions.make_code("anna", Role.LIFTER).code
    other = sessions.make_code("ben", Role.LIFTER).code
    sessions.close_person("anna")
    assert sessions.pair(code) is None
    assert sessions.pair(other) is not None


def test_file_that_holds_no_sessions_is_named(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "sessions.json").write_text('[{"key": 1}]')
    with pytest.raises(SourceError, match="sessions"):
        Sessions(tmp_path / "sessions.json", clock=clock)
