from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from math import isnan
from typing import Literal

import numpy as np
import pytest

from cleanrep.engine.session_engine import FILTER_LAG_S, MAX_WAITING_SAMPLES, Engine
from cleanrep.errors import UsageError
from cleanrep.measures.reference import Neutral
from cleanrep.model.events import FindingMade, PhaseChanged, RepetitionFinished, SetFinished
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.repetition import Phase, Verdict
from cleanrep.model.samples import Pose, Sample, Scene
from cleanrep.testing import (
    SEATED,
    Camera,
    Course,
    Fidgets,
    Lean,
    Lifter,
    Pause,
    PlannedRepetition,
    Walk,
    Watched,
    get_finding,
    get_measure,
    make_samples,
    make_set,
    make_settings,
    watch_samples,
)
from cleanrep.testing.motion import Movement

REP = PlannedRepetition()
ANGLE_RULES = ("start-lowered", "reach-neutral", "stop-at-neutral", "full-range", "head-neutral", "long-spine")

PLANS: dict[str, list[Movement]] = {
    "clean": [REP] * 4,
    "one": [REP],
    "past straight": [REP, PlannedRepetition(top_deg=-20.0), REP],
    "dropped": [REP, PlannedRepetition(lower_s=0.7), REP],
    "snapped": [REP, PlannedRepetition(lift_s=0.5), REP],
    "short": [REP, PlannedRepetition(top_deg=30.0), REP],
    "no pause": [PlannedRepetition(top_hold_s=0.0)] * 4,
    "no rest": [PlannedRepetition(rest_s=0.0)] * 4,
    "bounced": [
        PlannedRepetition(lower_s=1.2, rest_s=0.0, lower_course=Course.FALLING),
        PlannedRepetition(lift_course=Course.REBOUNDING),
        REP,
    ],
    "quick": [PlannedRepetition(lift_s=0.6, top_hold_s=0.0, lower_s=0.7, rest_s=0.0)] * 6,
    "slow": [PlannedRepetition(lift_s=4.0, top_hold_s=3.0, lower_s=6.0, rest_s=3.0)] * 2,
    "very slow": [PlannedRepetition(lift_s=10.0, top_hold_s=1.0, lower_s=10.0)] * 2,
    "long holds": [PlannedRepetition(top_hold_s=9.0)] * 2,
    "long rests": [PlannedRepetition(rest_s=6.0)] * 3,
    "fidgets": [Fidgets(), REP, REP, Fidgets(n=2, size_deg=12.0), REP, Fidgets()],
}


def count_verdicts(watched: Watched, verdict: Verdict) -> Counter[str]:
    return Counter(
        finding.rule for item in watched.repetitions for finding in item.findings if finding.verdict is verdict
    )


def test_what_the_exercise_counts_as_held_lengthens_the_hold_and_no_speed() -> None:
    samples, settings = make_set([REP] * 3).samples, make_settings()
    signal = settings.exercise.phase_signal.model_copy(update={"held_share": 0.05})
    generous = replace(settings, exercise=settings.exercise.model_copy(update={"phase_signal": signal}))
    for strict, counted in zip(
        watch_samples(samples, settings).repetitions, watch_samples(samples, generous).repetitions, strict=True
    ):
        # A twentieth of a minimum-jerk way takes 0.189 of its time.
        longer_s = 0.189 * (strict.times.concentric_s + strict.times.eccentric_s)
        assert counted.times.top_hold_s - strict.times.top_hold_s == pytest.approx(longer_s, abs=0.06)
        assert (counted.times.start_s, counted.times.end_s) == (strict.times.start_s, strict.times.end_s)
        for name in ("peak_velocity_deg_s", "sparc", "eccentric_peak_to_mean"):
            assert get_measure(counted, name) == get_measure(strict, name)


@pytest.mark.parametrize("name", PLANS)
def test_every_repetition_is_counted_and_nothing_else(name: str) -> None:
    made = make_set(PLANS[name])
    watched = watch_samples(made.samples)
    assert len(watched.repetitions) == len(made.repetitions)
    assert [item.index for item in watched.repetitions] == list(range(1, len(made.repetitions) + 1))
    assert len(watched.sets) == 1
    assert watched.n_incomplete == 0


