import pytest

from cleanrep.testing import get_finding, get_measure, make_samples, make_settings, watch_samples


def test_what_was_watched_has_sets_and_repetitions() -> None:
    watched = watch_samples(make_samples(2), make_settings(goal="strength"))
    assert [item.index for item in watched.repetitions] == [1, 2]
    assert watched.sets[0].repetitions == watched.repetitions
    assert watched.view.is_suitable


def test_an_unknown_rule_or_measure_is_a_key_error() -> None:
    (repetition,) = watch_samples(make_samples(1)).repetitions
    with pytest.raises(KeyError):
        get_finding(repetition, "charm")
    with pytest.raises(KeyError):
        get_measure(repetition, "charm")
