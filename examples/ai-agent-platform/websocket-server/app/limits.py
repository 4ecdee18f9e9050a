"""How much of everything one client may have."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True)
class Limits:
    body_bytes: int = 64 * 1024
    frame_bytes: int = 64 * 1024
    frame_parts: int = 64
    header_seconds: float = 10
    """From the first byte of a connection to the end of a request's head."""
    idle_seconds: float = 65
    proxy_idle_seconds: float = 620
    """Load balancers of Google keep connections for 600 s; whoever ends one before loses the request that is on its way."""
    body_seconds: float = 10
    request_seconds: float = 20
    stalled_seconds: float = 10
    """A client that takes nothing of what it is sent for so long is cut off."""
    send_seconds: float = 5
    close_seconds: float = 1
    queued_events: int = 100
    sockets: int = 1000
    sockets_per_user: int = 50
    connections: int = 1500
    connections_per_address: int = 300
    user_rate: float = 100
    user_burst: float = 300
    address_rate: float = 20
    address_burst: float = 100
    """For callers without a valid key."""
    message_rate: float = 20
    message_burst: float = 50
    agents_per_user: int = 2000
    page: int = 50
    longest_page: int = 100
    turn_seconds: float = 1
    bulletin_seconds: float = 15
    """Longer than a store may take, so that whoever reads once a turn misses nothing."""
    bulletin_events: int = 500
    bulletin_bytes: int = 256 * 1024
    """A document of Firestore has 1 MiB at most."""
    store_seconds: float = 5
    check_seconds: float = 1
    """Kubelets wait 2 s for an answer of a probe."""


class Buckets:
    """One bucket of tokens for each name, of the names that came last."""

    MOST = 10_000

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Takes a token. Returns 0, or the seconds until there is one."""
        now = self._clock()
        tokens, at = self._buckets.pop(name, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        left = tokens - 1 if tokens >= 1 else tokens
        self._buckets[name] = (left, now)
        if len(self._buckets) > self.MOST:
            self._buckets.popitem(last=False)
        return 0.0 if tokens >= 1 else (1 - tokens) / self._rate
