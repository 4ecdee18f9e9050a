import json
import logging
import os
import runpy
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import pytest
from app import server
from app.activity import Activity
from app.api import Parts, create_app
from app.door import Door, Lifecycle
from app.guarded_store import GuardedStore
from app.keyring import Keyring
from app.limits import Limits
from app.memory_store import MemoryStore
from app.operations import Operations
from app.relay import Relay
from app.sessions import Sessions
from app.settings import Settings, read_settings
from app.store import AgentStore
from app.structured_log import JsonFormatter
from fastapi.testclient import TestClient

ADA, BOB = "a-key-for-tests-only", "another-key-for-tests"


@dataclass
class Service:
    """All parts of one process that is not one."""

    settings: Settings
    limits: Limits
    store: AgentStore
    lifecycle: Lifecycle
    sessions: Sessions
    activity: Activity
    app: Door
    operations: Operations


def make_service(store: AgentStore | None = None, limits: Limits | None = None, **environ: str) -> Service:
    settings = read_settings(
        {"API_KEYS": f"ada={ADA},bob={BOB}", "IMAGE_DIGEST": "sha256:test", "TIER": "test", "METRICS_PORT": "0", **environ}
    )
    bounds = limits or Limits()
    guarded = GuardedStore(store or MemoryStore(), bounds)
    lifecycle, sessions, activity = Lifecycle(), Sessions(bounds), Activity(guarded)
    relay = Relay(guarded, sessions, bounds)
    app = create_app(Parts(settings, guarded, lifecycle, sessions, relay, bounds), Keyring(settings.keys), activity)
    return Service(settings, bounds, guarded, lifecycle, sessions, activity, app, Operations(settings, activity))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def service() -> Service:
    return make_service()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(service.app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def auth() -> dict[str, str]:
    return {"X-API-Key": ADA}


@pytest.fixture
def as_bob() -> dict[str, str]:
    return {"X-API-Key": BOB}


class Lines(logging.Handler):
    """What the service logs, as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter("sha256:test", "test", "project"))
        self.written: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)


def run_server(environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    server.LINGER = 0.1
    runpy.run_module("app", run_name="__main__", alter_sys=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session", autouse=True)
def started() -> Iterator[tuple[BaseProcess, int, int]]:
    """A process of its own and its ports. Forked, because the web framework is loaded already; before all tests, because these start threads."""
    port, metrics_port = free_port(), free_port()
    environment = {"PORT": str(port), "METRICS_PORT": str(metrics_port), "API_KEYS": f"ada={ADA}", "DRAIN_SECONDS": "60"}
    process = get_context("fork").Process(target=run_server, args=(environment,), daemon=True)
    process.start()
    yield process, port, metrics_port
    process.kill()
    process.join()
