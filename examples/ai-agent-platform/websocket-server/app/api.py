"""What users ask for, over HTTP and WebSocket."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response, WebSocket
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from .activity import Activity
from .agents import IDENTIFIER, Agent, Execution, run
from .door import Door, Lifecycle
from .keyring import Keyring
from .limits import Limits
from .metrics import AGENT_EXECUTIONS, AGENTS_CREATED
from .refusal import problem
from .sessions import Sessions
from .settings import Settings
from .store import AgentStore, StoreFull, StoreUnavailable
from .structured_log import CONTEXT


class NewAgent(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    instructions: str = Field(min_length=1, max_length=2000)


class NewExecution(BaseModel):
    input: str = Field(max_length=4000)


def create_app(
    settings: Settings,
    store: AgentStore,
    keyring: Keyring,
    lifecycle: Lifecycle,
    sessions: Sessions,
    activity: Activity,
    limits: Limits,
) -> Door:
    app = FastAPI(title="AI Agent Platform", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    _tell_problems(app)

    def caller(request: Request) -> str:
        user: str = request.state.user
        return user

    User = Annotated[str, Depends(caller)]
    Limit = Annotated[int, Query(ge=1, le=limits.longest_page)]
    After = Annotated[str | None, Query(pattern=IDENTIFIER.pattern)]

    async def found(owner: str, agent_id: str) -> Agent:
        """The same answer for an agent of another user as for none. Other names never reach the store, where some mean something."""
        agent = await store.find(owner, agent_id) if IDENTIFIER.fullmatch(agent_id) else None
        if agent is None:
            raise HTTPException(404, f"You have no agent {agent_id[:64]!r}.")
        return agent

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready")
    async def ready() -> dict[str, str]:
        if lifecycle.draining:
            raise HTTPException(503, "The service is shutting down.")
        try:
            await store.check()
        except StoreUnavailable as error:
            raise HTTPException(503, f"The store of agents cannot be reached: {error}") from error
        return {"status": "ready"}

    if settings.metrics_port is None:
        # Where no manifest gives it a port of its own, the bytes can be told apart here.
        @app.get("/version")
        async def version() -> dict[str, str]:
            return {"digest": settings.image_digest, "environment": settings.tier}

    @app.get("/me")
    async def me(user: User) -> dict[str, object]:
        sockets = sessions.count(user)
        return {"user": user, "tier": settings.tier, "digest": settings.image_digest, "sessions": sockets}

    @app.post("/agents", status_code=201)
    async def create_agent(body: NewAgent, user: User) -> dict[str, str]:
        if await store.count(user) >= limits.agents_per_user:
            raise StoreFull(f"You have {limits.agents_per_user} agents, which is the most; delete one first.")
        agent = Agent(name=body.name, instructions=body.instructions, owner=user)
        await store.add(agent)
        AGENTS_CREATED.inc()
        sessions.tell(user, {"event": "agent-created", "agent": agent.to_json()})
        return agent.to_json()

    @app.get("/agents")
    async def list_agents(
        user: User, response: Response, limit: Limit = limits.page, after: After = None
    ) -> list[dict[str, str]]:
        page = await store.agents(user, limit, after)
        return _linked(response, "/agents", page, limit)

    @app.get("/agents/{agent_id}")
    async def get_agent(agent_id: str, user: User) -> dict[str, str]:
        return (await found(user, agent_id)).to_json()

    @app.delete("/agents/{agent_id}", status_code=204)
    async def delete_agent(agent_id: str, user: User) -> None:
        agent = await found(user, agent_id)
        await store.remove(user, agent.id)
        sessions.tell(user, {"event": "agent-deleted", "agent": agent.to_json()})

    @app.post("/agents/{agent_id}/executions", status_code=201)
    async def execute(agent_id: str, body: NewExecution, user: User) -> dict[str, str]:
        execution = run(await found(user, agent_id), body.input)
        await store.add_execution(user, execution)
        AGENT_EXECUTIONS.labels(execution.outcome).inc()
        sessions.tell(user, {"event": "agent-executed", "execution": execution.to_json()})
        return execution.to_json()

    @app.get("/agents/{agent_id}/executions")
    async def list_executions(
        agent_id: str, user: User, response: Response, limit: Limit = limits.page, after: After = None
    ) -> list[dict[str, str]]:
        agent = await found(user, agent_id)
        page = await store.executions(user, agent.id, limit, after)
        return _linked(response, f"/agents/{agent.id}/executions", page, limit)

    @app.websocket("/ws")
    async def listen(socket: WebSocket) -> None:
        await socket.accept()
        greeting = {"event": "hello", "digest": settings.image_digest, "tier": settings.tier, "user": socket.state.caller.user}
        await sessions.serve(socket, socket.state.caller, greeting)

    return Door(app, settings, limits, keyring, lifecycle, activity)


def _linked(response: Response, path: str, page: Sequence[Agent | Execution], limit: int) -> list[dict[str, str]]:
    """A page, and where the next one is. @see https://www.rfc-editor.org/rfc/rfc8288"""
    if len(page) == limit:
        response.headers["Link"] = f'<{path}?limit={limit}&after={page[-1].id}>; rel="next"'
    return [item.to_json() for item in page]


def _tell_problems(app: FastAPI) -> None:
    """Every error has the same form, and says its cause to the log alone."""

    def answer(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
        context = CONTEXT.get()
        body = problem(status, detail, "" if context is None else context.request_id)
        return Response(body, status, headers, media_type="application/json")

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(422, "; ".join(f"{'.'.join(map(str, one['loc'][:3]))}: {one['msg']}" for one in error.errors()[:5]))

    @app.exception_handler(StarletteHTTPException)
    async def told(request: Request, error: StarletteHTTPException) -> Response:
        request.state.cause = error.__cause__
        return answer(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(StoreFull)
    async def full(request: Request, error: StoreFull) -> Response:
        return answer(409, str(error))

    @app.exception_handler(StoreUnavailable)
    async def unavailable(request: Request, error: StoreUnavailable) -> Response:
        request.state.cause = error
        return answer(503, "The store of agents does not answer; try again.", {"Retry-After": "5"})
