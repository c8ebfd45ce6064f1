"""The visible surface of a dressed body: skin, hair, eyes, shirt, bottoms and shoes, each with its colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from scipy.spatial import cKDTree

from cleanrep.model.arrays import BoolArray, FloatArray
from validation.arrays import IndexArray
from validation.body.assets import BaseMesh
from validation.body.outfit import Outfit
from validation.body.rig import Rig, Skin
from validation.mesh import Colour, Material, compute_normals, split_quads

_HAIR_M = 0.011
_SHOE_M = 0.012
_BOTTOMS_M = 0.003
_COVERED_M = 0.028
"""A point of the skin this near to a garment is under it."""
_ARM = ("upperarm", "lowerarm", "wrist")
_LIP = (0.55, 0.25, 0.22)


@dataclass(frozen=True, slots=True)
class Surface:
    """A skin with what is drawn on it: colours (n, 3), materials (n,), triangles (m, 3)."""

    skin: Skin
    colours: FloatArray
    materials: IndexArray
    triangles: IndexArray


@dataclass(frozen=True, slots=True)
class _Part:
    """Some faces of the base mesh with their look; arrays cover all vertices of the base mesh."""

    points_m: FloatArray
    colours: FloatArray
    material: Material
    quads: IndexArray


@dataclass(frozen=True, slots=True)
class _Bare:
    """What clothes are cut from; `owner` names the bone that moves a vertex most."""

    base: BaseMesh
    points_m: FloatArray
    normals: FloatArray
    owner: NDArray[np.str_]
    rig: Rig
    outfit: Outfit

    def is_moved_by(self, *names: str) -> BoolArray:
        """Vertices whose bone begins with one of the names, (n,)."""
        hits = [np.char.startswith(self.owner, name) for name in names]
        return np.asarray(np.logical_or.reduce(hits))


def dress(base: BaseMesh, points_m: FloatArray, rig: Rig, *, weights: csr_matrix, outfit: Outfit) -> Surface:
    """Surface of a shaped body (n, 3) at rest in its outfit."""
    owner = np.array(rig.names)[np.asarray(weights.argmax(axis=1)).ravel()]
    bare = _Bare(base, points_m, compute_normals(points_m, split_quads(base.quads)), owner, rig, outfit)
    garments = [_make_shirt(bare), _make_bottoms(bare)]
    return _merge([_make_skin(bare, garments), *garments, *_make_eyes(base, points_m)], weights)


def _make_shirt(bare: _Bare) -> _Part:
    """Tights geometry above the hem, sleeves as far as they go; it stands off more towards the hem."""
    points, outfit = bare.points_m, bare.outfit
    hem_m = bare.rig.head_m("upperleg01.L")[1] - 0.03
    reach = {"none": 0.0, "short": 0.62, "long": 3.0}[outfit.sleeves]
    kept = (points[:, 1] > hem_m) & (~bare.is_moved_by(*_ARM) | (_share_of_arm(points, bare.rig) < reach))
    flare = np.clip((bare.rig.head_m("spine03")[1] + 0.15 - points[:, 1]) / 0.3, 0.0, 1.0)
    off_m = 0.003 + outfit.looseness_m * (0.4 + 0.6 * flare)
    return _Part(
        points + bare.normals * off_m[:, None],
        np.tile(outfit.top, (len(points), 1)),
        Material.CLOTH,
        _select(bare.base, "helper-tights", kept),
    )


def _make_bottoms(bare: _Bare) -> _Part:
    """Tights geometry from above the hips to where shorts or leggings end; shorts are wider there."""
    points, outfit = bare.points_m, bare.outfit
    hip, knee, ankle = (bare.rig.head_m(f"{name}.L")[1] for name in ("upperleg01", "lowerleg01", "foot"))
    end_m = ankle + 0.05 if outfit.bottoms == "leggings" else knee + 0.28 * (hip - knee)
    kept = (points[:, 1] < hip + 0.1) & (points[:, 1] > end_m) & ~bare.is_moved_by(*_ARM)
    wide_m = 0.012 if outfit.bottoms == "shorts" else 0.0
    flare = np.clip((hip - points[:, 1]) / (hip - end_m), 0.0, 1.0)
    return _Part(
        points + bare.normals * (_BOTTOMS_M + wide_m * flare)[:, None],
        np.tile(outfit.bottom, (len(points), 1)),
        Material.CLOTH,
        _select(bare.base, "helper-tights", kept),
    )


def _make_skin(bare: _Bare, garments: list[_Part]) -> _Part:
    """Skin that no garment covers, with hair, brows and lips, and shoes on it."""
    base, points = bare.base, bare.points_m
    colours = np.tile(bare.outfit.skin, (len(points), 1))
    grown_m = _colour_head(bare, colours)
    feet = bare.is_moved_by("foot")
    _tint(colours, feet, bare.outfit.shoes)
    grown_m[feet] = _SHOE_M
    worn = np.unique(np.concatenate([part.quads.ravel() for part in garments]))
    distance, _ = cKDTree(points[worn]).query(points)
    hidden = distance < _COVERED_M
    quads = base.quads[np.isin(base.quads, base.groups["body"]).all(axis=1)]
    moved = points + bare.normals * grown_m[:, None]
    return _Part(moved, colours, Material.SKIN, quads[~hidden[quads].all(axis=1)])


def _colour_head(bare: _Bare, colours: FloatArray) -> FloatArray:
    """Colour hair, brows and lips by their place about the eyes; how far the hair stands off, (n,) metres."""
    points, outfit = bare.points_m, bare.outfit
    eyes = np.mean([points[bare.base.groups[f"joint-{side}-eye"]].mean(axis=0) for side in "lr"], axis=0)
    on_head = bare.is_moved_by("head")
    up, ahead, aside = points[:, 1] - eyes[1], points[:, 2] - eyes[2], np.abs(points[:, 0])
    brow = on_head & (np.abs(up - 0.024) < 0.006) & (ahead > -0.01) & (aside > 0.012) & (aside < 0.05)
    _tint(colours, brow, outfit.hair)
    mouth = on_head & (np.abs(up + 0.068) < 0.008) & (ahead > 0.012) & (aside < 0.024)
    _tint(colours, mouth, _LIP)
    grown_m = np.zeros(len(points))
    if outfit.hair_style != "none":
        scalp = on_head & (up > 0.062 + 0.75 * np.minimum(ahead + 0.015, 0.0))
        _tint(colours, scalp, outfit.hair)
        grown_m[scalp] = _HAIR_M
    return grown_m


def _make_eyes(base: BaseMesh, points: FloatArray) -> list[_Part]:
    parts = []
    for side in "lr":
        name = f"helper-{side}-eye"
        inside = np.isin(np.arange(len(points)), base.groups[name])
        front = points[base.groups[name], 2].max()
        colours = np.tile((0.8, 0.8, 0.78), (len(points), 1))
        _tint(colours, inside & (points[:, 2] > front - 0.004), (0.06, 0.04, 0.03))
        parts.append(_Part(points, colours, Material.SKIN, _select(base, name, inside)))
    return parts


def _share_of_arm(points: FloatArray, rig: Rig) -> FloatArray:
    """How far along its upper arm a point lies; 0 at the shoulder, 1 at the elbow, (n,)."""
    shares = []
    for side in "LR":
        start, end = rig.head_m(f"upperarm01.{side}"), rig.head_m(f"lowerarm01.{side}")
        line = end - start
        shares.append((points - start) @ line / float(line @ line))
    return np.where(points[:, 0] > 0, shares[0], shares[1])


def _select(base: BaseMesh, group: str, kept: BoolArray) -> IndexArray:
    quads = base.quads[np.isin(base.quads, base.groups[group]).all(axis=1)]
    return np.asarray(quads[kept[quads].all(axis=1)])


def _tint(colours: FloatArray, where: BoolArray, colour: Colour) -> None:
    colours[where] = colour


def _merge(parts: list[_Part], weights: csr_matrix) -> Surface:
    """Parts side by side, each with its own copies of the vertices that it uses."""
    points, normals, colours, materials, triangles, rows = [], [], [], [], [], []
    n_done = 0
    for part in parts:
        used, local = np.unique(part.quads, return_inverse=True)
        faces = split_quads(local.reshape(part.quads.shape))
        points.append(part.points_m[used])
        normals.append(compute_normals(points[-1], faces))
        colours.append(part.colours[used])
        materials.append(np.full(len(used), int(part.material)))
        triangles.append(faces + n_done)
        rows.append(weights[used])
        n_done += len(used)
    skin = Skin(np.concatenate(points), np.concatenate(normals), csr_matrix(vstack(rows)))
    return Surface(skin, np.concatenate(colours), np.concatenate(materials), np.concatenate(triangles))