@pytest.mark.parametrize("name", [name for name in PLANS if name not in ("bounced", "quick", "very slow")])
def test_phases_are_timed_to_a_tenth_of_a_second(name: str) -> None:
    made = make_set(PLANS[name])
    for found, true in zip(watch_samples(made.samples).repetitions, made.repetitions, strict=True):
        for field in ("start_s", "top_start_s", "top_end_s", "end_s"):
            # The end of a lowering of 6 s is slower than the noise for a second: it is told to 6 % of it.
            tolerance_s = max(0.1, 0.06 * true.times.eccentric_s) if field == "end_s" else 0.1
            assert getattr(found.times, field) == pytest.approx(getattr(true.times, field), abs=tolerance_s)


def test_a_clean_set_is_clean_throughout() -> None:
    watched = watch_samples(make_samples(4))
    assert [item.is_clean for item in watched.repetitions] == [True] * 4
    assert count_verdicts(watched, Verdict.NOT_MET) == Counter()
    assert count_verdicts(watched, Verdict.BORDERLINE) == Counter()
    assert watched.sets[0].neutral == "straight-line"


@pytest.mark.parametrize(
    ("faulty", "rule"),
    [
        (PlannedRepetition(top_deg=-20.0), "stop-at-neutral"),
        (PlannedRepetition(lower_s=0.7), "controlled-lowering"),
        (PlannedRepetition(lift_s=0.5), "no-momentum"),
        (PlannedRepetition(top_deg=28.0), "reach-neutral"),
        (PlannedRepetition(top_deg=28.0), "full-range"),
        (PlannedRepetition(top_hold_s=0.0), "pause-at-top"),
    ],
)
def test_a_fault_is_found_where_it_is(faulty: PlannedRepetition, rule: str) -> None:
    watched = watch_samples(make_set([REP, REP, faulty, REP]).samples)
    assert [item.is_clean for item in watched.repetitions] == [True, True, False, True]
    verdicts = [get_finding(item, rule).verdict for item in watched.repetitions]
    assert verdicts == [Verdict.MET, Verdict.MET, Verdict.NOT_MET, Verdict.MET]


@pytest.mark.parametrize("lower_s", [0.9, 1.2, 1.6, 2.0])
def test_a_bounce_belongs_to_the_repetition_that_ends_with_it(lower_s: float) -> None:
    bounced = PlannedRepetition(lower_s=lower_s, rest_s=0.0, lower_course=Course.FALLING)
    after = PlannedRepetition(lift_s=1.3, lift_course=Course.REBOUNDING)
    watched = watch_samples(make_set([REP, bounced, after, REP]).samples)
    for rule in ("no-bounce", "settle-before-next"):
        verdicts = [get_finding(item, rule).verdict for item in watched.repetitions]
        assert verdicts[1] is Verdict.NOT_MET
        assert verdicts[0] is Verdict.MET
        assert Verdict.NOT_MET not in verdicts[2:]


def test_a_goal_changes_the_verdict_of_the_same_set() -> None:
    samples = make_set([PlannedRepetition(lower_s=1.2)] * 3).samples
    verdicts = {
        goal: get_finding(
            watch_samples(samples, make_settings(goal=goal)).repetitions[0], "controlled-lowering"
        ).verdict
        for goal in ("hypertrophy", "endurance")
    }
    assert verdicts == {"hypertrophy": Verdict.NOT_MET, "endurance": Verdict.BORDERLINE}


def test_a_beginner_may_start_higher() -> None:
    samples = make_set([PlannedRepetition(bottom_deg=20.0)] * 4).samples
    settings = make_settings()
    beginner = replace(settings, level="beginner")
    assert get_finding(watch_samples(samples, settings).repetitions[0], "start-lowered").verdict is Verdict.BORDERLINE
    assert get_finding(watch_samples(samples, beginner).repetitions[0], "start-lowered").verdict is Verdict.MET


def test_a_calibrated_neutral_replaces_the_line_and_halves_the_uncertainty() -> None:
    samples = make_set([PlannedRepetition(top_deg=-11.0)] * 3).samples
    straight_deg = Lifter().straight_deg
    plain = watch_samples(samples)
    calibrated = watch_samples(samples, replace(make_settings(), neutral=Neutral(straight_deg, -6.8)))
    own_top = watch_samples(samples, replace(make_settings(), neutral=Neutral(straight_deg - 11.0, -17.8)))
    assert get_finding(plain.repetitions[0], "stop-at-neutral").verdict is Verdict.BORDERLINE
    found = get_finding(calibrated.repetitions[0], "stop-at-neutral")
    assert (found.verdict, found.limit, found.uncertainty) == (Verdict.NOT_MET, -8.0, 2.5)
    assert get_finding(own_top.repetitions[0], "stop-at-neutral").verdict is Verdict.MET
    assert calibrated.sets[0].neutral == "calibrated"


