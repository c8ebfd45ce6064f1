"""What to do in the next set: the same words on the page and on the terminal."""

from cleanrep.model.repetition import Verdict
from cleanrep.model.report import SetReport


def find_advice(report: SetReport) -> str | None:
    """What a rule about the whole set asks for, such as less load; None when none was missed."""
    findings = (item.finding for item in report.set_findings)
    return next((item.cue for item in findings if item.verdict is Verdict.NOT_MET and item.cue), None)


def choose_next_step(report: SetReport) -> str:
    """One sentence or two."""
    summary = report.summary
    if not report.is_judged:
        return "Film the next set as described below: this view does not allow a verdict."
    if not summary.n_repetitions:
        return "Film the whole set, from before the first lift to after the last."
    advice = find_advice(report)
    if summary.top_cue is not None and advice is not None:
        return f"{advice} Do it with this one change."
    if summary.top_cue is not None:
        return "Keep the load as it is and do the next set with this one change."
    if summary.n_clean == summary.n_repetitions:
        return "Every rep was clean: nothing to change. Carry on with your plan."
    return "Look at the reps marked “can't tell” and film the next set as described below."
