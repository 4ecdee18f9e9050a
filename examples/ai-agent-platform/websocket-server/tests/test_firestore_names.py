"""Names that mean something to Firestore never reach a store."""

import pytest
from app.agents import Agent
from app.memory_store import MemoryStore
from fastapi.testclient import TestClient

from conftest import ADA, make_service


class Strict(MemoryStore):
    """Fails as Firestore does for what is no name of a document."""

    async def find(self, owner: str, agent_id: str) -> Agent | None:
        if agent_id in (".", "..") or agent_id.startswith("__"):
            raise ValueError(f"{agent_id} is reserved")
        return await super().find(owner, agent_id)


@pytest.mark.parametrize("name", ["%2e%2e", "__x__", "__"])
def test_reserved_names_are_unknown_and_no_failure(name: str) -> None:
    with TestClient(make_service(Strict()).app, raise_server_exceptions=False) as client:
        assert client.get(f"/agents/{name}/executions", headers={"X-API-Key": ADA}).status_code == 404