def test_seated_neutral_is_the_median_top_and_the_report_says_so() -> None:
    made = make_set([PlannedRepetition(bottom_deg=45.0)] * 4, lifter=SEATED)
    watched = watch_samples(made.samples, make_settings(variant="seated"))
    assert watched.sets[0].neutral == "median-top"
    top = get_measure(watched.repetitions[1], "top_angle_deg")
    assert top.value == pytest.approx(0.0, abs=0.2)
    assert top.uncertainty == pytest.approx(5.5)


def test_measures_are_the_true_ones() -> None:
    made = make_set([PlannedRepetition(top_deg=3.0)] * 3, camera=Camera(side="right", noise_deg=0.3))
    for found, true in zip(watch_samples(made.samples).repetitions, made.repetitions, strict=True):
        assert get_measure(found, "range_of_motion_deg").value == pytest.approx(true.range_of_motion_deg, abs=0.5)
        assert get_measure(found, "top_angle_deg").value == pytest.approx(3.0, abs=0.7)


def test_fitness_talk_of_a_set_is_about_the_whole_set() -> None:
    (result,) = watch_samples(make_samples(4)).sets
    assert get_finding(result, "reps-in-range").verdict is Verdict.BORDERLINE
    assert get_finding(result, "reps-in-range").value == 4 - 10
    assert get_finding(result, "even-range").verdict is Verdict.MET
    assert get_measure(result, "median_eccentric_s").value == pytest.approx(2.6, abs=0.05)


def test_a_rest_begins_a_new_set() -> None:
    watched = watch_samples(make_set([REP, REP, Pause(20.0), REP, REP, REP]).samples)
    assert [len(result.repetitions) for result in watched.sets] == [2, 3]
    assert [item.index for item in watched.repetitions] == [1, 2, 3, 4, 5]
    assert [item.set_index for item in watched.repetitions] == [1, 1, 2, 2, 2]
    assert watched.sets[0].repetitions[-1].times.next_start_s is None


def test_repetitions_at_another_place_are_another_set() -> None:
    plan: list[Movement] = [REP, REP, Walk(1.2, n_steps=2), Lean(58.0), Pause(0.5), REP, REP]
    watched = watch_samples(make_set(plan).samples)
    assert [len(result.repetitions) for result in watched.sets] == [2, 2]


def test_a_set_ends_when_the_lifter_leaves_the_picture() -> None:
    away = Camera(gaps_s=((14.0, 24.0),))
    watched = watch_samples(make_set([REP, REP, Pause(10.0), REP], camera=away).samples)
    assert [len(result.repetitions) for result in watched.sets] == [2, 1]


@pytest.mark.parametrize(("away_s", "n"), [(4.5, [3]), (5.5, [2, 1])])
def test_a_lifter_may_be_out_of_sight_for_five_seconds(away_s: float, n: list[int]) -> None:
    camera = Camera(gaps_s=((14.0, 14.0 + away_s),))
    watched = watch_samples(make_set([REP, REP, Pause(8.0), REP], camera=camera).samples)
    assert [len(result.repetitions) for result in watched.sets] == n


def test_walking_in_and_out_is_not_counted() -> None:
    plan: list[Movement] = [
        Walk(0.0, from_place=-3.5, n_steps=7),
        Lean(58.0),
        Fidgets(),
        *[REP] * 3,
        Lean(0.0),
        Walk(-3.5, n_steps=7),
        Pause(3.0),
    ]
    watched = watch_samples(make_set(plan, start_place=-3.5, start_deg=0.0).samples)
    assert len(watched.repetitions) == 3
    assert [item.is_clean for item in watched.repetitions] == [True] * 3


@pytest.mark.parametrize(("shift", "n_counted"), [(0.46, 2), (0.6, 0)])
def test_a_hip_may_wander_as_behind_a_lever_but_not_further(
    make_swaying: Callable[[float], Movement], shift: float, n_counted: int
) -> None:
    assert len(watch_samples(make_set([make_swaying(shift)] * 2).samples).repetitions) == n_counted


def test_reaching_for_something_while_the_hip_travels_is_no_repetition() -> None:
    plan: list[Movement] = [REP, REP, Lean(0.0), Walk(-1.5), Lean(50.0), Lean(0.0), Walk(0.0, from_place=-1.5)]
    assert len(watch_samples(make_set(plan).samples).repetitions) == 2


