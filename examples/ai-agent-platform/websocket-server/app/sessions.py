"""Open WebSocket sessions, and the events they hear."""

from __future__ import annotations

from contextlib import suppress

from fastapi import WebSocket, WebSocketDisconnect

from .metrics import WEBSOCKETS

SERVICE_RESTART = 1012


class Sessions:
    def __init__(self) -> None:
        self._open: set[WebSocket] = set()

    def enter(self, socket: WebSocket) -> None:
        self._open.add(socket)
        WEBSOCKETS.set(len(self._open))

    def leave(self, socket: WebSocket) -> None:
        self._open.discard(socket)
        WEBSOCKETS.set(len(self._open))

    async def tell(self, event: dict[str, object]) -> None:
        for socket in list(self._open):
            with suppress(RuntimeError, WebSocketDisconnect):
                await socket.send_json(event)

    async def close_all(self) -> None:
        """1012 tells clients that the service restarts and that they should come back."""
        for socket in list(self._open):
            with suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(SERVICE_RESTART)
            self.leave(socket)
