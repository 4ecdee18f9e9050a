"""What operators ask for, on a port that no user reaches."""

from __future__ import annotations

import json

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import Receive, Scope, Send

from .activity import Activity
from .metrics import REGISTRY
from .settings import Settings


class Operations:
    def __init__(self, settings: Settings, activity: Activity) -> None:
        self._settings, self._activity = settings, activity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        status, kind, body = await self._answer(scope["path"])
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, path: str) -> tuple[int, str, bytes]:
        match path:
            case "/metrics":
                await self._activity.publish()
                return 200, CONTENT_TYPE_LATEST, generate_latest(REGISTRY)
            case "/version":
                told = {"digest": self._settings.image_digest, "environment": self._settings.tier}
                return 200, "application/json", json.dumps(told).encode()
            case _:
                return 404, "text/plain", b"Here are /metrics and /version.\n"