def test_getting_into_the_lowered_position_is_no_repetition() -> None:
    plan: list[Movement] = [Lean(-6.0, 0.6), Lean(58.0), Pause(1.0), *[REP] * 3]
    made = make_set(plan, start_deg=14.0)
    assert len(watch_samples(made.samples).repetitions) == 3


def test_a_lift_that_is_never_lowered_is_incomplete_and_not_counted() -> None:
    watched = watch_samples(make_set([REP, REP, Lean(0.0), Pause(20.0)]).samples)
    assert len(watched.repetitions) == 2
    assert watched.n_incomplete == 1


def test_a_lifter_who_stands_up_and_about_has_ended_the_set() -> None:
    sway: list[Movement] = [Pause(1.0), Lean(6.0), Lean(0.0)]
    made = make_set([REP, REP, Lean(0.0), *sway * 12])
    engine = Engine(make_settings())
    over_s = [event.time_s for event in engine.push_all(made.samples) if isinstance(event, SetFinished)]
    assert len(over_s) == 1
    # A rest, up, and down a little for the first time; 12 s after that, however it goes on.
    assert over_s[0] < made.repetitions[-1].times.end_s + 0.8 + 1.5 + 2.5 + 12.0 + 1.0


def test_a_gap_does_not_invent_a_repetition() -> None:
    for gap_s in ((2.0, 3.2), (4.5, 6.0), (7.0, 8.4)):
        watched = watch_samples(make_samples(3, camera=Camera(gaps_s=(gap_s,))))
        assert len(watched.repetitions) == 3


@pytest.mark.parametrize(("start_s", "end_s"), [(9.2, 16.0), (9.2, 12.9), (7.0, 13.3)])
def test_frames_that_are_missing_are_a_gap_like_frames_without_a_pose(start_s: float, end_s: float) -> None:
    """A hole in time, as damaged data and stalled pages leave it: it neither merges repetitions nor makes a fault."""
    samples = make_samples(6)
    hidden = [replace(item, pose=None) if start_s <= item.time_s < end_s else item for item in samples]
    missing = [item for item in samples if not start_s <= item.time_s < end_s]
    of_hidden, of_missing = watch_samples(hidden), watch_samples(missing)
    assert [item.times.start_s for item in of_missing.repetitions] == pytest.approx(
        [item.times.start_s for item in of_hidden.repetitions], abs=0.2
    )
    assert count_verdicts(of_missing, Verdict.NOT_MET) == count_verdicts(of_hidden, Verdict.NOT_MET)


LIFT_RULES = ("smooth-start", "no-momentum", "steady-lift")
TOP_RULES = ("reach-neutral", "stop-at-neutral", "pause-at-top", "full-range")
LOWERING_RULES = ("controlled-lowering", "no-bounce")


@pytest.mark.parametrize(
    ("gap_s", "open_rules"),
    [
        ((7.6, 9.2), LIFT_RULES),
        ((6.7, 8.0), ("start-lowered", *LIFT_RULES)),
        ((8.9, 10.1), TOP_RULES),
        ((10.1, 12.5), LOWERING_RULES),
    ],
    ids=["lift", "start", "top", "lowering"],
)
def test_a_repetition_is_not_judged_by_what_is_left_of_a_hidden_phase(
    gap_s: tuple[float, float], open_rules: tuple[str, ...]
) -> None:
    before, hidden, after = watch_samples(make_samples(4, camera=Camera(gaps_s=(gap_s,)))).repetitions[:3]
    for rule in open_rules:
        assert get_finding(hidden, rule).verdict is Verdict.NOT_ASSESSED, rule
        assert get_finding(before, rule).verdict is Verdict.MET
        assert get_finding(after, rule).verdict is Verdict.MET
    assert hidden.is_clean is None


@pytest.mark.parametrize("start_s", [1.1, 1.3, 1.6, 1.8])
def test_a_lift_that_was_under_way_at_the_first_frame_is_counted_and_not_judged(start_s: float) -> None:
    watched = watch_samples([item for item in make_samples(3) if item.time_s >= start_s])
    assert len(watched.repetitions) == 3
    for rule in ("start-lowered", *LIFT_RULES):
        assert get_finding(watched.repetitions[0], rule).verdict is Verdict.NOT_ASSESSED, rule
    assert count_verdicts(watched, Verdict.NOT_MET) == Counter()
    assert count_verdicts(watched, Verdict.BORDERLINE) == Counter()


