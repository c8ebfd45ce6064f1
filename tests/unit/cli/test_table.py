from hypothesis import given
from hypothesis import strategies as st

from cleanrep.cli.table import Column, draw_table

COLUMNS = (Column("when", 9, is_text=True), Column("reps", 5), Column("pain", 2), Column("notes", 1, is_text=True))
CELLS = st.lists(
    st.tuples(st.text(max_size=20), st.text(max_size=6), st.text(max_size=6), st.text(max_size=60)), max_size=5
)


@given(rows=CELLS, width=st.integers(30, 120))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str, str]], width: int) -> None:
    lines = draw_table(COLUMNS, rows, width=width)
    assert len(lines) == len(rows) + 1
    assert all(len(line) <= width and (line == "" or line.isprintable()) for line in lines)


def test_the_column_that_matters_least_goes_first() -> None:
    rows = [("2026-01-01", "10", "3", "a long note about the set")]
    assert draw_table(COLUMNS, rows, width=80)[0].split() == ["when", "reps", "pain", "notes"]
    assert draw_table(COLUMNS, rows, width=40)[1].endswith("a long note ab")
    assert draw_table(COLUMNS, rows, width=30)[0].split() == ["when", "reps", "pain"]
    assert draw_table(COLUMNS, rows, width=20)[0].split() == ["when", "reps"]


def test_a_column_without_an_entry_is_left_out() -> None:
    assert draw_table(COLUMNS, [("a", "1", "", "")], width=80)[0].split() == ["when", "reps"]
