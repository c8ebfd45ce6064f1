from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest

from cleanrep.capture.prefetch import Prefetcher


def test_items_come_in_order() -> None:
    assert list(Prefetcher(iter(range(100)), n_ahead=3)) == list(range(100))


def test_error_arrives_where_its_item_would_have() -> None:
    def produce() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    items = iter(Prefetcher(produce(), n_ahead=2))
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_producer_waits_for_the_consumer() -> None:
    n_produced = itertools.count()
    highest = [0]

    def produce() -> Iterator[int]:
        for index in n_produced:
            highest[0] = index
            yield index

    prefetcher = Prefetcher(produce(), n_ahead=2)
    items = iter(prefetcher)
    assert [next(items) for _ in range(5)] == [0, 1, 2, 3, 4]
    prefetcher.close()
    assert highest[0] <= 4 + 2 + 2


def test_closing_ends_the_thread() -> None:
    before = threading.active_count()
    Prefetcher(itertools.count(), n_ahead=1).close()
    assert threading.active_count() == before
