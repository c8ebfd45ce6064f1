"""The load on the back below a set's result on the terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cleanrep.model.back_load import BackLoad, LeftOut, RepetitionMoment
from cleanrep.report.load_words import LIMITS, describe_added, describe_load, find_most_added, format_interval
from cleanrep.report.wording import count_words, join_words


def list_load_lines(load: BackLoad) -> Iterator[str]:
    """Paragraphs: what was lifted, the heaviest repetition, what a snap added, what was left out, limits."""
    yield f"Load on the back, a model: {describe_load(load)}."
    if load.repetitions:
        yield from _tell_repetitions(load.repetitions)
    worst = find_most_added(load)
    if worst is not None:
        smooth = f"a smooth lift of {worst.smooth_lift_s:.1f} s"
        yield f"Snapping or hurrying added most in rep {worst.index}: {describe_added(worst)} over {smooth}."
    for reason, items in groupby(load.left_out, key=_get_reason):
        yield f"No moment in {_name_reps([item.index for item in items])}: {reason}."
    yield LIMITS


def _tell_repetitions(repetitions: Sequence[RepetitionMoment]) -> Iterator[str]:
    heaviest = max(repetitions, key=lambda item: item.peak_n_m.value)
    yield f"Peak on the low back (L5/S1): {format_interval(heaviest.peak_n_m)} at 95 %, in rep {heaviest.index}."
    means = [item.mean_n_m.value for item in repetitions]
    times_s = [item.time_under_load_s for item in repetitions]
    mean = f"{min(means):.0f} to {max(means):.0f} N m" if len(means) > 1 else f"{means[0]:.0f} N m"
    yield f"Mean over a rep: {mean}. Time under load: {sum(times_s):.1f} s in {count_words(len(times_s), 'rep')}."


def _get_reason(item: LeftOut) -> str:
    return item.reason


def _name_reps(indices: Sequence[int]) -> str:
    return f"rep {indices[0]}" if len(indices) == 1 else f"reps {join_words([str(index) for index in indices])}"
