"""Open WebSocket sessions. Each hears of its own user alone, over a bounded queue, and is ended when it does not take what it hears:
nobody waits for anybody else."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import Literal

from fastapi import WebSocket

from .keyring import Caller
from .limits import Buckets, Limits
from .metrics import SESSION_DURATION, WEBSOCKETS, WEBSOCKETS_CLOSED

log = logging.getLogger("sessions")

POLICY_VIOLATION, SERVICE_RESTART, TRY_AGAIN_LATER = 1008, 1012, 1013
Ending = Literal["client", "restart", "slow", "rate", "key", "full", "error"]


class Session:
    def __init__(self, socket: WebSocket, caller: Caller, limits: Limits) -> None:
        self.caller = caller
        self._socket, self._limits = socket, limits
        self._queue: asyncio.Queue[str] = asyncio.Queue(limits.queued_events)
        self._messages = Buckets(limits.message_rate, limits.message_burst)
        self._ended: asyncio.Future[tuple[Ending, int, str]] = asyncio.get_running_loop().create_future()

    def tell(self, text: str) -> None:
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self.end("slow", TRY_AGAIN_LATER, "Events came faster than they were read.")

    def end(self, ending: Ending, code: int, reason: str) -> None:
        """The first reason counts."""
        if not self._ended.done():
            self._ended.set_result((ending, code, reason))

    async def run(self) -> Ending:
        """Until somebody ends it; nothing of it is left then."""
        tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]
        try:
            ending, code, reason = await asyncio.shield(self._ended)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if ending != "client":
            await self._close(code, reason)
        return ending

    async def _send(self) -> None:
        try:
            while True:
                text = await self._queue.get()
                async with asyncio.timeout(self._limits.send_seconds):
                    await self._socket.send_text(text)
        except TimeoutError:
            self.end("slow", TRY_AGAIN_LATER, "What was sent was not read.")
        except Exception:  # The connection is gone, whatever the web server calls that.
            self.end("client", 1006, "")

    async def _receive(self) -> None:
        try:
            while True:
                message = await self._socket.receive()
                if message["type"] == "websocket.disconnect":
                    return self.end("client", message.get("code", 1005), "")
                if self._messages.take("") > 0:
                    return self.end("rate", POLICY_VIOLATION, "Too many messages.")
                self.tell(json.dumps({"event": "echo", "message": message.get("text") or ""}))
        except Exception:  # As in `_send`.
            self.end("client", 1006, "")

    async def _close(self, code: int, reason: str) -> None:
        with suppress(Exception):
            async with asyncio.timeout(self._limits.close_seconds):
                return await self._socket.close(code, reason)
        # It does not even take the word that it is over.
        abort: Callable[[], None] | None = self._socket.scope.get("state", {}).get("abort")
        if abort is not None:
            abort()


class Sessions:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_user: dict[str, set[Session]] = {}
        self._closing = False

    def count(self, user: str | None = None) -> int:
        if user is not None:
            return len(self._by_user.get(user, ()))
        return sum(map(len, self._by_user.values()))

    async def serve(self, socket: WebSocket, caller: Caller, greeting: dict[str, object]) -> None:
        """Runs a session that was accepted, from its greeting to its end."""
        session = Session(socket, caller, self._limits)
        if self._closing:
            session.end("restart", SERVICE_RESTART, "The service restarts.")
        elif self.count() >= self._limits.sockets or self.count(caller.user) >= self._limits.sockets_per_user:
            session.end("full", TRY_AGAIN_LATER, "There are too many sessions.")
        self._by_user.setdefault(caller.user, set()).add(session)
        WEBSOCKETS.set(self.count())
        session.tell(json.dumps({**greeting, "sessions": self.count(caller.user)}))
        started, ending = perf_counter(), "error"
        try:
            ending = await session.run()
        finally:
            self._leave(session)
            WEBSOCKETS_CLOSED.labels(ending).inc()
            SESSION_DURATION.observe(perf_counter() - started)
            log.info("session ended: %s", ending, extra={"fields": {"ending": ending}})

    def tell(self, user: str, text: str) -> None:
        """Never waits."""
        sessions = self._by_user.get(user)
        if sessions:
            for session in list(sessions):
                session.tell(text)

    def end_invalid(self, is_valid: Callable[[Caller], bool]) -> None:
        """Those whose key is valid no more."""
        for session in self._all():
            if not is_valid(session.caller):
                session.end("key", POLICY_VIOLATION, "The key of this session is not valid any more.")

    async def close_all(self, within: float) -> None:
        """1012 tells clients that the service restarts and that they should come back. All are told at once, and none for longer
        than `within`."""
        self._closing = True
        for session in self._all():
            session.end("restart", SERVICE_RESTART, "The service restarts.")
        until = perf_counter() + within
        while self._by_user and perf_counter() < until:
            await asyncio.sleep(0.02)

    def _all(self) -> list[Session]:
        return [session for sessions in self._by_user.values() for session in sessions]

    def _leave(self, session: Session) -> None:
        sessions = self._by_user.get(session.caller.user, set())
        sessions.discard(session)
        if not sessions:
            self._by_user.pop(session.caller.user, None)
        WEBSOCKETS.set(self.count())
