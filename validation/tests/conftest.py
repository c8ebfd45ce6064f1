"""What the tests of the validation may ask for."""

import os
from functools import cache
from typing import NoReturn

import pytest

from validation.body.assets import BodyAssets
from validation.errors import AssetError
from validation.picture.renderer import open_context

IS_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def _do_without(error: AssetError) -> NoReturn:
    """What a machine lacks fails a test in CI and skips it elsewhere; both say what to do."""
    if IS_CI:
        pytest.fail(str(error))
    pytest.skip(str(error))


@cache
def _open_assets() -> BodyAssets:
    return BodyAssets()


@pytest.fixture(scope="session")
def assets() -> BodyAssets:
    """The body data."""
    try:
        return _open_assets()
    except AssetError as error:
        _do_without(error)


@pytest.fixture(scope="session")
def can_draw() -> None:
    """EGL with a driver."""
    try:
        open_context().release()
    except AssetError as error:
        _do_without(error)
