"""Agents and what they did."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Protocol


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True)
class Agent:
    name: str
    instructions: str
    owner: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    created_at: str = field(default_factory=_now)

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Execution:
    agent_id: str
    input: str
    output: str
    outcome: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    executed_at: str = field(default_factory=_now)

    def to_json(self) -> dict[str, str]:
        return asdict(self)


class AgentStore(Protocol):
    """Where agents are kept; every operation may be slow."""

    async def add(self, agent: Agent) -> None: ...

    async def all(self) -> list[Agent]: ...

    async def find(self, agent_id: str) -> Agent | None: ...

    async def add_execution(self, execution: Execution) -> None: ...

    async def executions(self, agent_id: str) -> list[Execution]: ...

    async def check(self) -> None:
        """Raises when the store cannot be reached."""


class MemoryStore:
    """Agents of one process; they end with it."""

    def __init__(self) -> None:
        self._agents: dict[str, Agent] = {}
        self._executions: dict[str, list[Execution]] = {}

    async def add(self, agent: Agent) -> None:
        self._agents[agent.id] = agent

    async def all(self) -> list[Agent]:
        return list(self._agents.values())

    async def find(self, agent_id: str) -> Agent | None:
        return self._agents.get(agent_id)

    async def add_execution(self, execution: Execution) -> None:
        self._executions.setdefault(execution.agent_id, []).append(execution)

    async def executions(self, agent_id: str) -> list[Execution]:
        return list(self._executions.get(agent_id, []))

    async def check(self) -> None:
        return None


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
