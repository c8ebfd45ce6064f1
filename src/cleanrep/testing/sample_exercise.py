"""A small exercise for tests of what shows or stores findings: every kind of rule once, no guide of its own.

It is no model of the real exercise: limits and texts are made up to be easy to tell apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleanrep.exercises.schema import Exercise

_SOURCE = {"basis": "reasoned-default", "text": "made up for tests"}


def make_exercise() -> Exercise:
    """Exercise ``lever-back-extension`` with rules of each importance, scope and way of being assessed."""
    return Exercise.model_validate(
        {
            "schema": "cleanrep.exercise/1",
            "id": "lever-back-extension",
            "name": "Lever back extension",
            "summary": "Straighten the trunk against a loaded lever.",
            "overview": {
                "body_part": "back",
                "primary_muscles": ["erector spinae"],
                "secondary_muscles": ["glutes"],
                "equipment": "lever machine",
                "difficulty": "beginner",
            },
            "variants": {"standing": _make_variant("standing"), "seated": _make_variant("seated")},
            "goals": {"hypertrophy": _make_goal()},
            "progression": [],
            "guide": _make_guide(),
            "phase_signal": {"signal": "trunk_inclination_deg", "concentric": "decreasing", "source": _SOURCE},
            "uncertainties": {name: {"video": sd, "source": _SOURCE} for name, sd in _UNCERTAINTIES.items()},
            "rules": _make_rules(),
        }
    )


_UNCERTAINTIES = {
    "lean_back_deg": 5.0,
    "eccentric_s": 0.3,
    "top_hold_s": 0.2,
    "peak_velocity_per_range_1_s": 0.12,
    "turn_acceleration_deg_s2": 70.0,
    "head_angle_deg": 7.0,
    "range_share_pct": 3.0,
    "range_of_motion_cv_pct": 2.0,
    "repetitions_beyond_goal": 0.1,
}


def _make_variant(name: str) -> dict[str, Any]:
    return {
        "name": name.capitalize(),
        "description": f"The {name} machine.",
        "expected_range": 60,
        "neutral": "straight-line",
        "source": _SOURCE,
    }


def _make_goal() -> dict[str, Any]:
    return {
        "name": "Muscle growth",
        "sets": {"min": 3, "max": 4},
        "repetitions": {"min": 8, "max": 15},
        "load": "moderate",
        "tempo": {"concentric_s": 2, "top_hold_s": 1, "eccentric_s": 3, "bottom_hold_s": 1},
        "rest_s": {"min": 60, "max": 90},
        "source": _SOURCE,
    }


def _make_guide() -> dict[str, Any]:
    statement = {
        "id": "stop-in-line",
        "title": "Stop in line",
        "text": "The top is where shoulders, hips and legs line up; going further loads the lower back.",
        "rules": ["stop-at-neutral"],
    }
    empty = ("setup", "tips", "faq", "equipment", "equipment_advice", "safety")
    return {"execution": [statement]} | {name: [] for name in empty}


def _make_rules() -> list[Mapping[str, Any]]:
    rules = [_make_rule(row) for row in _RULES]
    rules[0]["cue"] = "Stop when shoulders, hips and legs line up."
    for rule in rules:
        rule["scope"] = "set" if rule["id"] in {"even-range", "reps-in-range"} else "repetition"
    return [
        *rules,
        _make_unseen_rule("glutes", "Squeeze the glutes", "Did you squeeze your glutes at the top?"),
        _make_unseen_rule("breathing", "Breathe out on the way up", "Did you breathe out on the way up?"),
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    rule: str
    title: str
    importance: str
    measure: str
    aim: dict[str, float]
    fault: dict[str, float] | None


_RULES = (
    _Row("stop-at-neutral", "Stop at straight", "critical", "lean_back_deg", {"min": -5}, {"min": -12}),
    _Row("controlled-lowering", "Lower with control", "quality", "eccentric_s", {"min": 2}, {"min": 1.5}),
    _Row("pause-at-top", "Pause at the top", "quality", "top_hold_s", {"min": 0.5}, {"min": 0.25}),
    _Row("no-momentum", "No snap", "critical", "peak_velocity_per_range_1_s", {"max": 1.6}, {"max": 2.2}),
    _Row("no-bounce", "No bounce", "critical", "turn_acceleration_deg_s2", {"max": 400}, {"max": 700}),
    _Row("head-neutral", "Head in line", "advice", "head_angle_deg", {"max": 12}, {"max": 25}),
    _Row("full-range", "Full range", "quality", "range_share_pct", {"min": 90}, {"min": 75}),
    _Row("even-range", "Even range", "advice", "range_of_motion_cv_pct", {"max": 8}, None),
    _Row("reps-in-range", "Reps for the goal", "advice", "repetitions_beyond_goal", {"min": 0, "max": 0}, None),
)


def _make_rule(row: _Row) -> dict[str, Any]:
    fault = {"fault": row.fault} if row.fault else {}
    return {
        "id": row.rule,
        "title": row.title,
        "statement": f"{row.title}, in every repetition.",
        "importance": row.importance,
        "assessed_by": "camera",
        "cue": f"{row.title}.",
        "checks": [{"measure": row.measure, "aim": row.aim, "source": _SOURCE} | fault],
    }


def _make_unseen_rule(rule_id: str, title: str, question: str) -> dict[str, Any]:
    return {
        "id": rule_id,
        "title": title,
        "statement": f"{title}.",
        "importance": "advice",
        "scope": "repetition",
        "assessed_by": "self-report",
        "cue": f"{title}.",
        "question": question,
        "not_assessed_reason": "one camera cannot see it",
    }
