"""A store that answers in time or says that it did not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from time import perf_counter
from typing import TypeVar

from .agents import Agent, Execution
from .limits import Limits
from .metrics import STORE_DURATION, STORE_ERRORS
from .store import AgentStore, Bulletin, StoreFull, StoreUnavailable

Result = TypeVar("Result")


class GuardedStore:
    def __init__(self, store: AgentStore, limits: Limits) -> None:
        self._store, self._limits = store, limits
        self._check: asyncio.Task[None] | None = None
        self._checked_at = 0.0

    async def add(self, agent: Agent) -> None:
        await self._within("add_agent", lambda: self._store.add(agent))

    async def count(self, owner: str) -> int:
        return await self._within("count_agents", lambda: self._store.count(owner))

    async def agents(self, owner: str, limit: int, after: str | None = None) -> Sequence[Agent]:
        return await self._within("list_agents", lambda: self._store.agents(owner, limit, after))

    async def find(self, owner: str, agent_id: str) -> Agent | None:
        return await self._within("get_agent", lambda: self._store.find(owner, agent_id))

    async def remove(self, owner: str, agent_id: str) -> None:
        await self._within("remove_agent", lambda: self._store.remove(owner, agent_id))

    async def add_execution(self, owner: str, execution: Execution) -> None:
        await self._within("add_execution", lambda: self._store.add_execution(owner, execution))

    async def executions(self, owner: str, agent_id: str, limit: int, after: str | None = None) -> Sequence[Execution]:
        return await self._within("list_executions", lambda: self._store.executions(owner, agent_id, limit, after))

    async def saw(self, user: str, day: date) -> None:
        await self._within("saw_user", lambda: self._store.saw(user, day))

    async def active_since(self, day: date) -> int:
        return await self._within("active_users", lambda: self._store.active_since(day))

    async def post(self, bulletin: Bulletin) -> None:
        await self._within("bulletins", lambda: self._store.post(bulletin))

    async def bulletins(self, since: str) -> Sequence[Bulletin]:
        return await self._within("bulletins", lambda: self._store.bulletins(since))

    async def forget_bulletins(self, before: str) -> None:
        await self._within("bulletins", lambda: self._store.forget_bulletins(before))

    async def check(self) -> None:
        """One look for all who ask within a second."""
        now = perf_counter()
        if self._check is None or (self._check.done() and now - self._checked_at > 1):
            self._checked_at = now
            self._check = asyncio.create_task(self._look())
        await asyncio.shield(self._check)

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(self._limits.check_seconds):
                await self._store.check()
        except TimeoutError as error:
            raise StoreUnavailable(f"no answer within {self._limits.check_seconds} s") from error
        except Exception as error:
            raise StoreUnavailable(str(error)) from error

    async def _within(self, operation: str, call: Callable[[], Awaitable[Result]]) -> Result:
        started = perf_counter()
        try:
            async with asyncio.timeout(self._limits.store_seconds):
                return await call()
        except StoreFull:
            raise
        except TimeoutError as error:
            STORE_ERRORS.labels(operation).inc()
            raise StoreUnavailable(f"{operation}: no answer within {self._limits.store_seconds} s") from error
        except Exception as error:
            STORE_ERRORS.labels(operation).inc()
            raise StoreUnavailable(f"{operation}: {error}") from error
        finally:
            STORE_DURATION.labels(operation).observe(perf_counter() - started)
