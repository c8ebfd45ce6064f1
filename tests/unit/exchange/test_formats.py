from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleanrep.errors import SourceError, UsageError
from cleanrep.exchange import hevy, own, strong
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.fit import write_fit
from cleanrep.exchange.health_connect import write_health_connect
from cleanrep.exchange.reading import detect_format, read_log
from cleanrep.exchange.records import ExchangedSet, Format, RowProblem, RowResult, SkippedRow
from cleanrep.exchange.wger import write_wger
from cleanrep.model.training import KG_PER_LB, Load, LoadUnit, SetKind

if TYPE_CHECKING:
    from garmin_fit_sdk.mesgs import FitMessages

IN_KG = ReadingChoices(LoadUnit.KG, UTC)
UNASKED = ReadingChoices(None, UTC)
STARTED = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
)
STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"


def write(tmp_path: Path, content: str, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    return path


def read(path: Path, choices: ReadingChoices = IN_KG) -> list[RowResult]:
    return list(read_log(path, detect_format(path), choices))


def read_sets(path: Path, choices: ReadingChoices = IN_KG) -> list[ExchangedSet]:
    rows = read(path, choices)
    assert all(isinstance(row, ExchangedSet) for row in rows), rows
    return [row for row in rows if isinstance(row, ExchangedSet)]


def make_sets() -> list[ExchangedSet]:
    return [
        ExchangedSet(
            line=i + 1,
            session="Back day",
            session_started_at=STARTED,
            performed_at=STARTED + timedelta(seconds=i + 1),
            exercise="lever-back-extension",
            order=i + 1,
            n_repetitions=10 + i,
            load=Load(LoadUnit.KG, 40.0 + i),
            kind=SetKind.WARM_UP if i == 0 else SetKind.WORK,
            rpe=8.0 if i else None,
            notes='=HYPERLINK("http://x")' if i == 1 else "",
        )
        for i in range(3)
    ]


def test_hevy_is_read(tmp_path: Path) -> None:
    row = '"Legs","22 Dec 2025, 08:00","22 Dec 2025, 09:00","",{},"","slow, ""really""",{},"{}",{},{},"","",{}\n'
    content = HEVY
    content += row.format('"Back Extension (Machine)"', 0, "warmup", 20, 12, "")
    content += row.format('"Back Extension (Machine)"', 1, "normal", 42.5, 10, 8.5)
    content += row.format('"Running"', 0, "normal", "", "", "")
    first, second, third = read(write(tmp_path, content), UNASKED)
    assert isinstance(first, ExchangedSet)
    assert isinstance(second, ExchangedSet)
    assert isinstance(third, SkippedRow)
    assert (first.kind, first.load, first.rpe) == (SetKind.WARM_UP, Load(LoadUnit.KG, 20.0), None)
    assert (second.kind, second.load, second.rpe, second.order) == (SetKind.WORK, Load(LoadUnit.KG, 42.5), 8.5, 2)
    assert second.notes == 'slow, "really"'
    assert second.session_started_at == datetime(2025, 12, 22, 8, tzinfo=UTC)


def test_hevy_in_pounds_says_so_in_its_header(tmp_path: Path) -> None:
    content = (
        HEVY.replace("weight_kg", "weight_lbs") + '"A","Sep 1, 2026, 6:55 PM","","","X","","",0,"failure",100,5,,,\n'
    )
    (item,) = read_sets(write(tmp_path, content), UNASKED)
    assert item.load.load_kg == pytest.approx(45.359237)


def test_strong_is_read_with_either_delimiter(tmp_path: Path) -> None:
    rows = [
        "2026-09-01 18:55:00,Push,1h 30m,Back Extension,W,20,12,0,0,,,",
        '2026-09-01 18:55:00,Push,1h 30m,Back Extension,1,"42,5",10,0,0,felt good,whole day,8',
        "2026-09-01 18:55:00,Push,1h 30m,Back Extension,Rest Timer,,,,90,,,",
        "2026-09-01 18:55:00,Push,1h 30m,Plank,1,0,0,0,60,,,",
        "2026-09-01 18:55:00,Push,1h 30m,Back Extension,D,40,8,0,0,,,",
    ]
    comma = write(tmp_path, STRONG + "\n".join(rows) + "\n")
    told = read(comma)
    semicolons = [";".join(next(csv.reader([line]))) for line in [STRONG.strip(), *rows]]
    assert read(write(tmp_path, "\ufeff" + "\r\n".join(semicolons) + "\r\n", "semi.csv")) == told
    sets = [row for row in told if isinstance(row, ExchangedSet)]
    assert [item.kind for item in sets] == [SetKind.WARM_UP, SetKind.WORK, SetKind.WORK]
    assert [item.load.value for item in sets] == [20.0, 42.5, 40.0]
    assert sets[1].notes == "felt good"
    assert sum(isinstance(row, SkippedRow) for row in told) == 2


def test_strong_without_a_unit_asks_for_one(tmp_path: Path) -> None:
    path = write(tmp_path, STRONG + "2026-09-01 18:55:00,Push,1h,X,1,40,10,0,0,,,\n")
    (problem,) = read(path, UNASKED)
    assert isinstance(problem, RowProblem)
    assert problem.line == 2
    assert "--unit" in problem.text


def test_a_row_that_cannot_be_read_says_its_line_and_what_was_expected(tmp_path: Path) -> None:
    bad = [
        "x,A,1h,X,1,40,10,0,0,,,",
        "2026-09-01 18:55:00,A,1h,X,1,heavy,10,0,0,,,",
        "2026-09-01 18:55:00,A,1h,X,?,4,1,0,0,,,",
    ]
    told = read(write(tmp_path, STRONG + "\n".join(bad) + "\n2026-09-01 18:55:00,A,1h,X,1,40,10,0,0,,,11\n"))
    assert [(row.line, isinstance(row, RowProblem)) for row in told] == [(i, True) for i in (2, 3, 4, 5)]


def spell(form: Format, path: Path, sets: Iterator[ExchangedSet], unit: LoadUnit) -> int:
    records = (own.to_record(item, None) for item in sets)
    if form is Format.PARQUET:
        return own.write_parquet(path, records)
    with path.open("w", encoding="utf-8", newline="") as file:
        if form is Format.HEVY:
            return hevy.write_hevy(file, sets, unit)
        if form is Format.STRONG:
            return strong.write_strong(file, sets, unit)
        if form is Format.HEALTH_CONNECT:
            return write_health_connect(file, sets)
        if form is Format.WGER:
            return write_wger(file, sets, unit)
        return own.write_csv(file, records) if form is Format.CSV else own.write_jsonl(file, records)


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.FIT])
@pytest.mark.parametrize("unit", [LoadUnit.KG, LoadUnit.LB])
def test_what_is_written_is_recognised_and_reads_the_same(form: Format, unit: LoadUnit, tmp_path: Path) -> None:
    path = tmp_path / "log.x"
    sets = make_sets()
    assert spell(form, path, iter(sets), unit) == 3
    assert detect_format(path) is form
    back = read_sets(path, ReadingChoices(unit, UTC))
    assert [item.n_repetitions for item in back] == [10, 11, 12]
    assert [item.load.load_kg for item in back] == pytest.approx([40.0, 41.0, 42.0], abs=1e-4)
    assert [item.performed_at for item in back] == [item.performed_at for item in sets]
    assert [item.order for item in back] == [1, 2, 3]
    if form in {Format.CSV, Format.JSONL, Format.PARQUET}:
        assert [replace(item, line=0) for item in back] == [replace(item, line=0) for item in sets]
    if form in {Format.HEVY, Format.STRONG}:
        assert [(item.kind, item.rpe, item.notes) for item in back] == [(i.kind, i.rpe, i.notes) for i in sets]


