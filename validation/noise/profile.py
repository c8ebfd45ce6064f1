"""What the pose model did to the joints of one rendered set, as numbers that can be applied to another set.

A profile holds the set's own systematic error (which follows the trunk), slow wander, quick jitter, outliers, lag and
drop-outs. A bank of profiles, with the conditions of their sets, is the noise model: drawing one keeps together what
belongs together (a body, a camera, a light).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cleanrep.model.arrays import FloatArray
from validation.errors import AssetError
from validation.noise.joints import PARTS

SCHEMA: Literal["cleanrep.landmark-noise/1"] = "cleanrep.landmark-noise/1"
BANK = Path(__file__).with_name("landmark_noise.json")
MAX_BYTES = 20_000_000
REMAKE = 'make it again: make validate ARGS="noise"'
N_CHANNELS = 2 * len(PARTS)
"""Across and up of each of `PARTS`, in order."""

Triple = tuple[float, float, float]


class NoiseProfile(BaseModel):
    """Error of the landmarks of one rendered set.

    Attributes
    ----------
    strata : tuple[tuple[str, str], ...]
        Conditions of the set: ``("camera", "yaw +20")``.
    yaw_deg : float
        Of its camera.
    trunk_deg : tuple[float, float]
        Range of true trunk inclinations on which `bias` holds.
    bias : tuple[Triple, ...]
        (`N_CHANNELS`,) coefficients of 1, u and u², u = (trunk - 25) / 30, trunk lengths.
    slow_sd, quick_sd : tuple[float, ...]
        (`N_CHANNELS`,) standard deviation of what wanders and of what jitters, trunk lengths.
    slow_s, quick_s : float
        Time in which a wander or a jitter fades to 1/e.
    outlier_share, outlier_size : float
        Share of samples off by more than four standard deviations, and their root mean square in units of it.
    lag_s : float
        How far the trunk's line runs behind the body.
    unseen_share, unseen_run_s : float
        Share of samples without trunk, and how long such a gap lasts.
    head_bias : Triple
        Of the ear-to-eye line against the trunk, degrees, as `bias`.
    head_sd_deg, head_s : float
        Spread of that line and the time in which it fades.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str
    variant: Literal["standing", "seated"]
    strata: tuple[tuple[str, str], ...]
    yaw_deg: float = Field(ge=-180.0, le=180.0)
    trunk_deg: tuple[float, float]
    bias: tuple[Triple, ...] = Field(min_length=N_CHANNELS, max_length=N_CHANNELS)
    slow_sd: tuple[float, ...] = Field(min_length=N_CHANNELS, max_length=N_CHANNELS)
    slow_s: float = Field(gt=0.0)
    quick_sd: tuple[float, ...] = Field(min_length=N_CHANNELS, max_length=N_CHANNELS)
    quick_s: float = Field(gt=0.0)
    outlier_share: float = Field(ge=0.0, le=1.0)
    outlier_size: float = Field(ge=0.0)
    lag_s: float
    unseen_share: float = Field(ge=0.0, le=1.0)
    unseen_run_s: float = Field(ge=0.0)
    head_bias: Triple
    head_sd_deg: float = Field(ge=0.0)
    head_s: float = Field(gt=0.0)


class NoiseBank(BaseModel):
    """The profiles of all rendered sets, and what they have in common.

    Attributes
    ----------
    made_from : str
        The recordings, for the reader of a report.
    slow_correlation, quick_correlation : tuple[tuple[float, ...], ...]
        (`N_CHANNELS`, `N_CHANNELS`) of the channels of a profile, pooled over the sets.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    schema_id: Literal["cleanrep.landmark-noise/1"] = SCHEMA
    made_from: str
    slow_correlation: tuple[tuple[float, ...], ...] = Field(min_length=N_CHANNELS, max_length=N_CHANNELS)
    quick_correlation: tuple[tuple[float, ...], ...] = Field(min_length=N_CHANNELS, max_length=N_CHANNELS)
    profiles: tuple[NoiseProfile, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_square(self) -> Self:
        if any(len(row) != N_CHANNELS for row in (*self.slow_correlation, *self.quick_correlation)):
            raise ValueError(f"correlations are {N_CHANNELS} by {N_CHANNELS}")
        return self

    def find_profiles(self, variant: str, *, max_yaw_deg: float = 30.0) -> tuple[NoiseProfile, ...]:
        """Profiles of a variant whose camera stands within a yaw.

        Raises
        ------
        AssetError
            When the bank holds none.
        """
        found = tuple(
            profile for profile in self.profiles if profile.variant == variant and abs(profile.yaw_deg) <= max_yaw_deg
        )
        if not found:
            raise AssetError(f"a noise profile of a {variant} set", f"none in {self.made_from}", REMAKE)
        return found

    def shrink(self, profile: NoiseProfile, share: float) -> NoiseProfile:
        """A profile whose errors are smaller by a share: those of a better pose model.

        What is wrong alike in all bodies stays, for the engine knows it as the model's offset: only what a profile
        differs by from the others of its variant shrinks, and what wanders and jitters.
        """
        alike = self.find_profiles(profile.variant)
        bias, head_bias = (
            _draw_in(np.array(getattr(profile, name)), [getattr(item, name) for item in alike], share)
            for name in ("bias", "head_bias")
        )
        return profile.model_copy(
            update={
                "bias": tuple(map(tuple, bias.tolist())),
                "head_bias": tuple(head_bias.tolist()),
                "slow_sd": tuple(share * sd for sd in profile.slow_sd),
                "quick_sd": tuple(share * sd for sd in profile.quick_sd),
                "head_sd_deg": share * profile.head_sd_deg,
            }
        )


def _draw_in(own: FloatArray, others: Sequence[Sequence[object]], share: float) -> FloatArray:
    """Own values drawn in to a share of how far they are from the mean of all."""
    mean = np.mean(np.array(others, dtype=np.float64), axis=0)
    return np.asarray(mean + share * (own - mean))


def read_bank(path: Path = BANK) -> NoiseBank:
    """Read a bank of profiles.

    Raises
    ------
    AssetError
        When the file is missing, too large, or does not hold one.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AssetError(f"a noise model of at most {MAX_BYTES} bytes", f"more in {path.name}", REMAKE)
        return NoiseBank.model_validate_json(path.read_bytes())
    except OSError as error:
        raise AssetError(f"a noise model in {path}", str(error), REMAKE) from error
    except ValidationError as error:
        raise AssetError(f"a noise model in {path.name}", f"{error.error_count()} wrong fields", REMAKE) from error


def write_bank(bank: NoiseBank, path: Path = BANK) -> None:
    """Write a bank, whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(bank.model_dump_json() + "\n", encoding="utf-8")
    part.replace(path)


def pool_correlations(
    residuals: Iterable[np.ndarray[tuple[int, int], np.dtype[np.float64]]],
) -> tuple[tuple[float, ...], ...]:
    """(c, c) correlation of standardised residuals (n, c) of several sets, c = `N_CHANNELS`, rounded.

    The unit matrix where there are too few of them.
    """
    rows = [part[np.isfinite(part).all(axis=1)] for part in residuals]
    stacked = np.concatenate([part / np.maximum(part.std(axis=0), 1e-9) for part in rows if len(part) > 1])
    correlation = np.corrcoef(stacked.T) if len(stacked) > N_CHANNELS else np.eye(N_CHANNELS)
    return tuple(tuple(round(float(value), 3) for value in row) for row in np.nan_to_num(correlation))
