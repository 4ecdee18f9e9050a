"""What happens on one pod is told in the sessions of all: each pod keeps one bulletin of its last events in the store, and reads those
of the others while somebody listens to it. Both are done once a turn at most, however many users and events there are."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic

from .limits import Limits
from .sessions import Sessions
from .store import AgentStore, Bulletin, Notice, StoreFull, StoreUnavailable

log = logging.getLogger("relay")

RECENT = timedelta(minutes=2)
"""Bulletins that are older are of pods to which nothing happens, or of none. Clocks of pods differ by less."""
FORGOTTEN = timedelta(days=1)
"""What pods have left that are gone."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Relay:
    def __init__(
        self,
        store: AgentStore,
        sessions: Sessions,
        limits: Limits,
        clock: Callable[[], float] = monotonic,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._store, self._sessions, self._limits, self._clock, self._now = store, sessions, limits, clock, now
        self._pod = secrets.token_hex(8)
        self._own: deque[tuple[float, Notice]] = deque()
        self._bytes = 0
        self._told = 0
        self._is_posted = True
        self._heard: dict[str, int] | None = None
        """How many events of each other pod were heard of; None while nobody listens."""
        self._is_well = True

    def tell(self, user: str, event: dict[str, object]) -> None:
        """Never waits: this pod's sessions are told now, those of others within two turns."""
        text = json.dumps(event)
        self._sessions.tell(user, text)
        self._own.append((self._clock(), Notice(user, text)))
        self._told += 1
        self._bytes += len(text)
        self._is_posted = False
        while self._bytes > self._limits.bulletin_bytes or len(self._own) > self._limits.bulletin_events:
            self._drop_oldest()

    async def run(self) -> None:
        """Until it is cancelled; a store that fails is tried again at the next turn."""
        is_tidy = False
        while True:
            await asyncio.sleep(self._limits.turn_seconds)
            try:
                if not is_tidy:
                    await self._store.forget_bulletins(self._at(FORGOTTEN))
                is_tidy = True
                await self.turn()
            except (StoreUnavailable, StoreFull) as error:
                if self._is_well:
                    log.warning("events do not pass between pods for now: %s", error)
                self._is_well = False
            else:
                self._is_well = True

    async def end(self, within: float) -> None:
        """What the last requests have done is told, too, where the store is quick enough."""
        with suppress(StoreUnavailable, StoreFull, TimeoutError):
            async with asyncio.timeout(within):
                await self._post()

    async def turn(self) -> None:
        await self._post()
        if self._sessions.count() == 0:
            self._heard = None
            return
        bulletins = [one for one in await self._store.bulletins(self._at(RECENT)) if one.pod != self._pod]
        if self._heard is not None:
            for bulletin in bulletins:
                self._hear(bulletin.unheard(self._heard.get(bulletin.pod, 0)))
        self._heard = {bulletin.pod: bulletin.told for bulletin in bulletins}

    async def _post(self) -> None:
        kept_since = self._clock() - self._limits.bulletin_seconds
        while self._own and self._own[0][0] < kept_since:
            self._drop_oldest()
            self._is_posted = False
        if self._is_posted:
            return
        told = self._told
        notices = tuple(notice for _, notice in self._own)
        await self._store.post(Bulletin(self._pod, told, self._at(timedelta()), notices))
        # What was told while the store was answering has its turn.
        self._is_posted = told == self._told

    def _hear(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            self._sessions.tell(notice.user, notice.text)

    def _drop_oldest(self) -> None:
        self._bytes -= len(self._own.popleft()[1].text)

    def _at(self, before: timedelta) -> str:
        return (self._now() - before).isoformat(timespec="milliseconds")
