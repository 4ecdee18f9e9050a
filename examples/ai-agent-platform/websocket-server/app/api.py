"""The HTTP and WebSocket interface."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response, WebSocket, WebSocketDisconnect
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from .agents import Agent, AgentStore, run
from .metrics import AGENT_EXECUTIONS, AGENTS_CREATED, REQUEST_DURATION, SESSION_DURATION, ActiveUsers
from .sessions import Sessions
from .settings import Settings

log = logging.getLogger("api")


class NewAgent(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    instructions: str = Field(min_length=1, max_length=2000)


class NewExecution(BaseModel):
    input: str = Field(max_length=4000)


class Lifecycle:
    """Whether the service still wants new requests."""

    def __init__(self) -> None:
        self.draining = False


def create_app(settings: Settings, store: AgentStore, lifecycle: Lifecycle, sessions: Sessions) -> FastAPI:
    app = FastAPI(title="AI Agent Platform", docs_url=None, redoc_url=None, openapi_url=None)
    users = ActiveUsers()

    def user_of(key: str | None) -> str | None:
        # Compared in constant time, so that the time of an answer tells nothing about a key.
        found = [user for known, user in settings.keys.items() if key and hmac.compare_digest(known.encode(), key.encode())]
        return found[0] if found else None

    def authenticated(x_api_key: Annotated[str | None, Header()] = None) -> str:
        user = user_of(x_api_key)
        if user is None:
            raise HTTPException(401, "A valid X-API-Key header is required.")
        users.saw(user)
        return user

    User = Annotated[str, Depends(authenticated)]

    @app.middleware("http")
    async def observe(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        started = perf_counter()
        status = 500
        try:
            response = await call_next(request)
            status = response.status_code
            if lifecycle.draining:
                response.headers["Connection"] = "close"
            return response
        finally:
            route = getattr(request.scope.get("route"), "path", "unmatched")
            seconds = perf_counter() - started
            REQUEST_DURATION.labels(request.method, route, str(status)).observe(seconds)
            if not route.startswith("/health") and route != "/metrics":
                fields = {"method": request.method, "route": route, "status": status, "seconds": round(seconds, 4)}
                log.info("%s %s %s", request.method, route, status, extra={"fields": fields})

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready")
    async def ready() -> dict[str, str]:
        if lifecycle.draining:
            raise HTTPException(503, "The service is shutting down.")
        try:
            await store.check()
        except Exception as error:
            raise HTTPException(503, f"The store of agents cannot be reached: {error}") from error
        return {"status": "ready"}

    @app.get("/version")
    async def version() -> dict[str, str]:
        return {"digest": settings.image_digest, "environment": settings.environment}

    @app.get("/metrics")
    async def metrics() -> Response:
        users.publish()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @app.post("/agents", status_code=201)
    async def create_agent(body: NewAgent, user: User) -> dict[str, str]:
        agent = Agent(name=body.name, instructions=body.instructions, owner=user)
        await store.add(agent)
        AGENTS_CREATED.inc()
        await sessions.tell({"event": "agent-created", "agent": agent.to_json()})
        return agent.to_json()

    @app.get("/agents")
    async def list_agents(user: User) -> list[dict[str, str]]:
        return [agent.to_json() for agent in await store.all()]

    @app.post("/agents/{agent_id}/executions", status_code=201)
    async def execute(agent_id: str, body: NewExecution, user: User) -> dict[str, str]:
        agent = await store.find(agent_id)
        if agent is None:
            raise HTTPException(404, f"There is no agent {agent_id!r}.")
        execution = run(agent, body.input)
        await store.add_execution(execution)
        AGENT_EXECUTIONS.labels(execution.outcome).inc()
        await sessions.tell({"event": "agent-executed", "execution": execution.to_json()})
        return execution.to_json()

    @app.get("/agents/{agent_id}/executions")
    async def list_executions(agent_id: str, user: User) -> list[dict[str, str]]:
        return [execution.to_json() for execution in await store.executions(agent_id)]

    @app.websocket("/ws")
    async def listen(socket: WebSocket) -> None:
        user = user_of(socket.headers.get("x-api-key"))
        if user is None:
            await socket.close(1008, "A valid X-API-Key header is required.")
            return
        users.saw(user)
        started = perf_counter()
        await socket.accept()
        sessions.enter(socket)
        try:
            await socket.send_json({"event": "hello", "digest": settings.image_digest})
            while True:
                message = await socket.receive_text()
                await socket.send_json({"event": "echo", "message": message})
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            sessions.leave(socket)
            SESSION_DURATION.observe(perf_counter() - started)

    return app
