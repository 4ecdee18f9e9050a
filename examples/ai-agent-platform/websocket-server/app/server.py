"""The process: it starts, drains and ends in an order that loses no request."""

from __future__ import annotations

import asyncio
import logging
import signal
from types import FrameType

import uvicorn

from .agents import AgentStore, MemoryStore
from .api import Lifecycle, create_app
from .sessions import Sessions
from .settings import Settings

log = logging.getLogger("server")


class DrainingServer(uvicorn.Server):
    """On SIGTERM: not ready any more, sockets closed with 1012, connections ended after their answer, and only then the end."""

    def __init__(self, config: uvicorn.Config, settings: Settings, lifecycle: Lifecycle, sessions: Sessions) -> None:
        super().__init__(config)
        self._settings = settings
        self._lifecycle = lifecycle
        self._sessions = sessions
        self._drain: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._lifecycle.draining or sig == signal.SIGINT:
            super().handle_exit(sig, frame)
            return
        self._lifecycle.draining = True
        self._drain = asyncio.get_running_loop().create_task(self._end())

    async def _end(self) -> None:
        log.info("draining for %s s", self._settings.drain_seconds)
        await self._sessions.close_all()
        await asyncio.sleep(self._settings.drain_seconds)
        self.should_exit = True


def open_store(settings: Settings) -> AgentStore:
    if settings.firestore_project is None:
        return MemoryStore()
    # Imported only where it is used: it takes half a second.
    from .firestore_store import FirestoreStore

    return FirestoreStore(settings.firestore_project, settings.firestore_database)


def serve(settings: Settings) -> None:
    lifecycle, sessions = Lifecycle(), Sessions()
    app = create_app(settings, open_store(settings), lifecycle, sessions)
    config = uvicorn.Config(
        app, host="0.0.0.0", port=settings.port, log_config=None, access_log=False, timeout_graceful_shutdown=15
    )
    DrainingServer(config, settings, lifecycle, sessions).run()
