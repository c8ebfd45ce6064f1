"""Token buckets: how much a client may do in a while."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MAX_CLIENTS = 10_000


@dataclass(slots=True)
class TokenBucket:
    """Fills evenly and is emptied by use.

    Attributes
    ----------
    rate_per_s : float
        Tokens that come back in a second.
    capacity : float
        Tokens when full, as it is at first.
    clock : Callable[[], float]
        Seconds that never run backwards.
    """

    rate_per_s: float
    capacity: float
    clock: Callable[[], float]
    _tokens: float = 0.0
    _last_s: float = 0.0

    def __post_init__(self) -> None:
        self._tokens = self.capacity
        self._last_s = self.clock()

    def take(self, n_tokens: float = 1.0) -> bool:
        """Take tokens if there are enough; say whether there were."""
        now_s = self.clock()
        self._tokens = min(self.capacity, self._tokens + (now_s - self._last_s) * self.rate_per_s)
        self._last_s = now_s
        if self._tokens < n_tokens:
            return False
        self._tokens -= n_tokens
        return True


class RateLimiter:
    """A bucket for each client; those unused for longest are forgotten beyond `MAX_CLIENTS`."""

    def __init__(self, rate_per_s: float, capacity: float, *, clock: Callable[[], float]) -> None:
        self._rate_per_s = rate_per_s
        self._capacity = capacity
        self._clock = clock
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Whether `client` may go on; counts as use."""
        bucket = self._buckets.get(client)
        if bucket is None:
            bucket = self._buckets[client] = TokenBucket(self._rate_per_s, self._capacity, self._clock)
        self._buckets.move_to_end(client)
        while len(self._buckets) > MAX_CLIENTS:
            self._buckets.popitem(last=False)
        return bucket.take()
