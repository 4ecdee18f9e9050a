import os
import runpy
import socket
from collections.abc import Iterator, Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import pytest
from app.agents import MemoryStore
from app.api import Lifecycle, create_app
from app.sessions import Sessions
from app.settings import read_settings
from fastapi.testclient import TestClient

KEY = "a-key-for-tests-only"


@pytest.fixture
def lifecycle() -> Lifecycle:
    return Lifecycle()


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def client(lifecycle: Lifecycle, sessions: Sessions) -> Iterator[TestClient]:
    settings = read_settings({"API_KEYS": f"ada={KEY}", "IMAGE_DIGEST": "sha256:test", "ENVIRONMENT": "test"})
    with TestClient(create_app(settings, MemoryStore(), lifecycle, sessions)) as client:
        yield client


@pytest.fixture
def auth() -> dict[str, str]:
    return {"X-API-Key": KEY}


def run_server(environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    runpy.run_module("app", run_name="__main__", alter_sys=True)


@pytest.fixture(scope="session", autouse=True)
def started() -> Iterator[tuple[BaseProcess, int]]:
    """A process of its own and its port. Forked, because the web framework is loaded already; before all tests, because these start threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"PORT": str(port), "API_KEYS": f"ada={KEY}", "DRAIN_SECONDS": "0.05"}
    process = get_context("fork").Process(target=run_server, args=(environment,), daemon=True)
    process.start()
    yield process, port
    process.kill()
    process.join()
