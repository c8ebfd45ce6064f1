from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cleanrep.web.live_link import LiveLink
from cleanrep.web.live_seat import ENOUGH_SESSIONS, WAIT_FOR_PAGE_S, WAIT_WITHOUT_WORK_S, Seat, choose_link
from tests.unit.web.hello import Page


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


def test_place_waits_long_for_its_page_only_with_work_that_would_be_lost() -> None:
    seat = Seat("one", "me", make_links(1)[0], away_since_s=100.0)
    soon_s, late_s = 101.0 + WAIT_WITHOUT_WORK_S, 101.0 + WAIT_FOR_PAGE_S
    assert not seat.is_abandoned(99.0 + WAIT_WITHOUT_WORK_S)
    assert seat.is_abandoned(soon_s)
    seat.has_work = True
    assert not seat.is_abandoned(soon_s)
    assert seat.is_abandoned(late_s)
    seat.page = Page()
    assert not seat.is_abandoned(late_s)
