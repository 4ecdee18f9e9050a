"""Who was here, kept in the store: counted once for each user and day, over all pods and restarts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import monotonic

from .metrics import ACTIVE_USERS
from .store import AgentStore, StoreUnavailable

log = logging.getLogger("activity")

WINDOWS = {"1d": 1, "30d": 30}
"""In days, today among them."""


def _today() -> date:
    return datetime.now(UTC).date()


class Activity:
    REFRESH = 15
    """Seconds for which a count is good."""

    def __init__(self, store: AgentStore, today: Callable[[], date] = _today) -> None:
        self._store, self._today = store, today
        self._noted: dict[str, date] = {}
        self._writing: set[asyncio.Task[None]] = set()
        self._counted_at = -float(self.REFRESH)

    def saw(self, user: str) -> None:
        """Written beside the request, which does not wait for it; once a day unless it fails."""
        day = self._today()
        if self._noted.get(user) == day:
            return
        self._noted[user] = day
        task = asyncio.get_running_loop().create_task(self._write(user, day))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def publish(self) -> None:
        """Sets the gauges; while the store does not answer they keep what they had."""
        if monotonic() - self._counted_at < self.REFRESH:
            return
        self._counted_at = monotonic()
        await self.settled()
        try:
            async with asyncio.timeout(1):
                for window, days in WINDOWS.items():
                    ACTIVE_USERS.labels(window).set(await self._store.active_since(self._today() - timedelta(days=days - 1)))
        except (StoreUnavailable, TimeoutError) as error:
            self._counted_at = -float(self.REFRESH)
            log.warning("active users are not counted: %s", error or "no answer within 1 s")

    async def settled(self) -> None:
        """Until what is being written is written, or for a second."""
        if self._writing:
            await asyncio.wait(self._writing, timeout=1)

    async def _write(self, user: str, day: date) -> None:
        try:
            await self._store.saw(user, day)
        except StoreUnavailable as error:
            self._noted.pop(user, None)
            log.warning("%s is not counted as active yet: %s", user, error)
