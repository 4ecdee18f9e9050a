"""What every request passes, in this order: limit of its address, key, limit of its user, size, and only then its body. It observes
and logs each once, and nothing that a request does leaves it as an error of the web server."""

from __future__ import annotations

import asyncio
import logging
import math
import re
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .activity import Activity
from .addresses import client_address
from .body import Disconnected, read_body, replayed
from .keyring import Caller, Keyring
from .limits import Buckets, Limits
from .metrics import IN_FLIGHT, REFUSED, REQUEST_DURATION, REQUESTS
from .refusal import Refusal, problem
from .routes import OBSERVED, PROBES, UNMATCHED, route_of
from .settings import Settings
from .structured_log import CONTEXT, RequestContext, trace_of

log = logging.getLogger("api")

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
OPEN = (*PROBES, "/version")
"""Nobody has to say who they are there."""

SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class Lifecycle:
    """Whether the service still wants new requests."""

    def __init__(self) -> None:
        self.draining = False


@dataclass
class Exchange:
    """One request and what became of it."""

    scope: Scope
    context: RequestContext
    send: Send
    close: bool
    """The connection ends with the answer."""
    status: int | None = None
    is_lost: bool = False
    headers: dict[bytes, bytes] = field(default_factory=dict)

    async def answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            extra = [*SECURITY_HEADERS, (b"x-request-id", self.context.request_id.encode())]
            message = {**message, "headers": [*message.get("headers", []), *extra, *self._connection()]}
        try:
            await self.send(message)
        except Exception as error:  # What came was no request after all, and the web server has said so.
            self.status, self.is_lost = 499, True
            raise Disconnected from error

    async def refuse(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        body = problem(status, detail, self.context.request_id)
        lines = {"content-type": "application/json", "content-length": str(len(body)), **(headers or {})}
        encoded = [(name.encode(), value.encode()) for name, value in lines.items()]
        await self.answer({"type": "http.response.start", "status": status, "headers": encoded})
        await self.answer({"type": "http.response.body", "body": body})

    def _connection(self) -> list[tuple[bytes, bytes]]:
        return [(b"connection", b"close")] if self.close else []


class Door:
    def __init__(
        self, app: ASGIApp, settings: Settings, limits: Limits, keyring: Keyring, lifecycle: Lifecycle, activity: Activity
    ) -> None:
        self._app, self._settings, self._limits = app, settings, limits
        self._keyring, self._lifecycle, self._activity = keyring, lifecycle, activity
        self._addresses = Buckets(limits.address_rate, limits.address_burst)
        self._users = Buckets(limits.user_rate, limits.user_burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        headers = dict(scope["headers"])
        route = route_of(scope["path"])
        context = RequestContext(_request_id(headers), route, trace_of(_text(headers, b"traceparent"), _text(headers, b"x-cloud-trace-context")))
        token = CONTEXT.set(context)
        try:
            if scope["type"] == "websocket":
                await self._socket(scope, receive, send, headers, context)
            else:
                await self._request(receive, Exchange(scope, context, send, self._lifecycle.draining, headers=headers))
        finally:
            CONTEXT.reset(token)

    async def _request(self, receive: Receive, exchange: Exchange) -> None:
        started = perf_counter()
        cause: BaseException | None = None
        probe = exchange.context.route in PROBES
        if not probe:
            IN_FLIGHT.inc()
        try:
            async with asyncio.timeout(self._limits.request_seconds):
                await self._answered(receive, exchange)
        except Refusal as refusal:
            # What is left of the body is not read, so the connection cannot serve another request.
            exchange.close = True
            if refusal.reason is not None:
                REFUSED.labels(refusal.reason).inc()
            with suppress(Disconnected):
                await exchange.refuse(refusal.status, refusal.detail, refusal.headers)
        except Disconnected:
            exchange.status = 499
        except Exception as error:
            cause = error
            if exchange.status is None:
                exchange.close = True
                late = isinstance(error, TimeoutError)
                status, detail = (503, "The answer took too long.") if late else (500, "Something went wrong.")
                with suppress(Disconnected):
                    await exchange.refuse(status, detail)
        finally:
            if not probe:
                IN_FLIGHT.dec()
            self._tell(exchange, perf_counter() - started, cause)
        if exchange.is_lost:
            await _ended(receive)

    async def _answered(self, receive: Receive, exchange: Exchange) -> None:
        """@raises Refusal for what goes no further."""
        headers, route = exchange.headers, exchange.context.route
        if route not in OPEN:
            caller = self._admitted(exchange.scope, headers)
            exchange.context.user = caller.user
            exchange.scope.setdefault("state", {})["user"] = caller.user
            self._activity.saw(caller.user)
        body = await read_body(headers, receive, self._limits)
        await self._app(exchange.scope, replayed(body, receive), exchange.answer)

    def _admitted(self, scope: Scope, headers: dict[bytes, bytes]) -> Caller:
        caller = self._keyring.caller_of(_text(headers, b"x-api-key"))
        if caller is None:
            peer = (scope.get("client") or ("", 0))[0]
            proxies, hops = self._settings.proxies, self._settings.hops
            address = client_address(peer, _text(headers, b"x-forwarded-for"), proxies, hops)
            wait = self._addresses.take(address)
            if wait > 0:
                raise _too_many("address-rate", wait)
            raise Refusal(401, "A valid X-API-Key header is required.", "no-key")
        wait = self._users.take(caller.user)
        if wait > 0:
            raise _too_many("user-rate", wait)
        return caller

    async def _socket(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes], context: RequestContext
    ) -> None:
        if context.route != "/ws" or not self._may_open(headers):
            return await send({"type": "websocket.close", "code": 1008, "reason": "This page may not open sockets here."})
        try:
            caller = self._admitted(scope, headers)
        except Refusal as refusal:
            REFUSED.labels(refusal.reason).inc()
            return await send({"type": "websocket.close", "code": 1008, "reason": refusal.detail})
        context.user = caller.user
        self._activity.saw(caller.user)
        scope.setdefault("state", {})["caller"] = caller
        await self._app(scope, receive, send)

    def _may_open(self, headers: dict[bytes, bytes]) -> bool:
        """A browser tells which page opens a socket; other programs tell nothing."""
        origin = _text(headers, b"origin")
        if not origin or origin in self._settings.origins:
            return True
        try:
            return urlsplit(origin).netloc.lower() == _text(headers, b"host").lower()
        except ValueError:
            return False

    def _tell(self, exchange: Exchange, seconds: float, cause: BaseException | None) -> None:
        route, status = exchange.context.route, exchange.status or 500
        if route in PROBES:
            return
        label = route if route in OBSERVED else UNMATCHED
        REQUESTS.labels(label, _status_class(status)).inc()
        if route in OBSERVED:
            REQUEST_DURATION.labels(route).observe(seconds)
        if status == 429:
            # Counted in `requests_refused_total`; a line for each would be what a flood wants.
            return
        cause = cause or exchange.scope.get("state", {}).get("cause")
        method = exchange.scope["method"][:16]
        request = {"requestMethod": method, "status": status, "latency": f"{seconds:.4f}s"}
        fields = {"method": method, "status": status, "seconds": round(seconds, 4), "httpRequest": request}
        level = logging.ERROR if status >= 500 else logging.INFO
        why = f": {cause}" if cause is not None else ""
        log.log(level, "%s %s %s%s", method, route, status, why, extra={"fields": fields}, exc_info=cause)


async def _ended(receive: Receive) -> None:
    """Until the web server sees it, too, which takes whoever returns before that for a failure."""
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            while (await receive())["type"] != "http.disconnect":
                await asyncio.sleep(0)


def _too_many(reason: str, wait: float) -> Refusal:
    return Refusal(429, "Too many requests; come back a little later.", reason, {"retry-after": str(math.ceil(wait))})


def _status_class(status: int) -> str:
    return "5xx" if status >= 500 else "4xx" if status >= 400 else "2xx"


def _request_id(headers: dict[bytes, bytes]) -> str:
    told = _text(headers, b"x-request-id")
    return told if REQUEST_ID.fullmatch(told) else uuid4().hex


def _text(headers: dict[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")
