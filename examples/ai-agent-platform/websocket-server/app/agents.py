"""Agents and what they did."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

IDENTIFIER = re.compile(r"[0-9a-f]{32}")


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_id() -> str:
    """Ordered by time, so that the newest come first by their names alone, in every store."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


@dataclass(frozen=True)
class Agent:
    name: str
    instructions: str
    owner: str
    id: str = field(default_factory=new_id)
    created_at: str = field(default_factory=now)

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Execution:
    agent_id: str
    input: str
    output: str
    outcome: str
    """success or error"""
    id: str = field(default_factory=new_id)
    executed_at: str = field(default_factory=now)

    def to_json(self) -> dict[str, str]:
        return asdict(self)


OUTCOMES = ("success", "error")


def run(agent: Agent, text: str) -> Execution:
    """An agent of this demo follows one instruction: it repeats, shouts or reverses what it is told."""
    match agent.instructions:
        case "shout":
            output, outcome = text.upper(), "success"
        case "reverse":
            output, outcome = text[::-1], "success"
        case "repeat":
            output, outcome = text, "success"
        case unknown:
            output, outcome = f"This agent does not know how to {unknown!r}.", "error"
    return Execution(agent_id=agent.id, input=text, output=output, outcome=outcome)
