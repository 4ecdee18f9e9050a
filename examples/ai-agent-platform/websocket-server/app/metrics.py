"""What Prometheus can ask; `metrics.contract` lists it. Values of labels come from closed sets, are there from the start, and never
come from a client: a label per user, method or path would make a time series for each that somebody invents."""

from __future__ import annotations

from itertools import product

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics

from .agents import OUTCOMES
from .routes import OBSERVED, UNMATCHED
from .store import OPERATIONS

disable_created_metrics()
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

# The slowest alert threshold is 5 s; without buckets beyond it a quantile could never pass it.
_LATENCY = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 30)
_STORE_LATENCY = (0.05, 0.25, 1, 2.5, 5)
_SESSIONS = (1, 10, 60, 300, 1800, 7200)

STATUSES = ("2xx", "4xx", "5xx")
REFUSALS = ("address-rate", "user-rate", "no-key", "too-large", "too-slow", "encoding", "connections", "unread")
CLOSINGS = ("client", "restart", "slow", "rate", "key", "full", "error")

REQUESTS = Counter(
    "http_requests_total", "Answered requests of users; probes and scrapes are not among them.",
    ["route", "status"], registry=REGISTRY,
)  # fmt: skip
REQUEST_DURATION = Histogram(
    "http_request_duration_seconds", "Time to answer a request of a user.", ["route"], buckets=_LATENCY, registry=REGISTRY
)
IN_FLIGHT = Gauge("http_requests_in_flight", "Requests of users that have no answer yet.", registry=REGISTRY)
REFUSED = Counter("requests_refused_total", "Requests and connections that limits refused.", ["reason"], registry=REGISTRY)
AGENTS_CREATED = Counter("agents_created_total", "Agents created.", registry=REGISTRY)
AGENT_EXECUTIONS = Counter("agent_executions_total", "Executions of agents.", ["outcome"], registry=REGISTRY)
WEBSOCKETS = Gauge("websocket_connections_active", "Open WebSocket sessions.", registry=REGISTRY)
WEBSOCKETS_CLOSED = Counter(
    "websocket_sessions_closed_total", "Ended WebSocket sessions, by what ended them.", ["reason"], registry=REGISTRY
)
SESSION_DURATION = Histogram(
    "session_duration_seconds", "Length of a WebSocket session.", buckets=_SESSIONS, registry=REGISTRY
)
ACTIVE_USERS = Gauge(
    "active_users", "Users within the last days, counted in the store: the same from every pod.", ["window"], registry=REGISTRY
)
STORE_DURATION = Histogram(
    "firestore_operation_duration_seconds", "Time of an operation of the store.", ["operation"],
    buckets=_STORE_LATENCY, registry=REGISTRY,
)  # fmt: skip
STORE_ERRORS = Counter(
    "firestore_operation_errors_total", "Operations of the store that failed or took too long.", ["operation"], registry=REGISTRY
)

for route, status in product((*OBSERVED, UNMATCHED), STATUSES):
    REQUESTS.labels(route, status)
for route in OBSERVED:
    REQUEST_DURATION.labels(route)
for reason in REFUSALS:
    REFUSED.labels(reason)
for reason in CLOSINGS:
    WEBSOCKETS_CLOSED.labels(reason)
for outcome in OUTCOMES:
    AGENT_EXECUTIONS.labels(outcome)
for window in ("1d", "30d"):
    ACTIVE_USERS.labels(window)
for operation in OPERATIONS:
    STORE_DURATION.labels(operation)
    STORE_ERRORS.labels(operation)
