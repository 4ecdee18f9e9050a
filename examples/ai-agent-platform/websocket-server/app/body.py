"""The body of a request, read whole within bounds before anything looks at it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.types import Message, Receive

from .limits import Limits
from .refusal import Refusal


class Disconnected(Exception):
    """The client went away before it had sent its request."""


async def read_body(headers: Mapping[bytes, bytes], receive: Receive, limits: Limits) -> bytes:
    """@raises Refusal by what is announced, before a byte is read, and by what comes."""
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Refusal(415, "Bodies are taken as they are, not compressed.", "encoding")
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and int(announced[:20]) > limits.body_bytes:
        raise _too_large(limits)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            while True:
                message: Message = await receive()
                if message["type"] == "http.disconnect":
                    raise Disconnected
                body += message.get("body", b"")
                if len(body) > limits.body_bytes:
                    raise _too_large(limits)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError as error:
        raise Refusal(408, f"The request did not come within {limits.body_seconds:g} s.", "too-slow") from error


def replayed(body: bytes, receive: Receive) -> Receive:
    """Hands out the body once more, then whatever comes after it."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _too_large(limits: Limits) -> Refusal:
    return Refusal(413, f"A request has at most {limits.body_bytes} bytes.", "too-large")