@pytest.mark.parametrize("end_s", [18.0, 18.4, 18.6])
def test_a_rest_that_the_recording_cuts_off_is_not_judged(end_s: float) -> None:
    watched = watch_samples([item for item in make_samples(3) if item.time_s <= end_s])
    assert len(watched.repetitions) == 3
    assert get_finding(watched.repetitions[2], "no-bounce").verdict is Verdict.NOT_ASSESSED
    assert count_verdicts(watched, Verdict.NOT_MET) == Counter()
    assert count_verdicts(watched, Verdict.BORDERLINE) == Counter()


@pytest.mark.parametrize("lower_s", [2.0, 3.0, 5.0])
@pytest.mark.parametrize(("rate_hz", "noise_deg"), [(15.0, 0.3), (25.0, 0.0), (30.0, 0.3), (60.0, 0.3)])
def test_a_slow_lowering_that_was_seen_is_judged_at_any_frame_rate(
    rate_hz: float, noise_deg: float, lower_s: float
) -> None:
    camera = Camera(frame_rate_hz=rate_hz, noise_deg=noise_deg, unevenness=0.3, seed=int(rate_hz + lower_s))
    watched = watch_samples(make_samples(6, repetition=PlannedRepetition(lower_s=lower_s), camera=camera))
    assert [item.is_clean for item in watched.repetitions] == [True] * 6


def test_a_lift_that_began_in_a_gap_is_not_judged_where_the_fit_lets_it_begin_later() -> None:
    short = PlannedRepetition(lift_s=0.8, top_hold_s=0.5, lower_s=1.6, rest_s=0.1, top_deg=12.0)
    long = PlannedRepetition(lift_s=2.5, top_hold_s=0.5, lower_s=2.6, rest_s=0.3, top_deg=-15.0)
    camera = Camera(frame_rate_hz=15.0, noise_deg=0.2, gaps_s=((2.774, 4.274),), seed=408)
    watched = watch_samples(make_set([short, short, long, short, short], camera=camera).samples)
    # It began at 4.0 s, and seems to take a tenth of a second.
    second = watched.repetitions[1]
    assert second.times.start_s > 4.274
    for rule in ("start-lowered", *LIFT_RULES):
        assert get_finding(second, rule).verdict is Verdict.NOT_ASSESSED, rule
    assert get_finding(second, "full-range").verdict is Verdict.MET


def test_nothing_is_judged_by_a_fit_across_a_gap_that_does_not_follow_what_was_seen() -> None:
    slow = PlannedRepetition(lift_s=1.8, top_hold_s=0.5, lower_s=1.0, rest_s=0.3)
    quick = PlannedRepetition(lift_s=0.5, top_hold_s=0.0, lower_s=0.6, rest_s=0.1, top_deg=12.0)
    camera = Camera(unevenness=0.5, gaps_s=((4.267, 6.767),), seed=113)
    watched = watch_samples(make_set([slow, quick, slow, slow, slow], camera=camera).samples)
    # The rest of one lift and the lowering of the next pass for one repetition.
    merged = watched.repetitions[1]
    assert merged.times.start_s < 4.6
    assert merged.times.end_s > 8.9
    for rule in (*LIFT_RULES, *TOP_RULES):
        assert get_finding(merged, rule).verdict is Verdict.NOT_ASSESSED, rule


@pytest.mark.parametrize(("gap_s", "is_told"), [((3.3, 3.7), True), ((5.5, 8.1), False)])
def test_what_followed_a_gap_in_which_a_repetition_may_hide_is_not_known(
    gap_s: tuple[float, float], *, is_told: bool
) -> None:
    quick = PlannedRepetition(lift_s=0.9, top_hold_s=0.3, lower_s=0.9, rest_s=1.0 if is_told else 0.5)
    first = watch_samples(make_set([quick] * 4, camera=Camera(gaps_s=(gap_s,))).samples).repetitions[0]
    assert (first.times.next_start_s is not None) == is_told
    assert isnan(get_measure(first, "bottom_hold_s").value) != is_told


@pytest.mark.parametrize(("rate_hz", "n_dropped"), [(10.0, 2), (30.0, 8)])
@pytest.mark.parametrize("start_s", [7.3, 8.1, 9.7, 11.3])
def test_a_gap_of_three_tenths_is_bridged_wherever_it_falls(rate_hz: float, n_dropped: int, start_s: float) -> None:
    samples = make_samples(3, camera=Camera(frame_rate_hz=rate_hz))
    first = next(index for index, item in enumerate(samples) if item.time_s >= start_s)
    for repetition in watch_samples(samples[:first] + samples[first + n_dropped :]).repetitions:
        for name in ("concentric_s", "top_hold_s", "eccentric_s", "range_of_motion_deg"):
            assert get_measure(repetition, name).reason is None, name


