"""Bodies, outfits and rooms; any body goes with any outfit in any room."""

from types import MappingProxyType
from typing import Final

from validation.body.outfit import Outfit
from validation.body.shape import Build
from validation.scene.gym import GymLook

BODIES: Final = MappingProxyType(
    {
        "f_slim": Build(is_female=True, ancestry="caucasian", muscle=0.4, weight=0.3, height=0.55),
        "f_average": Build(is_female=True, ancestry="african", muscle=0.5, weight=0.5, height=0.5),
        "f_strong": Build(is_female=True, ancestry="asian", muscle=0.85, weight=0.5, height=0.4),
        "f_heavy": Build(is_female=True, ancestry="caucasian", muscle=0.5, weight=0.9, height=0.5),
        "f_older": Build(is_female=True, ancestry="caucasian", muscle=0.35, weight=0.6, height=0.35, age=0.6),
        "m_slim": Build(ancestry="asian", muscle=0.35, weight=0.3, height=0.5),
        "m_average": Build(ancestry="caucasian", muscle=0.5, weight=0.5, height=0.5),
        "m_strong": Build(ancestry="african", muscle=0.95, weight=0.6, height=0.6),
        "m_heavy": Build(ancestry="caucasian", muscle=0.55, weight=0.95, height=0.5),
        "m_tall": Build(ancestry="african", muscle=0.6, weight=0.45, height=0.85),
        "m_older": Build(ancestry="asian", muscle=0.4, weight=0.6, height=0.4, age=0.7),
    }
)

_SKINS: Final = ((0.62, 0.42, 0.33), (0.5, 0.3, 0.2), (0.3, 0.16, 0.09), (0.12, 0.06, 0.035))
_HAIRS: Final = ((0.02, 0.015, 0.01), (0.1, 0.05, 0.02), (0.35, 0.22, 0.08), (0.3, 0.3, 0.3))
_BLACK: Final = (0.015, 0.015, 0.018)

OUTFITS: Final = MappingProxyType(
    {
        "red_leggings": Outfit(_SKINS[0], _HAIRS[1], (0.5, 0.03, 0.07), _BLACK),
        "white_shorts": Outfit(
            _SKINS[1], _HAIRS[0], (0.75, 0.74, 0.7), (0.03, 0.04, 0.1), bottoms="shorts", looseness_m=0.014
        ),
        "black_all": Outfit(_SKINS[0], _HAIRS[2], _BLACK, (0.02, 0.02, 0.02), shoes=(0.03, 0.03, 0.03)),
        "green_loose": Outfit(_SKINS[2], _HAIRS[0], (0.02, 0.2, 0.1), (0.1, 0.1, 0.11), looseness_m=0.026),
        "blue_tank": Outfit(
            _SKINS[3], _HAIRS[0], (0.03, 0.1, 0.5), (0.02, 0.02, 0.02), sleeves="none", bottoms="shorts"
        ),
        "grey_long": Outfit(
            _SKINS[1], _HAIRS[3], (0.25, 0.25, 0.26), (0.03, 0.03, 0.06), sleeves="long", looseness_m=0.018
        ),
        "yellow_tight": Outfit(_SKINS[2], _HAIRS[0], (0.7, 0.5, 0.02), (0.1, 0.02, 0.15)),
        "skin_tone": Outfit(
            _SKINS[0], _HAIRS[3], (0.55, 0.4, 0.33), (0.4, 0.33, 0.28), bottoms="shorts", hair_style="none"
        ),
    }
)

GYMS: Final = MappingProxyType(
    {
        "plain": GymLook(is_crowded=False, seed=1),
        "crowded": GymLook(wall=(0.24, 0.33, 0.4), accent=(0.4, 0.09, 0.07), seed=2),
        "bricks": GymLook(wall=(0.36, 0.17, 0.11), accent=(0.1, 0.12, 0.14), has_bricks=True, seed=3),
        "dark": GymLook(wall=(0.06, 0.065, 0.075), accent=(0.45, 0.28, 0.04), seed=4),
        "white": GymLook(wall=(0.7, 0.7, 0.68), accent=(0.05, 0.2, 0.14), seed=5),
    }
)
