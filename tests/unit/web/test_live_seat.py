from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cleanrep.web.live_link import LiveLink
from cleanrep.web.live_seat import ENOUGH_SESSIONS, Seat, choose_link


def make_links(n_links: int) -> list[LiveLink]:
    return [LiveLink(Path(), lambda _: None, lambda _: None) for _ in range(n_links)]


def count(links: list[LiveLink], seats: list[Seat]) -> list[int]:
    return [sum(seat.link is link for seat in seats) for link in links]


def test_few_sessions_stay_with_one_process() -> None:
    links = make_links(2)
    seats: list[Seat] = []
    for index in range(ENOUGH_SESSIONS):
        seats.append(Seat(str(index), "me", choose_link(links, seats)))
    assert count(links, seats) == [ENOUGH_SESSIONS, 0]


@given(n_links=st.integers(1, 4), n_sessions=st.integers(1, 300))
def test_many_sessions_are_spread_evenly(n_links: int, n_sessions: int) -> None:
    links: list[LiveLink] = make_links(n_links)
    seats: list[Seat] = []
    for index in range(n_sessions):
        seats.append(Seat(str(index), "me", choose_link(links, seats)))
    counts = count(links, seats)
    assert max(counts) <= max(ENOUGH_SESSIONS, -(-n_sessions // n_links))


def test_place_that_became_free_is_taken_again() -> None:
    links = make_links(2)
    seats = [Seat(str(index), "me", links[index >= ENOUGH_SESSIONS]) for index in range(ENOUGH_SESSIONS + 1)]
    del seats[0]
    assert choose_link(links, seats) is links[0]
