"""What Prometheus can ask. Users are never a label: a label per user would make a time series per user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from prometheus_client import Counter, Gauge, Histogram

# The slowest alert threshold is 5 s; without buckets beyond it a quantile could never pass it.
_LATENCY_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 30)

REQUEST_DURATION = Histogram(
    "http_request_duration_seconds", "Time to answer a request.", ["method", "route", "status"], buckets=_LATENCY_BUCKETS
)
AGENTS_CREATED = Counter("agents_created_total", "Agents created.")
AGENT_EXECUTIONS = Counter("agent_executions_total", "Executions of agents.", ["outcome"])
SESSION_DURATION = Histogram(
    "session_duration_seconds", "Length of a WebSocket session.", buckets=(1, 10, 60, 300, 900, 1800, 3600, 7200)
)
WEBSOCKETS = Gauge("websocket_connections_active", "Open WebSocket connections.")
ACTIVE_USERS = Gauge("active_users", "Distinct users seen within the window.", ["window"])
FIRESTORE_DURATION = Histogram(
    "firestore_operation_duration_seconds", "Time of a Firestore operation.", ["operation"], buckets=_LATENCY_BUCKETS
)


class ActiveUsers:
    """Who was seen when, for the daily and monthly gauges."""

    _WINDOWS = {"1d": timedelta(days=1), "30d": timedelta(days=30)}

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._seen: dict[str, datetime] = {}

    def saw(self, user: str) -> None:
        self._seen[user] = self._now()

    def publish(self) -> None:
        now = self._now()
        for name, window in self._WINDOWS.items():
            ACTIVE_USERS.labels(name).set(sum(1 for seen in self._seen.values() if now - seen < window))
