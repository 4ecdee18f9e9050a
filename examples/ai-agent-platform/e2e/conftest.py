import os

import pytest

WANTED = ("AI_AGENT_API_URL", "DASHBOARD_URL", "E2E_API_KEY")


def pytest_configure() -> None:
    missing = [name for name in WANTED if not os.environ.get(name)]
    if missing:
        pytest.exit(f"These tests call a running platform; set {', '.join(missing)}.", returncode=2)


@pytest.fixture
def api() -> str:
    return os.environ["AI_AGENT_API_URL"].rstrip("/")


@pytest.fixture
def dashboard() -> str:
    return os.environ["DASHBOARD_URL"].rstrip("/")


@pytest.fixture
def auth() -> dict[str, str]:
    return {"X-API-Key": os.environ["E2E_API_KEY"]}
