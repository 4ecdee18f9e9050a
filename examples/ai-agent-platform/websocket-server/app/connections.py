"""Connections as the web server has them, and what it leaves open: how many there may be, how long a request may take to begin, and how
long a client may leave unread what it was sent."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from .addresses import is_proxy
from .limits import Buckets, Limits
from .metrics import REFUSED
from .settings import Network


@dataclass
class Connection:
    protocol: H11Protocol | WebSocketsSansIOProtocol
    address: str
    proxied: bool
    since: float
    """When it last was between two requests, or began."""
    head_since: float | None
    """When a head began that is not whole yet; a connection owes its first one from its start."""
    unread: int = 0
    unread_since: float = 0.0


class Connections:
    def __init__(self, limits: Limits, proxies: tuple[Network, ...]) -> None:
        self._limits, self._proxies = limits, proxies
        self._known: dict[asyncio.Transport, Connection] = {}
        self._addresses: Counter[str] = Counter()

    def enter(self, protocol: H11Protocol | WebSocketsSansIOProtocol, transport: asyncio.Transport) -> bool:
        """Whether there is room. An upgrade takes the place of the request before it."""
        now = asyncio.get_running_loop().time()
        if (known := self._known.get(transport)) is not None:
            known.protocol, known.since, known.head_since = protocol, now, now
            return True
        peer = (transport.get_extra_info("peername") or ("",))[0]
        proxied = is_proxy(peer, self._proxies)
        many = self._addresses[peer] >= self._limits.connections_per_address and not proxied
        if many or (len(self._known) >= self._limits.connections and not self._end_idle()):
            REFUSED.labels("connections").inc()
            return False
        self._known[transport] = Connection(protocol, peer, proxied, now, None if proxied else now)
        self._addresses[peer] += 1
        return True

    def received(self, protocol: H11Protocol, transport: asyncio.Transport) -> None:
        """Something of a request came."""
        if (known := self._known.get(transport)) is not None:
            if _is_answering(protocol):
                known.head_since = None
            elif known.head_since is None:
                known.head_since = asyncio.get_running_loop().time()

    def answered(self, transport: asyncio.Transport) -> None:
        if (known := self._known.get(transport)) is not None:
            known.since, known.head_since = asyncio.get_running_loop().time(), None

    def leave(self, transport: asyncio.Transport) -> None:
        if (known := self._known.pop(transport, None)) is not None:
            self._addresses[known.address] -= 1
            if self._addresses[known.address] <= 0:
                del self._addresses[known.address]

    def sweep(self) -> None:
        """Cuts off whoever does not send a request's head in time, and whoever takes nothing of what is sent."""
        now = asyncio.get_running_loop().time()
        for transport, known in list(self._known.items()):
            if self._is_stalled(transport, known, now):
                REFUSED.labels("unread").inc()
                transport.abort()
            elif self._is_late(known, now):
                REFUSED.labels("too-slow").inc()
                transport.abort()

    def abort_all(self) -> None:
        for transport in list(self._known):
            transport.abort()

    def _is_stalled(self, transport: asyncio.Transport, known: Connection, now: float) -> bool:
        unread = transport.get_write_buffer_size()
        if unread == 0 or unread < known.unread or known.unread == 0:
            known.unread_since = now
        known.unread = unread
        closing = transport.is_closing() and unread > 0
        return unread > 0 and now - known.unread_since > (1 if closing else self._limits.stalled_seconds)

    def _is_late(self, known: Connection, now: float) -> bool:
        protocol = known.protocol
        if isinstance(protocol, WebSocketsSansIOProtocol):
            return not protocol.handshake_complete and now - known.since > self._limits.header_seconds
        if _is_answering(protocol):
            return False
        if known.head_since is not None and now - known.head_since > self._limits.header_seconds:
            return True
        return now - known.since > (self._limits.proxy_idle_seconds if known.proxied else self._limits.idle_seconds)

    def _end_idle(self) -> bool:
        """Makes room: of the connections that wait for nothing, the one that waited longest goes."""
        idle = [
            (known.since, transport)
            for transport, known in self._known.items()
            if isinstance(known.protocol, H11Protocol) and not known.proxied and not _is_answering(known.protocol)
        ]
        if not idle:
            return False
        _, transport = min(idle, key=lambda one: one[0])
        self.leave(transport)
        transport.abort()
        return True


def _is_answering(protocol: H11Protocol) -> bool:
    return protocol.cycle is not None and not protocol.cycle.response_complete


def bounded_http(connections: Connections) -> type[H11Protocol]:
    class BoundedHttp(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if not connections.enter(self, transport):
                transport.abort()

        def connection_lost(self, exc: Exception | None) -> None:
            connections.leave(self.transport)
            super().connection_lost(exc)
            # The web server does so for connections that end in order alone: all of one that was reset would stay for the idle time.
            self._unset_keepalive_if_required()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            connections.received(self, self.transport)

        def on_response_complete(self) -> None:
            connections.answered(self.transport)
            super().on_response_complete()

    return BoundedHttp


def bounded_socket(connections: Connections, limits: Limits) -> type[WebSocketsSansIOProtocol]:
    class BoundedSocket(WebSocketsSansIOProtocol):
        MOST_UNREAD = 512 * 1024

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.close_timeout = 2.0
            self._pings = Buckets(limits.message_rate, limits.message_burst)
            connections.enter(self, transport)

        def connection_lost(self, exc: Exception | None) -> None:
            connections.leave(self.transport)
            super().connection_lost(exc)

        def handle_connect(self, event: Any) -> None:
            super().handle_connect(event)
            if hasattr(self, "scope"):
                self.scope["state"]["abort"] = self.transport.abort

        def handle_ping(self) -> None:
            super().handle_ping()
            if self._pings.take("") > 0:
                REFUSED.labels("user-rate").inc()
                self.transport.abort()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            # Pongs are sent without asking whether they are read; parts of a message are kept however many they are.
            if self.transport.get_write_buffer_size() > self.MOST_UNREAD or len(self.frames) > limits.frame_parts:
                REFUSED.labels("unread" if len(self.frames) <= limits.frame_parts else "too-large").inc()
                self.transport.abort()

    return BoundedSocket
