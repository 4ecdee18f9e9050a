"""Agents in the memory of one process; they end with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import nlargest
from typing import TypeVar

from .agents import Agent, Execution
from .store import Bulletin, StoreFull

Item = TypeVar("Item", Agent, Execution)


class MemoryStore:
    MOST_BYTES = 48 * 1024 * 1024
    """Of agents, and once more of executions."""
    MOST_EXECUTIONS = 100_000

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._agents: dict[str, dict[str, Agent]] = {}
        self._executions: dict[str, list[Execution]] = {}
        """By agent, the oldest first."""
        self._order: deque[str] = deque()
        """The agents of all executions, the oldest first."""
        self._agent_bytes = 0
        self._execution_bytes = 0
        self._seen: dict[str, date] = {}
        self._bulletins: dict[str, Bulletin] = {}

    async def add(self, agent: Agent) -> None:
        if self._agent_bytes + _size(agent) > self._most_bytes:
            raise StoreFull("The memory of this process holds no more agents.")
        self._agent_bytes += _size(agent)
        self._agents.setdefault(agent.owner, {})[agent.id] = agent

    async def count(self, owner: str) -> int:
        return len(self._agents.get(owner, {}))

    async def agents(self, owner: str, limit: int, after: str | None = None) -> Sequence[Agent]:
        return _page(self._agents.get(owner, {}).values(), limit, after)

    async def find(self, owner: str, agent_id: str) -> Agent | None:
        return self._agents.get(owner, {}).get(agent_id)

    async def remove(self, owner: str, agent_id: str) -> None:
        agent = self._agents.get(owner, {}).pop(agent_id, None)
        if agent is None:
            return
        self._agent_bytes -= _size(agent)
        self._execution_bytes -= sum(map(_size, self._executions.pop(agent_id, [])))

    async def add_execution(self, owner: str, execution: Execution) -> None:
        self._executions.setdefault(execution.agent_id, []).append(execution)
        self._order.append(execution.agent_id)
        self._execution_bytes += _size(execution)
        while self._execution_bytes > self._most_bytes or len(self._order) > self.MOST_EXECUTIONS:
            self._forget_oldest()

    async def executions(self, owner: str, agent_id: str, limit: int, after: str | None = None) -> Sequence[Execution]:
        known = self._executions.get(agent_id, []) if agent_id in self._agents.get(owner, {}) else []
        return _page(known, limit, after)

    async def saw(self, user: str, day: date) -> None:
        self._seen[user] = max(day, self._seen.get(user, day))

    async def active_since(self, day: date) -> int:
        return sum(1 for seen in self._seen.values() if seen >= day)

    async def post(self, bulletin: Bulletin) -> None:
        self._bulletins[bulletin.pod] = bulletin

    async def bulletins(self, since: str) -> Sequence[Bulletin]:
        return [bulletin for bulletin in self._bulletins.values() if bulletin.at >= since][:100]

    async def forget_bulletins(self, before: str) -> None:
        self._bulletins = {pod: bulletin for pod, bulletin in self._bulletins.items() if bulletin.at >= before}

    async def check(self) -> None:
        return None

    def _forget_oldest(self) -> None:
        executions = self._executions.get(self._order.popleft())
        if executions:
            self._execution_bytes -= _size(executions.pop(0))


def _page(items: Iterable[Item], limit: int, after: str | None) -> Sequence[Item]:
    return nlargest(limit, (item for item in items if after is None or item.id < after), key=lambda item: item.id)


def _size(item: Agent | Execution) -> int:
    """About what it takes; text beyond Latin-1 takes up to four bytes a character."""
    texts = (item.name, item.instructions) if isinstance(item, Agent) else (item.input, item.output)
    return 1000 + sum(len(text) if text.isascii() else 4 * len(text) for text in texts)