@pytest.mark.parametrize("form", [Format.HEVY, Format.STRONG, Format.CSV])
def test_no_cell_of_a_csv_starts_a_formula(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    spell(form, path, iter(make_sets()), LoadUnit.KG)
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in cells)


def test_our_columns_are_those_that_hevy_and_strong_write(tmp_path: Path) -> None:
    for form, header in ((Format.HEVY, HEVY.replace('"', "")), (Format.STRONG, STRONG)):
        path = tmp_path / form.value
        spell(form, path, iter(make_sets()), LoadUnit.KG)
        assert path.read_text("utf-8").splitlines()[0] == header.strip()


def test_health_connect_marks_the_back_extension_and_keeps_times(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    spell(Format.HEALTH_CONNECT, path, iter(make_sets()), LoadUnit.KG)
    (record,) = json.loads(path.read_text("utf-8"))["records"]
    assert [segment["segmentType"] for segment in record["segments"]] == [2, 2, 2]
    assert record["segments"][1]["rateOfPerceivedExertion"] == 8.0
    assert read_sets(path)[0].exercise == "lever-back-extension"


def test_wger_pages_and_lists_are_read(tmp_path: Path) -> None:
    entry = {"id": 5, "date": "2026-11-24", "exercise": 301, "repetitions": "10.00", "weight": "90.00", "rir": "2"}
    entry |= {"weight_unit": 2, "repetitions_unit": 1, "slot_entry": None, "session": "7", "restTarget": None}
    page = write(tmp_path, json.dumps({"count": 1, "next": None, "results": [entry]}), "page.json")
    (item,) = read_sets(page)
    assert (item.exercise, item.n_repetitions, item.rir) == ("wger exercise 301", 10, 2.0)
    assert item.load.load_kg == pytest.approx(90 * KG_PER_LB)
    other = [{**entry, "repetitions_unit": 3}, {**entry, "weight_unit": 9}, 5]
    kinds = [type(row) for row in read(write(tmp_path, json.dumps(other), "list.json"))]
    assert kinds == [SkippedRow, RowProblem, RowProblem]


def test_fit_is_read_back_by_the_sdk(tmp_path: Path) -> None:
    from garmin_fit_sdk import Decoder, Stream

    path = tmp_path / "log.fit"
    sets = make_sets()
    assert write_fit(path, iter(sets), {"lever-back-extension": "Lever back extension"}) == 3
    stream = Stream.from_file(str(path))
    decoder = Decoder(stream)
    assert decoder.is_fit()
    assert decoder.check_integrity()
    stream.reset()
    messages, errors = Decoder(stream).read()
    assert errors == []
    told = messages["set_mesgs"]
    assert [item["repetitions"] for item in told] == [10, 11, 12]
    assert [item["weight"] for item in told] == pytest.approx([40.0, 41.0, 42.0], abs=0.05)
    assert {item["category"][0] if isinstance(item["category"], list) else item["category"] for item in told} == {
        "hyperextension"
    }
    assert messages["exercise_title_mesgs"][0]["wkt_step_name"] == "Lever back extension"
    assert told[0]["start_time"] == sets[0].performed_at


def test_fit_of_an_empty_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="empty log"):
        write_fit(tmp_path / "x.fit", iter(()), {})


