"""One JSON object a line, with the fields that Cloud Logging understands.
https://cloud.google.com/logging/docs/structured-logging"""

from __future__ import annotations

import json
import logging
import re
import sys
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
CLOUD_TRACE = re.compile(r"([0-9a-fA-F]{32})(?:/(\d{1,20}))?(?:;o=([01]))?")


@dataclass(frozen=True)
class Trace:
    """Where a request stands in a trace that somebody else began."""

    trace: str
    span: str
    sampled: bool


def trace_of(traceparent: str, cloud_trace: str) -> Trace | None:
    """@param traceparent https://www.w3.org/TR/trace-context; it comes before X-Cloud-Trace-Context."""
    if (found := TRACEPARENT.fullmatch(traceparent)) is not None and not traceparent.startswith("ff"):
        return Trace(found[1], found[2], int(found[3], 16) & 1 == 1)
    if (found := CLOUD_TRACE.fullmatch(cloud_trace)) is not None and int(found[1], 16) != 0:
        return Trace(found[1].lower(), f"{int(found[2] or 0) % 2**64:016x}" if found[2] else "", found[3] == "1")
    return None


@dataclass
class RequestContext:
    """What every line says that is written while a request is answered."""

    request_id: str
    route: str
    trace: Trace | None
    user: str | None = None


CONTEXT: ContextVar[RequestContext | None] = ContextVar("request", default=None)


class JsonFormatter(logging.Formatter):
    def __init__(self, image_digest: str = "", tier: str = "", project: str | None = None) -> None:
        super().__init__()
        self._same = {"imageDigest": image_digest, "tier": tier}
        self._project = project

    def format(self, record: logging.LogRecord) -> str:
        written = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry: dict[str, object] = {
            "severity": record.levelname,
            "time": written.replace("+00:00", "Z"),
            "message": record.getMessage(),
            "logger": record.name,
            **self._same,
        }
        context = CONTEXT.get()
        if context is not None:
            entry |= {"requestId": context.request_id, "route": context.route, "user": context.user}
            entry |= self._trace(context.trace)
        entry |= getattr(record, "fields", {})
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry)

    def _trace(self, trace: Trace | None) -> dict[str, object]:
        if trace is None:
            return {}
        name = trace.trace if self._project is None else f"projects/{self._project}/traces/{trace.trace}"
        named = {"logging.googleapis.com/trace": name, "logging.googleapis.com/trace_sampled": trace.sampled}
        return named | ({"logging.googleapis.com/spanId": trace.span} if trace.span else {})


def configure_logging(image_digest: str = "", tier: str = "", project: str | None = None) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(image_digest, tier, project))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # The door tells of every request; what the web server would add are lines that clients can make at will, with paths in which
    # keys may stand.
    for name in ("uvicorn.error", "uvicorn.access", "websockets"):
        logging.getLogger(name).setLevel(logging.ERROR)
