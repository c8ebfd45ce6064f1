"""The locked requirements install the same, small set everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LEFT_OUT = {"jax", "jaxlib", "opencv-contrib-python", "opencv-python", "sentencepiece", "sounddevice"}


def _read_entries(lock: Path) -> list[str]:
    """Entries of a lock file, each with its continuation lines joined and comments dropped."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def _normalize(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_there_is_a_lock_for_each_use() -> None:
    assert [lock.stem for lock in LOCKS] == [
        "body",
        "build",
        "dev",
        "muscles",
        "node",
        "runtime",
        "tools",
        "validation",
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_entry_is_one_version_with_hashes(lock: Path) -> None:
    entries = _read_entries(lock)
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_no_lock_names_a_host_or_a_path(lock: Path) -> None:
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|file:", lock.read_text()) == []


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_what_the_pose_model_does_not_use_is_left_out(name: str) -> None:
    entries = _read_entries(ROOT / "requirements" / f"{name}.txt")
    assert LEFT_OUT & {_normalize(entry) for entry in entries} == set()


def test_every_dependency_is_locked_for_running() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["web"]
    locked = {_normalize(entry) for entry in _read_entries(ROOT / "requirements" / "runtime.txt")}
    assert {_normalize(requirement) for requirement in declared} - locked == set()


def test_the_development_lock_holds_the_runtime_versions() -> None:
    runtime, dev = (
        {entry.split(" --hash")[0].strip() for entry in _read_entries(ROOT / "requirements" / f"{name}.txt")}
        for name in ("runtime", "dev")
    )
    assert runtime - dev == set()
