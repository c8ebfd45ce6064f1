"""Double progression behind a quality gate: a pure policy over the log.

The lines of the policy are asked in order, and the first that has something to say decides: safety, phases, quality in
its stages (control, tempo, range), then repetitions, then load. The same log gives the same decisions, each of which
names its line, its figures and its sessions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleanrep.model.training import Level
from cleanrep.planning.breaks import pass_time
from cleanrep.planning.coaching import find_focus
from cleanrep.planning.decision import Standing, Step
from cleanrep.planning.phase_lines import (
    check_deload_due,
    check_deload_under_way,
    check_readiness,
    check_single_technique,
    check_start,
    check_technique,
    check_unasked_technique,
)
from cleanrep.planning.quality_lines import (
    check_answers,
    check_clean,
    check_pain,
    check_reserve,
    check_sets,
    check_smooth,
    check_stage,
    check_sure,
)
from cleanrep.planning.raise_lines import add_repetition, confirm_or_raise, follow_load
from cleanrep.planning.safety_lines import check_emergency, check_regressions, check_stop, check_too_heavy
from cleanrep.planning.session_digest import SessionDigest
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.situation import Line, Outcome, Situation

SAFETY: tuple[Line, ...] = (check_emergency, check_stop, check_too_heavy)
PHASES: tuple[Line, ...] = (
    check_deload_under_way,
    check_unasked_technique,
    check_single_technique,
    check_technique,
    check_readiness,
    check_start,
)
QUALITY: tuple[Line, ...] = (check_stage, check_clean, check_smooth, check_sets)
GATES: tuple[Line, ...] = (check_sure, check_reserve, check_pain, check_answers)


class DoubleProgression:
    """The policy of an exercise file, for one goal of one lifter on one machine."""

    def __init__(self, settings: PlanningSettings) -> None:
        self._settings = settings

    def start(self) -> Standing:
        """Where a lifter stands before the first session."""
        return Standing(
            n_repetitions=self._settings.goal.repetitions.min,
            is_technique=self._settings.level is Level.BEGINNER and self._settings.technique is not self._settings.goal,
        )

    def replay(self, sessions: Iterable[SessionDigest]) -> Iterator[Step]:
        """One decision a session, oldest first; the last one says where the lifter stands now."""
        standing = self.start()
        for session in sessions:
            step = self.judge(standing, session)
            standing = step.standing
            yield step

    def judge(self, standing: Standing, session: SessionDigest) -> Step:
        """Hold one session against the policy."""
        before = pass_time(self._settings, standing, session.started_at)
        before = _note_session(before, session)
        focus = find_focus(self._settings, session)
        situation = Situation(self._settings, before, session, focus)
        decision, after = _decide(situation)
        if after.is_single_technique and not session.is_technique and before.is_single_technique:
            after = replace(after, is_single_technique=False)
        return Step(decision, after, session.started_at, session.session_id, focus)


def _note_session(standing: Standing, session: SessionDigest) -> Standing:
    noted = replace(
        standing,
        last_session_at=session.started_at,
        block_started_at=standing.block_started_at or session.started_at,
    )
    is_apart = noted.is_deload or noted.is_single_technique or session.is_technique or not session.sets
    return noted if is_apart else follow_load(noted, session.load)


def _decide(situation: Situation) -> Outcome:
    found = _ask(SAFETY, situation)
    if found is not None:
        return check_regressions(situation, found[1]) or found
    found = _ask(PHASES, situation)
    if found is not None:
        return found
    if (due := check_deload_due(situation, is_stalled=False)) is not None:
        return due
    found = _ask(QUALITY, situation)
    if found is None:
        found = add_repetition(situation)
        if found is not None:
            return found
        found = _ask(GATES, situation)
    if found is None:
        return confirm_or_raise(situation)
    return check_deload_due(situation, is_stalled=True) or found


def _ask(lines: tuple[Line, ...], situation: Situation) -> Outcome | None:
    return next((outcome for line in lines if (outcome := line(situation)) is not None), None)
