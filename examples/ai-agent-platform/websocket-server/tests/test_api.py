import pytest
from app.api import Lifecycle
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect


def test_an_agent_is_created_and_does_what_it_is_told(client: TestClient, auth: dict[str, str]) -> None:
    agent = client.post("/agents", json={"name": "Echo", "instructions": "shout"}, headers=auth).json()
    execution = client.post(f"/agents/{agent['id']}/executions", json={"input": "hello"}, headers=auth).json()
    assert (execution["output"], execution["outcome"]) == ("HELLO", "success")
    assert [item["name"] for item in client.get("/agents", headers=auth).json()] == ["Echo"]
    assert [item["id"] for item in client.get(f"/agents/{agent['id']}/executions", headers=auth).json()] == [execution["id"]]


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": ""}, {"X-API-Key": "wrong"}])
def test_nothing_is_told_without_a_valid_key(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/agents", headers=headers).status_code == 401
    assert client.post("/agents", json={"name": "x", "instructions": "shout"}, headers=headers).status_code == 401


def test_an_unknown_agent_is_named(client: TestClient, auth: dict[str, str]) -> None:
    answer = client.post("/agents/nobody/executions", json={"input": ""}, headers=auth)
    assert answer.status_code == 404
    assert "nobody" in answer.json()["detail"]


def test_a_failed_execution_counts_as_an_error(client: TestClient, auth: dict[str, str]) -> None:
    agent = client.post("/agents", json={"name": "Odd", "instructions": "dance"}, headers=auth).json()
    assert client.post(f"/agents/{agent['id']}/executions", json={"input": ""}, headers=auth).json()["outcome"] == "error"
    assert 'agent_executions_total{outcome="error"}' in client.get("/metrics").text


def test_version_tells_the_image_digest(client: TestClient) -> None:
    assert client.get("/version").json() == {"digest": "sha256:test", "environment": "test"}


def test_metrics_have_what_the_dashboards_need(client: TestClient, auth: dict[str, str]) -> None:
    client.get("/agents", headers=auth)
    text = client.get("/metrics").text
    for name in [
        'active_users{window="1d"} 1.0',
        'active_users{window="30d"} 1.0',
        "agents_created_total",
        "agent_executions_total",
        "session_duration_seconds_bucket",
        "websocket_connections_active",
        "firestore_operation_duration_seconds",
        'http_request_duration_seconds_bucket{le="7.5",method="GET",route="/agents",status="200"}',
    ]:
        assert name in text


def test_while_draining_it_is_alive_but_not_ready_and_ends_connections(client: TestClient, lifecycle: Lifecycle) -> None:
    assert client.get("/health/ready").status_code == 200
    lifecycle.draining = True
    assert client.get("/health/ready").status_code == 503
    answer = client.get("/health/live")
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")


def test_a_session_hears_of_new_agents(client: TestClient, auth: dict[str, str]) -> None:
    with client.websocket_connect("/ws", headers=auth) as socket:
        assert socket.receive_json() == {"event": "hello", "digest": "sha256:test"}
        client.post("/agents", json={"name": "Echo", "instructions": "shout"}, headers=auth)
        assert socket.receive_json()["event"] == "agent-created"


def test_a_session_without_a_key_is_refused(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/ws"):
        pass
    assert refused.value.code == 1008
