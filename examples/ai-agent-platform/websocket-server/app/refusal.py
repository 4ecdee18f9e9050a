"""Answers that are no."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass
class Refusal(Exception):
    status: int
    detail: str
    reason: str | None = None
    """The value of `requests_refused_total`, where a limit refused."""
    headers: dict[str, str] = field(default_factory=dict)


def problem(status: int, detail: str, request_id: str) -> bytes:
    """ASCII alone: whatever a client sent, the answer can be written. With a failure comes what its line in the log is found by."""
    return json.dumps({"detail": detail, **({"request_id": request_id} if status >= 500 else {})}).encode("ascii")
