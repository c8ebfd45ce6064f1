"""Words for verdicts, phases, measures and units: the same on the terminal, the page and the video.

Decides how a finding reads. A measure without an entry in ``phrases`` is worded from its name and the rule's title, so
an exercise file needs no code here. Which finding is shown first is decided in ``ranking``.
"""

from collections.abc import Mapping, Sequence

from cleanrep.exercises.schema import Rule
from cleanrep.model.repetition import Finding, Phase, Repetition, Verdict
from cleanrep.report.phrases import phrase_for
from cleanrep.report.ranking import find_deciding

PHASE_WORDS = {
    Phase.CONCENTRIC: "up",
    Phase.TOP_HOLD: "top",
    Phase.ECCENTRIC: "down",
    Phase.BOTTOM_HOLD: "bottom",
}

VERDICT_WORDS = {
    Verdict.MET: "met",
    Verdict.BORDERLINE: "borderline",
    Verdict.NOT_MET: "not met",
    Verdict.NOT_ASSESSED: "can't tell",
}

UNIT_SIGNS = {
    "": "",
    "1": "",
    "count": "",
    "deg": "°",
    "percent": " %",
    "%": " %",
    "1/s": " ranges/s",
    "deg/s": "°/s",
    "deg/s2": "°/s²",
}


_PURE_UNITS = frozenset({"", "1", None})
_RATIO_UNITS = frozenset({"", "1", None, "1/s"})
_WHOLE_UNITS = frozenset({"deg", "deg/s", "deg/s2", "percent", "%", "count"})


def name_measure(measure: str) -> str:
    """Name of a measure on an axis: its label, else its name without unit and underscores."""
    phrase = phrase_for(measure)
    if phrase is not None:
        return phrase.label
    return measure.removesuffix("_deg").removesuffix("_s").replace("_", " ")


def format_number(value: float, unit: str | None = None) -> str:
    """Write a measured number for a person: whole degrees and percent, else one decimal (two for ratios below 1)."""
    if unit in _WHOLE_UNITS or abs(value) >= 100:
        text = f"{value:.0f}"
    elif unit in _RATIO_UNITS and 0 < abs(value) < 1:
        text = f"{value:.2f}"
    else:
        text = f"{value:.1f}"
    if unit in _PURE_UNITS:
        text = text.removesuffix(".0")
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def format_limit(value: float, unit: str | None) -> str:
    """Write a limit with its unit; it is exact, so it keeps two decimals where it has them: ``0.25 s``, ``12°``."""
    return _trim(value) + _sign_of(unit)