@pytest.mark.parametrize("start_s", [5.9, 6.1, 6.3, 6.5, 6.7])
def test_what_was_not_measured_says_why(start_s: float) -> None:
    camera = Camera(frame_rate_hz=60.0, gaps_s=((start_s, start_s + 0.4667),))
    for repetition in watch_samples(make_samples(3, camera=camera)).repetitions:
        for item in repetition.measures:
            assert isnan(item.value) == (item.reason is not None), item.name


def film_sets(*sets: list[Sample]) -> list[Sample]:
    """Sets one after the other, half a minute apart."""
    filmed: list[Sample] = []
    for samples in sets:
        start_s = filmed[-1].time_s + 30.0 if filmed else 0.0
        first = len(filmed)
        filmed += [replace(item, time_s=start_s + item.time_s, frame=first + item.frame) for item in samples]
    return filmed


@pytest.mark.parametrize(("yaws_deg", "n"), [((0.0, 45.0), (6, 3)), ((45.0, 0.0), (6, 3)), ((45.0, 0.0), (3, 6))])
def test_each_set_is_judged_by_its_own_view(yaws_deg: tuple[float, float], n: tuple[int, int]) -> None:
    filmed = film_sets(
        *[make_samples(count, camera=Camera(yaw_deg=yaw)) for yaw, count in zip(yaws_deg, n, strict=True)]
    )
    watched = watch_samples(filmed)
    assert [len(item.repetitions) for item in watched.sets] == list(n)
    for result, yaw_deg in zip(watched.sets, yaws_deg, strict=True):
        expected = Verdict.MET if yaw_deg == 0.0 else Verdict.NOT_ASSESSED
        for repetition in result.repetitions:
            assert get_finding(repetition, "stop-at-neutral").verdict is expected
    # One set can be judged, and what is wrong with the other is told.
    assert watched.view.is_suitable
    (reason,) = watched.view.reasons
    assert reason.startswith(f"set {1 + yaws_deg.index(45.0)}: the camera stands about")


@pytest.mark.parametrize(
    ("n", "yaw_deg", "n_judged"), [(1, 22.0, 0), (2, 22.0, 0), (3, 22.0, 3), (1, 5.0, 1), (2, 5.0, 2)]
)
def test_one_or_two_repetitions_near_the_bar_are_judged_by_the_view_of_all(
    n: int, yaw_deg: float, n_judged: int
) -> None:
    turned = [make_samples(count, camera=Camera(yaw_deg=yaw)) for count, yaw in ((3, 45.0), (n, yaw_deg), (3, 45.0))]
    watched = watch_samples(film_sets(*turned))
    assert [len(item.repetitions) for item in watched.sets] == [3, n, 3]
    assert watched.view.is_suitable == (n_judged > 0)
    assert count_verdicts(watched, Verdict.NOT_ASSESSED)["stop-at-neutral"] == 6 + n - n_judged


def test_a_picture_without_a_lifter_before_the_set_hides_nothing_of_it() -> None:
    empty = [replace(item, pose=None) for item in make_samples(6)]
    watched = watch_samples(film_sets(empty, make_samples(3)))
    assert watched.view.is_suitable
    assert watched.view.coverage == 1.0
    assert [item.is_clean for item in watched.repetitions] == [True] * 3


@pytest.mark.parametrize(
    ("jolts", "verdict"),
    [((3, 5, 8), Verdict.MET), ((60, 70), Verdict.MET), ((60, 70, 80), Verdict.NOT_ASSESSED)],
)
def test_a_camera_that_is_jolted_before_the_set_or_only_twice_takes_nothing_from_it(
    jolts: tuple[int, ...], verdict: Verdict
) -> None:
    still = make_samples(4)
    jolted = [replace(item, scene=Scene(0.0, 20.0 if index in jolts else 0.0)) for index, item in enumerate(still)]
    first, second = watch_samples(film_sets(jolted, still)).sets
    for rule in ("hips-stable", "feet-planted"):
        assert get_finding(first.repetitions[0], rule).verdict is verdict
        assert get_finding(second.repetitions[0], rule).verdict is Verdict.MET


