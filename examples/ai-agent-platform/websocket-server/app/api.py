"""What users ask for, over HTTP and WebSocket."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response, WebSocket
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from .activity import Activity
from .agents import IDENTIFIER, Agent, Execution, run
from .door import Door, Lifecycle
from .keyring import Keyring
from .limits import Limits
from .metrics import AGENT_EXECUTIONS, AGENTS_CREATED
from .refusal import problem
from .relay import Relay
from .sessions import Sessions
from .settings import Settings
from .store import AgentStore, StoreFull, StoreUnavailable
from .structured_log import CONTEXT


class NewAgent(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    instructions: str = Field(min_length=1, max_length=2000)


class NewExecution(BaseModel):
    input: str = Field(max_length=4000)


@dataclass(frozen=True)
class Parts:
    """What the routes of one process work with."""

    settings: Settings
    store: AgentStore
    lifecycle: Lifecycle
    sessions: Sessions
    relay: Relay
    limits: Limits

    async def found(self, owner: str, agent_id: str) -> Agent:
        """The same answer for an agent of another user as for none. Other names never reach the store, where some mean something."""
        agent = await self.store.find(owner, agent_id) if IDENTIFIER.fullmatch(agent_id) else None
        if agent is None:
            raise HTTPException(404, f"You have no agent {agent_id[:64]!r}.")
        return agent


def create_app(parts: Parts, keyring: Keyring, activity: Activity) -> Door:
    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["parts"] = parts
        await routes(scope, receive, send)

    return Door(routed, parts.settings, parts.limits, keyring, parts.lifecycle, activity)


def _parts(connection: HTTPConnection) -> Parts:
    parts: Parts = connection.state.parts
    return parts


def _caller(request: Request) -> str:
    user: str = request.state.user
    return user


Of = Annotated[Parts, Depends(_parts)]
User = Annotated[str, Depends(_caller)]
Limit = Annotated[int, Query(ge=1, le=Limits.longest_page)]
After = Annotated[str | None, Query(pattern=IDENTIFIER.pattern)]

routes = FastAPI(title="AI Agent Platform", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)


@routes.get("/health/live")
async def live() -> dict[str, str]:
    return {"status": "live"}


@routes.get("/health/ready")
async def ready(of: Of) -> dict[str, str]:
    if of.lifecycle.draining:
        raise HTTPException(503, "The service is shutting down.")
    try:
        await of.store.check()
    except StoreUnavailable as error:
        raise HTTPException(503, f"The store of agents cannot be reached: {error}") from error
    return {"status": "ready"}


@routes.get("/version")
async def version(of: Of) -> dict[str, str]:
    """Where no manifest gives it a port of its own, the bytes can be told apart here."""
    if of.settings.metrics_port is not None:
        raise HTTPException(404)
    return {"digest": of.settings.image_digest, "environment": of.settings.tier}


@routes.get("/me")
async def me(of: Of, user: User) -> dict[str, object]:
    sockets = of.sessions.count(user)
    return {"user": user, "tier": of.settings.tier, "digest": of.settings.image_digest, "sessions": sockets}


@routes.post("/agents", status_code=201)
async def create_agent(body: NewAgent, of: Of, user: User) -> dict[str, str]:
    if await of.store.count(user) >= of.limits.agents_per_user:
        raise StoreFull(f"You have {of.limits.agents_per_user} agents, which is the most; delete one first.")
    agent = Agent(name=body.name, instructions=body.instructions, owner=user)
    await of.store.add(agent)
    AGENTS_CREATED.inc()
    of.relay.tell(user, {"event": "agent-created", "agent": agent.to_json()})
    return agent.to_json()


@routes.get("/agents")
async def list_agents(
    of: Of, user: User, response: Response, limit: Limit = Limits.page, after: After = None
) -> list[dict[str, str]]:
    page = await of.store.agents(user, limit, after)
    return _linked(response, "/agents", page, limit)


@routes.get("/agents/{agent_id}")
async def get_agent(agent_id: str, of: Of, user: User) -> dict[str, str]:
    return (await of.found(user, agent_id)).to_json()


@routes.delete("/agents/{agent_id}", status_code=204)
async def delete_agent(agent_id: str, of: Of, user: User) -> None:
    agent = await of.found(user, agent_id)
    await of.store.remove(user, agent.id)
    of.relay.tell(user, {"event": "agent-deleted", "agent": agent.to_json()})


@routes.post("/agents/{agent_id}/executions", status_code=201)
async def execute(agent_id: str, body: NewExecution, of: Of, user: User) -> dict[str, str]:
    execution = run(await of.found(user, agent_id), body.input)
    await of.store.add_execution(user, execution)
    AGENT_EXECUTIONS.labels(execution.outcome).inc()
    of.relay.tell(user, {"event": "agent-executed", "execution": execution.to_json()})
    return execution.to_json()


@routes.get("/agents/{agent_id}/executions")
async def list_executions(
    agent_id: str, of: Of, user: User, response: Response, limit: Limit = Limits.page, after: After = None
) -> list[dict[str, str]]:
    agent = await of.found(user, agent_id)
    page = await of.store.executions(user, agent.id, limit, after)
    return _linked(response, f"/agents/{agent.id}/executions", page, limit)


@routes.websocket("/ws")
async def listen(socket: WebSocket, of: Of) -> None:
    await socket.accept()
    caller = socket.state.caller
    greeting = {"event": "hello", "digest": of.settings.image_digest, "tier": of.settings.tier, "user": caller.user}
    await of.sessions.serve(socket, caller, greeting)


def _linked(response: Response, path: str, page: Sequence[Agent | Execution], limit: int) -> list[dict[str, str]]:
    """A page, and where the next one is. @see https://www.rfc-editor.org/rfc/rfc8288"""
    if len(page) == limit:
        response.headers["Link"] = f'<{path}?limit={limit}&after={page[-1].id}>; rel="next"'
    return [item.to_json() for item in page]


def _answer(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Every error has the same form, and says its cause to the log alone."""
    context = CONTEXT.get()
    body = problem(status, detail, "" if context is None else context.request_id)
    return Response(body, status, headers, media_type="application/json")


@routes.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError) -> Response:
    return _answer(422, "; ".join(f"{'.'.join(map(str, one['loc'][:3]))}: {one['msg']}" for one in error.errors()[:5]))


@routes.exception_handler(StarletteHTTPException)
async def told(request: Request, error: StarletteHTTPException) -> Response:
    request.state.cause = error.__cause__
    return _answer(error.status_code, str(error.detail), dict(error.headers or {}))


@routes.exception_handler(StoreFull)
async def full(request: Request, error: StoreFull) -> Response:
    return _answer(409, str(error))


@routes.exception_handler(StoreUnavailable)
async def unavailable(request: Request, error: StoreUnavailable) -> Response:
    request.state.cause = error
    return _answer(503, "The store of agents does not answer; try again.", {"Retry-After": "5"})
