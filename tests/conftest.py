"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from cleanrep.anatomy.opensim_model import find_model
from cleanrep.errors import UsageError

IS_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Shared cores make single examples slow now and then; in CI the examples are the same in every run.
settings.register_profile("cleanrep", deadline=None, derandomize=IS_CI, print_blob=True)
settings.load_profile("cleanrep")


def find_program(*names: str, package: str) -> Path:
    """Path of the first program found; without one the test fails in CI and is skipped elsewhere, saying why."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    missing = f"none of {', '.join(names)} is on PATH; install {package}"
    if IS_CI:
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def muscle_model() -> Path:
    """The muscle model for tests that ask OpenSim."""
    try:
        return find_model()
    except UsageError as error:
        missing = f"{error}; or run make muscles"
    if IS_CI:
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser for tests that look at a page."""
    return find_program("chromium", "chromium-browser", "google-chrome", package="Debian's chromium")