@pytest.mark.parametrize("yaw_deg", [-45.0, 40.0, 60.0])
def test_a_view_off_the_side_judges_no_angles_and_still_counts(yaw_deg: float) -> None:
    watched = watch_samples(make_samples(3, camera=Camera(yaw_deg=yaw_deg)))
    assert len(watched.repetitions) == 3
    assert not watched.view.is_suitable
    assert "put it at hip height" in watched.view.reasons[0]
    for item in watched.repetitions:
        assert {get_finding(item, rule).verdict for rule in ANGLE_RULES} == {Verdict.NOT_ASSESSED}
        assert item.is_clean is None


@pytest.mark.parametrize("yaw_deg", [-20.0, -8.0, 8.0, 20.0])
def test_a_view_within_twenty_degrees_is_judged(yaw_deg: float) -> None:
    watched = watch_samples(make_samples(3, camera=Camera(yaw_deg=yaw_deg)))
    assert watched.view.is_suitable
    assert watched.view.yaw_deg == pytest.approx(abs(yaw_deg), abs=3.0)
    assert count_verdicts(watched, Verdict.NOT_MET) == Counter()


def test_one_frame_a_second_judges_nothing() -> None:
    watched = watch_samples(make_samples(3, camera=Camera(frame_rate_hz=1.0)))
    assert not watched.view.is_suitable
    assert "frames a second are too few" in watched.view.reasons[0]
    assert count_verdicts(watched, Verdict.MET) == Counter()
    assert count_verdicts(watched, Verdict.NOT_MET) == Counter()


def test_nobody_is_nothing_to_judge() -> None:
    watched = watch_samples([Sample(index / 25, index, None) for index in range(MAX_WAITING_SAMPLES + 100)])
    assert watched.events == ()
    assert not watched.view.is_suitable
    assert "nobody was seen" in watched.view.reasons[0]
    assert watched.view.side is None


def test_a_lifter_who_was_seen_for_a_moment_is_not_called_nobody() -> None:
    watched = watch_samples(make_samples(1)[:5])
    assert not watched.view.is_suitable
    (reason,) = watched.view.reasons
    assert reason.startswith("shoulder and hip were seen for too short")


def test_the_wrong_variant_is_counted_and_not_judged() -> None:
    made = make_set([PlannedRepetition(bottom_deg=45.0)] * 3, lifter=SEATED)
    watched = watch_samples(made.samples)
    assert len(watched.repetitions) == 3
    assert count_verdicts(watched, Verdict.NOT_MET) == Counter()
    assert "check the variant" in (get_finding(watched.repetitions[0], "stop-at-neutral").reason or "")


def test_footage_that_allows_nothing_is_told_before_the_wrong_variant() -> None:
    made = make_set([PlannedRepetition(bottom_deg=45.0)] * 3, lifter=SEATED, camera=Camera(frame_rate_hz=6.0))
    (first, *_) = watch_samples(made.samples).repetitions
    assert "frames a second are too few" in (get_finding(first, "stop-at-neutral").reason or "")


def test_legs_that_fold_with_the_trunk_are_another_movement() -> None:
    upright = Lifter().straight_deg
    levels = [
        make_set([REP] * 3, lifter=Lifter(thigh_deg=thigh_deg, neutral_deg=upright))
        for thigh_deg in np.linspace(-8.0, -60.0, 14)
    ]
    lean_share = (levels[0].trunk_deg - upright) / 58.0
    samples = [levels[round(13 * share)].samples[index] for index, share in enumerate(lean_share)]
    watched = watch_samples(samples)
    assert len(watched.repetitions) == 3
    assert count_verdicts(watched, Verdict.NOT_MET) == count_verdicts(watched, Verdict.MET) == Counter()
    assert "as in a squat" in (get_finding(watched.repetitions[0], "no-momentum").reason or "")


def test_a_lifter_who_turns_round_is_followed() -> None:
    facing_left = make_samples(2)
    facing_right = make_samples(2, camera=Camera(side="right"))
    last_s, last = facing_left[-1].time_s + 0.04, facing_left[-1].frame + 1
    rest = make_set([Pause(3.0)], camera=Camera(side="right"), start_deg=58.0).samples
    samples = facing_left
    for part in (rest, facing_right):
        samples = samples + [replace(item, time_s=item.time_s + last_s, frame=item.frame + last) for item in part]
        last_s, last = samples[-1].time_s + 0.04, samples[-1].frame + 1
    assert len(watch_samples(samples).repetitions) == 4


