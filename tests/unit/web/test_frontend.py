"""The tests of the pages' own scripts, which stand beside them in `frontend/src`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import IS_CI, find_program

FRONTEND = Path(__file__).parents[3] / "frontend"


def test_scripts_pass_their_own_tests() -> None:
    npm = find_program("npm", package="Node.js 20 or newer")
    if not (FRONTEND / "node_modules").is_dir():
        reason = "what the scripts are built with is not there; run make setup with Node.js at hand"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    ran = subprocess.run([npm, "test"], cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "# fail 0" in ran.stdout
    assert "# pass 0" not in ran.stdout
