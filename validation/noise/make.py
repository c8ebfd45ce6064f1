"""Make the noise model from rendered sets and their landmark logs."""

from collections.abc import Iterable
from pathlib import Path

from cleanrep.capture.landmark_reader import read_landmark_log
from cleanrep.signals.same_person import SamePerson
from validation.noise.fit import FittedNoise, fit_noise
from validation.noise.joints import gather_joints
from validation.noise.profile import NoiseBank, pool_correlations
from validation.noise.true_joints import read_true_joints


def fit_set(truth_path: Path, log_path: Path) -> FittedNoise | None:
    """Fit the noise of one rendered set; None when too little of it was seen.

    Where the pose model followed somebody else, as the product tells it, the lifter was not seen: a pose on another
    body is no noise of this one.

    Raises
    ------
    AssetError, SourceError
        When truth or log cannot be read.
    """
    truth = read_true_joints(truth_path)
    person = SamePerson()
    samples = (person.screen(sample)[0] for sample in read_landmark_log(log_path))
    return fit_noise(gather_joints(samples, truth.near), truth)


def make_bank(sets: Iterable[tuple[Path, Path]], *, made_from: str) -> NoiseBank:
    """Make a bank of the profiles of many sets.

    Parameters
    ----------
    sets : Iterable[tuple[Path, Path]]
        Truth (``NAME.json``) and landmark log of each.
    """
    fitted = [fit for truth, log in sets if (fit := fit_set(truth, log)) is not None]
    return NoiseBank(
        made_from=made_from,
        slow_correlation=pool_correlations(fit.slow for fit in fitted),
        quick_correlation=pool_correlations(fit.quick for fit in fitted),
        profiles=tuple(fit.profile for fit in fitted),
    )
