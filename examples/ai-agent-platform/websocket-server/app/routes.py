"""The routes by the names that metrics and logs have for them."""

from __future__ import annotations

import re

PROBES = ("/health/live", "/health/ready")
UNMATCHED = "unmatched"
OBSERVED = ("/agents", "/agents/{agent_id}", "/agents/{agent_id}/executions", "/me")
"""What users ask for: these make the series of service levels."""

_PARTS = re.compile(r"/agents(/[^/]+(/executions)?)?")


def route_of(path: str) -> str:
    """One of a closed set, whatever the path."""
    if path in PROBES or path in ("/version", "/ws", "/me"):
        return path
    found = _PARTS.fullmatch(path)
    if found is None:
        return UNMATCHED
    if found[1] is None:
        return "/agents"
    return "/agents/{agent_id}/executions" if found[2] else "/agents/{agent_id}"