@pytest.mark.parametrize(
    ("content", "message"),
    [("a,b\n1,2\n", "no training log"), ("", "no training log"), ("[1, 2", "no JSON"), ('{"records": 5}', "no list")],
)
def test_other_files_are_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(write(tmp_path, content, "x.csv"))


def test_hostile_files_are_refused_in_bounded_time(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(STRONG.encode() + b"\xff\xfe\x00" * 10)
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path / "bytes.csv")
    with pytest.raises(SourceError, match="characters or more"):
        read(write(tmp_path, STRONG + "x" * 1_000_000))
    # Each line closes one quoted cell and opens the next: a single row without an end.
    with pytest.raises(SourceError, match="a row of 500000 characters or more"):
        read(write(tmp_path, STRONG + 'x,"' + '\n","' * 200_000))
    with pytest.raises(SourceError, match="longer than"):
        read(write(tmp_path, '{"session_started_at": "' + "x" * 1_000_000, "x.jsonl"))
    with pytest.raises(SourceError, match="no JSON"):
        read(write(tmp_path, "[" * 200_000, "deep.json"))
    (tmp_path / "x.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    with pytest.raises(SourceError, match="no Parquet"):
        read(tmp_path / "x.parquet")


def test_a_record_of_ours_that_does_not_fit_names_its_field(tmp_path: Path) -> None:
    good = {"session_started_at": "2026-01-01T10:00", "performed_at": "2026-01-01T10:00", "exercise": "x", "order": 1}
    good |= {"n_repetitions": 5, "load_unit": "kg", "load_value": 40}
    lines = [good, {**good, "rir": 11}, {**good, "extra": 1}, [1]]
    told = read(write(tmp_path, "\n".join(json.dumps(line) for line in lines), "x.jsonl"))
    assert [type(row) for row in told] == [ExchangedSet, RowProblem, RowProblem, RowProblem]
    assert isinstance(told[1], RowProblem)
    assert told[1].text.startswith("rir: ")


def test_a_zone_is_kept(tmp_path: Path) -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    path = write(tmp_path, STRONG + "2026-09-01 18:55:00,Push,1h,X,1,40,10,0,0,,,\n")
    (item,) = read_sets(path, ReadingChoices(LoadUnit.KG, zone))
    assert item.session_started_at.utcoffset() == timedelta(hours=5, minutes=30)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_beyond_every_clock_is_a_row_that_cannot_be_read(tmp_path: Path, moment: str) -> None:
    ours = {"session_started_at": moment, "performed_at": moment, "exercise": "x", "order": 1, "n_repetitions": 5}
    segment = {"startTime": moment, "endTime": moment, "segmentType": 2, "repetitions": 3}
    foreign = {"records": [{"startTime": "2026-01-01T10:00:00", "segments": [segment]}]}
    here = ReadingChoices(LoadUnit.KG)
    for name, document in (("x.jsonl", ours), ("x.json", foreign)):
        (told,) = read(write(tmp_path, json.dumps(document), name), here)
        assert isinstance(told, RowProblem), name
        assert "expected a year from 1970" in told.text


def test_a_segment_may_name_the_zone_of_one_end_only(tmp_path: Path) -> None:
    segment = {"startTime": "2026-01-01T10:00:00", "endTime": "2026-01-01T10:00:30Z", "segmentType": 2}
    document = {"records": [{"startTime": "2026-01-01T10:00:00", "segments": [{**segment, "repetitions": 3}]}]}
    (told,) = read_sets(write(tmp_path, json.dumps(document), "x.json"))
    assert told.duration_s == 30.0


def read_fit(path: Path) -> FitMessages:
    from garmin_fit_sdk import Decoder, Stream

    messages, errors = Decoder(Stream.from_file(str(path))).read()
    assert errors == []
    return messages


def test_a_fit_file_of_a_year_tells_no_time_that_its_field_cannot_hold(tmp_path: Path) -> None:
    first, *_, last = make_sets()
    a_year_on = replace(last, performed_at=first.performed_at + timedelta(days=365))
    write_fit(tmp_path / "x.fit", iter([first, a_year_on]), {})
    (session,) = read_fit(tmp_path / "x.fit")["session_mesgs"]
    assert session["start_time"] == first.performed_at
    assert session["timestamp"] == a_year_on.performed_at + timedelta(seconds=a_year_on.duration_s or 1.0)
    assert "total_elapsed_time" not in session
    write_fit(tmp_path / "y.fit", iter([first, last]), {})
    assert "total_elapsed_time" in read_fit(tmp_path / "y.fit")["session_mesgs"][0]


def test_fit_refuses_sets_from_before_its_time(tmp_path: Path) -> None:
    old = replace(make_sets()[0], performed_at=datetime(1985, 7, 20, tzinfo=UTC))
    with pytest.raises(UsageError, match="1985-07-20"):
        write_fit(tmp_path / "x.fit", iter([old]), {})


def test_a_long_name_is_cut_to_what_a_fit_title_holds(tmp_path: Path) -> None:
    write_fit(tmp_path / "x.fit", iter([replace(make_sets()[0], exercise="é" * 200)]), {})
    (title,) = read_fit(tmp_path / "x.fit")["exercise_title_mesgs"]
    assert title["wkt_step_name"] == "é" * 50


def test_a_date_of_parquet_beyond_every_clock_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    column = pa.array([2**50], pa.timestamp("ms"))
    parquet.write_table(pa.table({"performed_at": column}), tmp_path / "x.parquet")
    with pytest.raises(SourceError, match="no Parquet"):
        read(tmp_path / "x.parquet")
