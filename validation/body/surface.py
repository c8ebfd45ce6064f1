"""The visible surface of a dressed body: skin, hair, eyes, shirt, bottoms and shoes, each with its colour."""

from dataclasses import dataclass

import numpy as np
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


def dress(base: BaseMesh, points_m: FloatArray, rig: Rig, weights: csr_matrix, outfit: Outfit) -> Surface:
    """Surface of a shaped body (n, 3) at rest in its outfit."""
    bones = np.asarray(weights.argmax(axis=1)).ravel()
    owner = np.array(rig.names)[bones]
    normals = compute_normals(points_m, split_quads(base.quads))
    garments = [
        _make_shirt(base, points_m, normals, owner, rig, outfit),
        _make_bottoms(base, points_m, normals, owner, rig, outfit),
    ]
    parts = [_make_skin(base, points_m, normals, owner, outfit, garments), *garments, *_make_eyes(base, points_m)]
    return _merge(parts, weights)


def _make_shirt(
    base: BaseMesh, points: FloatArray, normals: FloatArray, owner: "np.ndarray", rig: Rig, outfit: Outfit
) -> _Part:
    """Tights geometry above the hem, sleeves as far as they go; it stands off more towards the hem."""
    hem_m = rig.head_m("upperleg01.L")[1] - 0.03
    is_arm = np.isin(owner, [f"{name}.{side}" for name in ("upperarm01", "lowerarm01", "wrist") for side in "LR"])
    reach = {"none": 0.0, "short": 0.62, "long": 3.0}[outfit.sleeves]
    kept = (points[:, 1] > hem_m) & (~is_arm | (_share_of_arm(points, rig) < reach))
    is_leg = np.array([str(name).startswith(("upperleg", "lowerleg", "foot")) for name in owner])
    kept &= ~is_leg | (points[:, 1] > hem_m)
    waist_m = rig.head_m("spine03")[1]
    flare = np.clip((waist_m + 0.15 - points[:, 1]) / 0.3, 0.0, 1.0)
    off = 0.003 + outfit.looseness_m * (0.4 + 0.6 * flare)
    return _Part(
        points + normals * off[:, None],
        np.tile(outfit.top, (len(points), 1)),
        Material.CLOTH,
        _select(base, "helper-tights", kept),
    )


def _make_bottoms(
    base: BaseMesh, points: FloatArray, normals: FloatArray, owner: "np.ndarray", rig: Rig, outfit: Outfit
) -> _Part:
    hip, knee, ankle = (rig.head_m(f"{name}.L")[1] for name in ("upperleg01", "lowerleg01", "foot"))
    end_m = ankle + 0.05 if outfit.bottoms == "leggings" else knee + 0.28 * (hip - knee)
    is_arm = np.array([str(name).startswith(("upperarm", "lowerarm", "wrist")) for name in owner])
    kept = (points[:, 1] < hip + 0.1) & (points[:, 1] > end_m) & ~is_arm
    loose = 0.012 if outfit.bottoms == "shorts" else 0.0
    flare = np.clip((hip - points[:, 1]) / (hip - end_m), 0.0, 1.0)
    return _Part(
        points + normals * (_BOTTOMS_M + loose * flare)[:, None],
        np.tile(outfit.bottom, (len(points), 1)),
        Material.CLOTH,
        _select(base, "helper-tights", kept),
    )


def _make_skin(
    base: BaseMesh,
    points: FloatArray,
    normals: FloatArray,
    owner: "np.ndarray",
    outfit: Outfit,
    garments: list[_Part],
) -> _Part:
    """Skin that no garment covers, with scalp hair, lips, brows and shoes on it."""
    colours = np.tile(outfit.skin, (len(points), 1))
    moved = points.copy()
    eyes = (points[base.groups["joint-l-eye"]].mean(axis=0) + points[base.groups["joint-r-eye"]].mean(axis=0)) / 2.0
    on_head = owner == "head"
    up, ahead, aside = points[:, 1] - eyes[1], points[:, 2] - eyes[2], np.abs(points[:, 0])
    scalp = on_head & (up > 0.062 + 0.75 * np.minimum(ahead + 0.015, 0.0))
    if outfit.hair_style != "none":
        _tint(colours, scalp, outfit.hair)
        moved[scalp] += normals[scalp] * _HAIR_M
    brow = on_head & (np.abs(up - 0.024) < 0.006) & (ahead > -0.01) & (aside > 0.012) & (aside < 0.05)
    _tint(colours, brow, outfit.hair)
    mouth = on_head & (np.abs(up + 0.068) < 0.008) & (ahead > 0.012) & (aside < 0.024)
    _tint(colours, mouth, _LIP)
    feet = np.isin(owner, ["foot.L", "foot.R"])
    _tint(colours, feet, outfit.shoes)
    moved[feet] += normals[feet] * _SHOE_M
    worn = np.unique(np.concatenate([part.quads.ravel() for part in garments]))
    distance, _ = cKDTree(points[worn]).query(points)
    hidden = distance < _COVERED_M
    quads = base.quads[np.isin(base.quads, base.groups["body"]).all(axis=1)]
    return _Part(moved, colours, Material.SKIN, quads[~hidden[quads].all(axis=1)])


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