def test_events_come_in_the_order_in_which_things_become_certain() -> None:
    made = make_set([REP, REP])
    engine = Engine(make_settings())
    told = [(sample.time_s, event) for sample in made.samples for event in engine.push(sample)]
    kinds = [type(event) for _, event in told]
    assert kinds.count(RepetitionFinished) == 2
    assert SetFinished not in kinds
    for now_s, event in told:
        assert now_s - event.time_s <= FILTER_LAG_S + 0.05
    first = kinds.index(RepetitionFinished)
    assert all(kind is PhaseChanged for kind in kinds[:first])
    assert kinds[first + 1] is FindingMade
    assert [type(event) for event in engine.finish()] == [SetFinished]


def test_a_repetition_is_told_within_a_second_of_its_end() -> None:
    made = make_set([REP] * 3)
    ends_s = [true.times.end_s for true in made.repetitions]
    engine = Engine(make_settings())
    told_s = [
        sample.time_s
        for sample in made.samples
        for event in engine.push(sample)
        if isinstance(event, RepetitionFinished)
    ]
    assert len(told_s) == 3
    assert all(-0.1 < told - end < 1.0 for told, end in zip(told_s, ends_s, strict=True))


def test_settling_is_told_when_the_next_lift_is_there() -> None:
    watched = watch_samples(make_samples(2))
    told = [event for event in watched.events if isinstance(event, FindingMade)]
    settled = [event for event in told if event.finding.rule == "settle-before-next" and event.repetition == 1]
    assert [event.finding.verdict for event in settled] == [Verdict.NOT_ASSESSED, Verdict.MET]


def test_nothing_waits_to_be_judged_while_a_slow_repetition_goes_on() -> None:
    engine = Engine(make_settings())
    waits_s = []
    for sample in make_set([REP, *PLANS["very slow"]]).samples:
        engine.push(sample, may_wait=True)
        if engine.is_behind:
            waits_s.append(sample.time_s)
            engine.catch_up()
    # Each of the three lifts, and each repetition.
    assert len(waits_s) == 2 * 3


def test_phases_name_the_repetition_that_they_belong_to() -> None:
    phases = [event for event in watch_samples(make_samples(2)).events if isinstance(event, PhaseChanged)]
    lifts = [event.repetition for event in phases if event.phase is Phase.CONCENTRIC]
    assert lifts == [1, 2]


def test_what_was_made_up_frame_by_frame_is_in_the_evidence() -> None:
    made = make_set([REP, PlannedRepetition(top_deg=-20.0), REP])
    finding = get_finding(watch_samples(made.samples).repetitions[1], "stop-at-neutral")
    true = made.repetitions[1].times
    assert finding.time_s is not None
    assert true.top_start_s - 0.3 <= finding.time_s <= true.top_end_s + 0.3
    assert finding.frame == round(finding.time_s * 25)


def test_time_must_go_on() -> None:
    engine = Engine(make_settings())
    samples = make_samples(1)
    engine.push(samples[5])
    for sample in (samples[5], samples[4]):
        with pytest.raises(UsageError, match="push samples in order"):
            engine.push(sample)
    with pytest.raises(UsageError):
        engine.push(replace(samples[6], time_s=float("nan")))


def test_memory_does_not_grow_while_nothing_happens() -> None:
    engine = Engine(make_settings())
    still = make_samples(1)[0]
    for index in range(25 * 600):
        engine.push(replace(still, time_s=index / 25, frame=index))
    assert len(engine._buffer.slice(0.0, 1e9).samples) < 25 * 60


@pytest.mark.parametrize(("side", "far"), [("left", "RIGHT"), ("right", "LEFT")])
def test_the_far_side_of_the_trunk_moves_nothing(side: Literal["left", "right"], far: str) -> None:
    shoulder, hip = Keypoint[f"{far}_SHOULDER"], Keypoint[f"{far}_HIP"]
    samples = []
    for item in make_samples(3, camera=Camera(side=side)):
        assert item.pose is not None
        points_px = item.pose.points_px
        points_px[shoulder] = points_px[hip] + (0.0, 110.0)
        samples.append(replace(item, pose=Pose.join(points_px, item.pose.visibility, item.pose.world_m)))
    assert len(watch_samples(samples).repetitions) == 3


def test_a_pose_whose_hip_is_hidden_is_not_seen() -> None:
    samples = [
        item
        if item.pose is None
        else replace(item, pose=Pose.join(item.pose.points_px, np.full(33, 0.1), item.pose.world_m))
        for item in make_samples(2)
    ]
    watched = watch_samples(samples)
    assert watched.repetitions == ()
    assert not watched.view.is_suitable
