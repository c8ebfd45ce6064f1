from __future__ import annotations

from pathlib import Path

import pytest

from cleanrep.errors import SourceError
from cleanrep.web.sessions import CODE_AGE_S, MAX_AGE_S, MAX_CODES, Role, Sessions


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


def test_codes_hold_beside_each_other_until_each_is_used_or_too_old(sessions: Sessions, clock: Clock) -> None:
    late = sessions.make_code("anna", Role.LIFTER).code
    clock.now_s += CODE_AGE_S / 2
    old = sessions.make_code("anna", Role.LIFTER).code
    other = sessions.make_code("ben", Role.LIFTER).code
    clock.now_s += CODE_AGE_S / 2 + 1
    new = sessions.make_code("anna", Role.LIFTER).code
    assert [sessions.pair(code) is not None for code in (late, old, other, new)] == [False, True, True, True]
    assert [sessions.pair(code) for code in (old, other, new)] == [None, None, None]


def test_codes_are_bounded_the_oldest_go(sessions: Sessions) -> None:
    first = sessions.make_code("anna", Role.LIFTER).code
    codes = [sessions.make_code("anna", Role.LIFTER).code for _ in range(MAX_CODES)]
    assert sessions.pair(first) is None
    assert sessions.pair(codes[0]) is not None


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
