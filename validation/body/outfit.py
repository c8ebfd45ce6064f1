"""What a person wears, and the colours of skin and hair; independent of the build."""

from dataclasses import dataclass
from typing import Literal

from validation.mesh import Colour

Sleeves = Literal["none", "short", "long"]
Bottoms = Literal["shorts", "leggings"]
Hair = Literal["short", "none"]


@dataclass(frozen=True, slots=True)
class Outfit:
    """Clothes and colours.

    Attributes
    ----------
    skin, hair, top, bottom, shoes : Colour
    sleeves, bottoms, hair_style :
        How far clothes and hair reach.
    looseness_m : float
        How far the shirt stands off the body, 0.004 tight to 0.03 wide.
    """

    skin: Colour
    hair: Colour
    top: Colour
    bottom: Colour
    shoes: Colour = (0.75, 0.75, 0.76)
    sleeves: Sleeves = "short"
    bottoms: Bottoms = "leggings"
    hair_style: Hair = "short"
    looseness_m: float = 0.006