def _trim(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def format_uncertainty(value: float, unit: str | None) -> str:
    """Write a standard uncertainty with its unit: below 1 with two decimals, and halves as they are."""
    if abs(value) < 10 and (2 * value).is_integer() and not value.is_integer():
        return f"{value:.1f}{_sign_of(unit)}"
    if unit not in _WHOLE_UNITS and abs(value) < 1:
        return _trim(value) + _sign_of(unit)
    return format_value(value, unit)


def format_value(value: float, unit: str | None) -> str:
    """Write a number with its unit as people do: ``18°``, ``1.8 s``, ``92 %``."""
    return format_number(value, unit) + _sign_of(unit)


def format_span(bounds: tuple[float | None, float | None], unit: str | None) -> str:
    """Aim or limit in words: ``2.0 to 3.5 s``, ``at least 0.5 s``, ``at most 8°``; empty without any bound."""
    low, high = bounds
    if low is not None and high is not None:
        return f"{_trim(low)} to {format_limit(high, unit)}"
    if low is not None:
        return f"at least {format_limit(low, unit)}"
    return "" if high is None else f"at most {format_limit(high, unit)}"


def _sign_of(unit: str | None) -> str:
    return UNIT_SIGNS.get(unit or "", f" {unit}")


def describe_finding(finding: Finding, rule: Rule | None) -> str:
    """Say what was seen, with value, limit and uncertainty, or why nothing can be said.

    Parameters
    ----------
    finding : Finding
        Any verdict.
    rule : Rule or None
        The rule of the exercise file; None when the file no longer holds it.

    Returns
    -------
    str
        Such as ``past straight by 18° (at most 12°, ±3°)`` or ``can't tell: the lever hid your hip``.
    """
    if finding.verdict is Verdict.NOT_ASSESSED:
        return f"can't tell: {lower_first(finding.reason)}" if finding.reason else "can't tell"
    title = finding.rule.replace("-", " ") if rule is None else rule.title
    if finding.value is None:
        return lower_first(title)
    return _describe_value(finding, finding.value, title) + _bracket(finding)


def _describe_value(finding: Finding, value: float, title: str) -> str:
    phrase = phrase_for(finding.measure)
    shown = format_value(value, finding.unit)
    if phrase is not None and phrase.zero is not None:
        if format_number(value, finding.unit) == "0":
            return phrase.zero
        size = format_value(abs(value), finding.unit)
        return (phrase.below if value < 0 else phrase.above).format(value=size)
    side = _side_of(finding.aim, value)
    if phrase is None or side == 0:
        label = title if finding.measure is None else name_measure(finding.measure)
        return f"{lower_first(label)} {shown}"
    return (phrase.below if side < 0 else phrase.above).format(value=shown)


def _side_of(aim: tuple[float | None, float | None] | None, value: float) -> int:
    low, high = aim or (None, None)
    if low is not None and value < low:
        return -1
    return 1 if high is not None and value > high else 0


def _bracket(finding: Finding) -> str:
    phrase = phrase_for(finding.measure)
    parts = []
    if finding.limit:
        has_words_for_sign = phrase is not None and phrase.zero is not None
        parts.append(_spell_limit(finding, finding.limit, has_words_for_sign=has_words_for_sign))
    if finding.uncertainty is not None:
        spread = format_uncertainty(finding.uncertainty, finding.unit)
        parts += [] if spread == "0" + _sign_of(finding.unit) else [f"±{spread}"]
    return f" ({', '.join(parts)})" if parts else ""


def _spell_limit(finding: Finding, limit: float, *, has_words_for_sign: bool) -> str:
    """The limit with its direction; with "aim" where there is no fault limit and the aim's bound stands for it."""
    shown = format_limit(abs(limit) if has_words_for_sign else limit, finding.unit)
    for lead, (low, high) in (("", finding.fault or (None, None)), ("aim ", finding.aim or (None, None))):
        if limit in (low, high) and finding.value is not None:
            is_on_its_side = (finding.value < 0) == (limit < 0)
            if has_words_for_sign and not is_on_its_side:
                break
            is_least = limit == low and not has_words_for_sign
            return f"{lead}{'at least' if is_least else 'at most'} {shown}"
    return f"limit {shown}"


def describe_repetition(repetition: Repetition, rules: Mapping[str, Rule]) -> str:
    """Say a repetition's verdict: ``clean``, or the worst finding in words and how many more there are."""
    if repetition.is_clean:
        return "clean"
    deciding = find_deciding(repetition, rules)
    if not deciding:
        return "can't tell" if repetition.is_clean is None else "not clean"
    text = describe_finding(deciding[0], rules.get(deciding[0].rule))
    n_more = len(deciding) - 1
    return f"{text}; {n_more} more" if n_more and repetition.is_clean is False else text


def lower_first(text: str) -> str:
    """Text for the middle of a sentence: the first letter small unless the word is in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def join_words(words: Sequence[str]) -> str:
    """Join as in a sentence: ``1, 2 and 4``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def count_words(count: int, singular: str) -> str:
    """Count with its noun: ``1 rep``, ``5 reps``."""
    return f"{count} {singular}" if count == 1 else f"{count} {singular}s"
