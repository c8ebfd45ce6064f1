"""From a build to a mesh at rest: which morph targets, and how much of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from cleanrep.model.arrays import FloatArray
from validation.body.assets import BodyAssets

Ancestry = Literal["african", "asian", "caucasian"]
_Share = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Build:
    """A person's build.

    Attributes
    ----------
    is_female : bool
    ancestry : Ancestry
        Which face and frame the body morphs towards.
    muscle, weight, height : float
        0 to 1 each, 0.5 the average.
    age : float
        0 young, 1 old.
    """

    is_female: bool = False
    ancestry: Ancestry = "caucasian"
    muscle: float = 0.5
    weight: float = 0.5
    height: float = 0.5
    age: float = 0.0


def shape_body(assets: BodyAssets, build: Build) -> FloatArray:
    """Points of the whole base mesh, helper geometry and joint cubes included, (n, 3) in metres, at rest."""
    points = assets.mesh.points_m.copy()
    for name, share in _list_targets(build):
        if share > 0:
            points += share * assets.read_target(name)
    return points


def _list_targets(build: Build) -> Iterator[_Share]:
    sex = "female" if build.is_female else "male"
    ages: list[_Share] = [("young", 1.0 - build.age), ("old", build.age)]
    muscles = _split(build.muscle, "muscle")
    weights = _split(build.weight, "weight")
    for age, of_age in ages:
        yield f"macrodetails/{build.ancestry}-{sex}-{age}", of_age
    for (age, of_age), (muscle, of_muscle), (weight, of_weight) in product(ages, muscles, weights):
        name, share = f"{sex}-{age}-{muscle}-{weight}", of_age * of_muscle * of_weight
        yield f"macrodetails/universal-{name}", share
        side = "maxheight" if build.height > 0.5 else "minheight"
        yield f"macrodetails/height/{name}-{side}", share * abs(2.0 * build.height - 1.0)


def _split(value: float, what: str) -> list[_Share]:
    """Shares of the two neighbouring levels of min, average and max."""
    low, high = ("min", "average") if value <= 0.5 else ("average", "max")
    share = 2.0 * value if value <= 0.5 else 2.0 * value - 1.0
    return [(low + what, 1.0 - share), (high + what, share)]
