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


def problem(detail: str, request_id: str) -> bytes:
    """ASCII alone: whatever a client sent, the answer can be written."""
    return json.dumps({"detail": detail, "request_id": request_id}).encode("ascii")
