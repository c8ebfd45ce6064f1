from __future__ import annotations

import asyncio
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from cleanrep.web.live_messages import SetSaved
from cleanrep.web.live_saver import LiveSaver
from cleanrep.web.live_waiting import WaitingSet
from tests.unit.web.own_loop import run_alone


def name_set(name: str) -> WaitingSet:
    return WaitingSet(name, "me", f"session of {name}")


def run(saver: LiveSaver, sets: list[WaitingSet]) -> list[bool]:
    return run_alone(save_all(saver, sets))


async def save_all(saver: LiveSaver, sets: list[WaitingSet]) -> list[bool]:
    for waiting in sets:
        saver.save(waiting)
    is_waiting = [saver.is_waiting(waiting.name) for waiting in sets]
    await saver.close()
    return [*is_waiting, *(saver.is_waiting(waiting.name) for waiting in sets)]


@pytest.fixture
def told() -> list[tuple[str, SetSaved]]:
    return []


@pytest.fixture
def saver(tmp_path: Path, told: list[tuple[str, SetSaved]]) -> LiveSaver:
    return LiveSaver(tmp_path, lambda session_id, saved: told.append((session_id, saved)))


def test_set_handed_in_twice_is_saved_once(
    monkeypatch: pytest.MonkeyPatch, saver: LiveSaver, told: list[tuple[str, SetSaved]]
) -> None:
    handed_in: list[str] = []

    async def hand_in(_: LiveSaver, waiting: WaitingSet) -> str | None:
        handed_in.append(waiting.name)
        await asyncio.sleep(0)
        return None

    monkeypatch.setattr(LiveSaver, "_hand_in", hand_in)
    states = run(saver, [name_set("one"), name_set("two"), name_set("one")])
    assert handed_in == ["one", "two"]
    assert states == [True] * 3 + [False] * 3
    assert [(session_id, saved.problem) for session_id, saved in told] == [
        ("session of one", None),
        ("session of two", None),
    ]


def test_set_that_breaks_the_process_does_not_keep_the_others_from_being_saved(
    monkeypatch: pytest.MonkeyPatch, saver: LiveSaver, told: list[tuple[str, SetSaved]]
) -> None:
    async def hand_in(_: LiveSaver, waiting: WaitingSet) -> str | None:
        if waiting.name == "breaks":
            raise BrokenProcessPool
        return None

    monkeypatch.setattr(LiveSaver, "_hand_in", hand_in)
    run(saver, [name_set("breaks"), name_set("whole")])
    assert [(saved.set_id, saved.problem is None) for _, saved in told] == [("breaks", False), ("whole", True)]


def test_set_that_is_not_there_is_told_as_a_problem(saver: LiveSaver, told: list[tuple[str, SetSaved]]) -> None:
    run(saver, [name_set("20260101-000000-abcdef")])
    ((_, saved),) = told
    assert saved.problem is not None
    assert "journal" in saved.problem
