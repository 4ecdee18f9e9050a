"""Where agents are kept. Every operation names the owner: nothing of one user can be asked for by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .agents import Agent, Execution


class StoreUnavailable(Exception):
    """The store did not answer, or not in time."""


class StoreFull(Exception):
    """The store takes no more of this; the text says why."""


@dataclass(frozen=True)
class Notice:
    """An event and whom it is for."""

    user: str
    text: str


@dataclass(frozen=True)
class Bulletin:
    """What a pod has told of late."""

    pod: str
    told: int
    """How many events since it began; the last of them are here."""
    at: str
    notices: tuple[Notice, ...]

    def unheard(self, heard: int) -> Sequence[Notice]:
        """By somebody who has heard so many of them."""
        return self.notices[max(0, len(self.notices) - (self.told - heard)) :]


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

    async def post(self, bulletin: Bulletin) -> None:
        """In the place of what this pod posted before."""

    async def bulletins(self, since: str) -> Sequence[Bulletin]:
        """Those posted then or later, of 100 pods at most."""

    async def forget_bulletins(self, before: str) -> None:
        """Of those posted earlier, 100 at most."""

    async def check(self) -> None:
        """Raises when the store cannot be reached."""


OPERATIONS = (
    "add_agent", "count_agents", "list_agents", "get_agent", "remove_agent",
    "add_execution", "list_executions", "saw_user", "active_users", "bulletins",
)  # fmt: skip
