from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.exchange.delimited import neutralise, restore
from cleanrep.exchange.fields import (
    FieldError,
    ReadingChoices,
    parse_count,
    parse_duration,
    parse_number,
    parse_rating,
    parse_time,
)

IN_UTC = ReadingChoices(zone=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 Dec 2025, 08:00", datetime(2025, 12, 22, 8, 0, tzinfo=UTC)),
        ("Sep 1, 2026, 6:55 PM", datetime(2026, 9, 1, 18, 55, tzinfo=UTC)),
        ("Sep 1, 2026, 6:55\u202fPM", datetime(2026, 9, 1, 18, 55, tzinfo=UTC)),
        ("1 Jan 2026, 12:05 AM", datetime(2026, 1, 1, 0, 5, tzinfo=UTC)),
        ("22. Dez. 2025, 08:00", datetime(2025, 12, 22, 8, 0, tzinfo=UTC)),
        ("3 août 2025, 18:30", datetime(2025, 8, 3, 18, 30, tzinfo=UTC)),
        ("5 de mar. de 2025, 07:15", datetime(2025, 3, 5, 7, 15, tzinfo=UTC)),
        ("5 giu 2025, 07:15", datetime(2025, 6, 5, 7, 15, tzinfo=UTC)),
        ("2026-11-24 18:30:05", datetime(2026, 11, 24, 18, 30, 5, tzinfo=UTC)),
        ("2026-11-24T18:30:05Z", datetime(2026, 11, 24, 18, 30, 5, tzinfo=UTC)),
        ("2026-11-24T18:30:05+02:00", datetime(2026, 11, 24, 16, 30, 5, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_phones_write_them(text: str, expected: datetime) -> None:
    assert parse_time(text, "Date", IN_UTC) == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "32 Dec 2025, 08:00", "1 Xyz 2025, 08:00", "1 Jan 2026, 13:05 PM", "0001-01-01"]
)
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(FieldError, match="Date: expected"):
        parse_time(text, "Date", IN_UTC)


@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (
        lambda cell: parse_time(cell, "x", IN_UTC),
        lambda cell: parse_number(cell, "x", most=10),
        lambda cell: parse_count(cell, "x", most=10),
        lambda cell: parse_rating(cell, "x"),
        parse_duration,
    ):
        with suppress(FieldError):
            parse(text)


@pytest.mark.parametrize(
    ("text", "expected_s"),
    [("1h 30m", 5400.0), ("45min", 2700.0), ("90s", 90.0), ("3600", 3600.0), ("", None), ("1h", 3600.0)],
)
def test_durations(text: str, expected_s: float | None) -> None:
    assert parse_duration(text) == expected_s


def test_numbers_take_a_point_or_a_comma_and_keep_their_bounds() -> None:
    assert parse_number("42,5", "w", most=100) == 42.5
    assert parse_number(" ", "w", most=100) is None
    for text in ("nan", "inf", "-1", "101", "1e9", "x"):
        with pytest.raises(FieldError):
            parse_number(text, "w", most=100)
    with pytest.raises(FieldError, match="whole"):
        parse_count("7.5", "reps", most=100)


@given(st.text())
def test_neutralised_text_comes_back_and_never_starts_a_formula(text: str) -> None:
    safe = neutralise(text)
    assert restore(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
