"""What the tests of the validation may ask for."""

import os
from functools import cache

import pytest

from validation.body.assets import BodyAssets
from validation.errors import AssetError

IS_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@cache
def _open_assets() -> BodyAssets:
    return BodyAssets()


@pytest.fixture(scope="session")
def assets() -> BodyAssets:
    """The body data; without it a test fails in CI and is skipped elsewhere, saying what to do."""
    try:
        return _open_assets()
    except AssetError as error:
        if IS_CI:
            pytest.fail(str(error))
        pytest.skip(str(error))
