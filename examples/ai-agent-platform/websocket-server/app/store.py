"""Where agents are kept. Every operation names the owner: nothing of one user can be asked for by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from .agents import Agent, Execution


class StoreUnavailable(Exception):
    """The store did not answer, or not in time."""


class StoreFull(Exception):
    """The store takes no more of this; the text says why."""


class AgentStore(Protocol):
    """Lists are newest first; `after` is the id of the last item of the page before."""

    async def add(self, agent: Agent) -> None: ...

    async def count(self, owner: str) -> int: ...

    async def agents(self, owner: str, limit: int, after: str | None = None) -> Sequence[Agent]: ...

    async def find(self, owner: str, agent_id: str) -> Agent | None: ...

    async def remove(self, owner: str, agent_id: str) -> None:
        """The agent and its executions; nothing where there is none."""

    async def add_execution(self, owner: str, execution: Execution) -> None: ...

    async def executions(
        self, owner: str, agent_id: str, limit: int, after: str | None = None
    ) -> Sequence[Execution]: ...

    async def saw(self, user: str, day: date) -> None:
        """The user was here that day; saying it again, or an earlier day later, changes nothing."""

    async def active_since(self, day: date) -> int:
        """How many users were here that day or later."""

    async def check(self) -> None:
        """Raises when the store cannot be reached."""


OPERATIONS = (
    "add_agent", "count_agents", "list_agents", "get_agent", "remove_agent",
    "add_execution", "list_executions", "saw_user", "active_users",
)  # fmt: skip
