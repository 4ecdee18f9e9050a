"""The process: it starts, drains and ends in an order that loses no request, and within its budget."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import uvicorn

from .activity import Activity
from .api import Parts, create_app
from .connections import Connections, bounded_http, bounded_socket
from .door import Lifecycle
from .guarded_store import GuardedStore
from .keyring import Keyring
from .limits import Limits
from .memory_store import MemoryStore
from .operations import Operations
from .relay import Relay
from .sessions import Sessions
from .settings import KEEPS_NOTHING, Settings
from .store import AgentStore

log = logging.getLogger("server")

METRICS_PORT = 9090
LINGER = 2
"""Seconds in which connections that were under way when it was told to end are still taken."""


class DrainingServer(uvicorn.Server):
    """On SIGTERM: not ready any more, sockets closed with 1012, connections ended after their answer, and only then the end."""

    def __init__(
        self, config: uvicorn.Config, budget: float, lifecycle: Lifecycle, sessions: Sessions, connections: Connections
    ) -> None:
        super().__init__(config)
        self._budget, self._lifecycle, self._sessions, self._connections = budget, lifecycle, sessions, connections
        self._drain: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._lifecycle.draining or sig == signal.SIGINT:
            super().handle_exit(sig, frame)
            return
        self._lifecycle.draining = True
        # Whatever hangs: the kernel ends the process when the budget is over.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self._budget)
        self._drain = asyncio.get_running_loop().create_task(self._end())

    async def _end(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        reserve = min(1.0, self._budget / 5)
        log.info("draining, for %g s at most", self._budget)
        loop.call_later(self._budget - 2 * reserve, self._connections.abort_all)
        await self._sessions.close_all(within=min(3.0, self._budget / 4))
        await asyncio.sleep(max(0.0, began + min(LINGER, self._budget / 5) - loop.time()))
        self.config.timeout_graceful_shutdown = max(0.05, began + self._budget - reserve - loop.time())  # type: ignore[assignment]
        self.should_exit = True


class QuietServer(uvicorn.Server):
    """Beside another one, which hears the signals."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def open_store(settings: Settings) -> AgentStore:
    if settings.store == "memory":
        if settings.tier not in (*KEEPS_NOTHING, "local"):
            log.warning("agents of %s are kept in the memory of this process: they end with it", settings.tier)
        return MemoryStore()
    # Imported only where it is used: it takes half a second.
    from .firestore_store import FirestoreStore

    return FirestoreStore(settings.firestore_project, settings.firestore_database)


def metrics_socket(settings: Settings) -> socket.socket:
    """Where a manifest names the port it is that one or no start; else any will do."""
    try:
        return socket.create_server(("0.0.0.0", METRICS_PORT if settings.metrics_port is None else settings.metrics_port))
    except OSError as error:
        if settings.metrics_port is not None:
            sys.exit(f"The service cannot start: METRICS_PORT {settings.metrics_port} cannot be had ({error.strerror}).")
        found = socket.create_server(("0.0.0.0", 0))
        log.warning("port %s is taken; /metrics is on port %s", METRICS_PORT, found.getsockname()[1])
        return found


async def _every(seconds: float, act: Callable[[], object]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            act()
        except Exception:
            log.exception("what is done every %s s failed", seconds)


async def run(settings: Settings, limits: Limits) -> None:
    lifecycle, sessions, connections = Lifecycle(), Sessions(limits), Connections(limits, settings.proxies)
    keyring = Keyring(settings.keys, None if settings.keys_file is None else Path(settings.keys_file))
    store = GuardedStore(open_store(settings), limits)
    activity, relay = Activity(store), Relay(store, sessions, limits)
    app = create_app(Parts(settings, store, lifecycle, sessions, relay, limits), keyring, activity)
    config = uvicorn.Config(
        app, host="0.0.0.0", port=settings.port, log_config=None, access_log=False, lifespan="off",
        http=bounded_http(connections), ws=bounded_socket(connections, limits), proxy_headers=False, server_header=False,
        ws_max_size=limits.frame_bytes, ws_per_message_deflate=False,
        timeout_keep_alive=int(limits.proxy_idle_seconds),
    )  # fmt: skip
    operations = QuietServer(
        uvicorn.Config(
            Operations(settings, activity), log_config=None, access_log=False, lifespan="off", ws="none", http="h11",
            proxy_headers=False, limit_concurrency=20, timeout_graceful_shutdown=1,
        )
    )  # fmt: skip

    def renew_keys() -> None:
        if keyring.reload():
            sessions.end_invalid(keyring.is_valid)

    beside = [
        asyncio.create_task(operations.serve(sockets=[metrics_socket(settings)])),
        asyncio.create_task(_every(1, connections.sweep)),
        asyncio.create_task(_every(2, renew_keys)),
        asyncio.create_task(relay.run()),
    ]
    await DrainingServer(config, settings.drain_seconds, lifecycle, sessions, connections).serve()
    for task in beside:
        task.cancel()
    await relay.end(within=min(0.5, settings.drain_seconds / 10))
    log.info("ended")
    if lifecycle.draining:
        # Taking a Python process apart takes as long as the rest, and nothing is left to be kept.
        logging.shutdown()
        os._exit(0)


def serve(settings: Settings) -> None:
    asyncio.run(run(settings, Limits()))
