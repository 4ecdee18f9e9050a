import os
import socket
import subprocess
import sys
from collections.abc import Iterator

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


@pytest.fixture(scope="session", autouse=True)
def started() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The real process and its port. It starts while the tests run that do not need it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "app"],
        env={**os.environ, "PORT": str(port), "API_KEYS": f"ada={KEY}", "DRAIN_SECONDS": "0.05"},
        stdout=subprocess.DEVNULL,
    )
    yield process, port
    process.kill()
    process.wait()
