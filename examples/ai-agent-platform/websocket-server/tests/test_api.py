import pytest
from app.limits import Limits
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from conftest import Service, make_service


def created(client: TestClient, headers: dict[str, str], instructions: str = "shout", name: str = "Echo") -> str:
    answer = client.post("/agents", json={"name": name, "instructions": instructions}, headers=headers)
    assert answer.status_code == 201
    identifier: str = answer.json()["id"]
    return identifier


def test_an_agent_is_created_and_does_what_it_is_told(client: TestClient, auth: dict[str, str]) -> None:
    agent = created(client, auth)
    execution = client.post(f"/agents/{agent}/executions", json={"input": "hello"}, headers=auth).json()
    assert (execution["output"], execution["outcome"]) == ("HELLO", "success")
    assert [item["name"] for item in client.get("/agents", headers=auth).json()] == ["Echo"]
    assert client.get(f"/agents/{agent}", headers=auth).json()["instructions"] == "shout"
    assert [item["id"] for item in client.get(f"/agents/{agent}/executions", headers=auth).json()] == [execution["id"]]


def test_an_agent_that_cannot_do_it_says_so(client: TestClient, auth: dict[str, str]) -> None:
    agent = created(client, auth, "dance")
    execution = client.post(f"/agents/{agent}/executions", json={"input": ""}, headers=auth).json()
    assert execution["outcome"] == "error"
    assert "dance" in execution["output"]


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": ""}, {"X-API-Key": "wrong"}, {"X-API-Key": b"\xff\xfe"}])
def test_nothing_is_told_without_a_valid_key(client: TestClient, headers: dict[str, str]) -> None:
    for path in ("/agents", "/me", "/metrics", "/anything"):
        assert client.get(path, headers=headers).status_code == 401
    assert client.post("/agents", json={"name": "x", "instructions": "shout"}, headers=headers).status_code == 401


def test_a_key_in_a_query_is_none(client: TestClient) -> None:
    assert client.get("/agents?x-api-key=a-key-for-tests-only&api_key=a-key-for-tests-only").status_code == 401


def test_nothing_of_one_user_reaches_another(client: TestClient, auth: dict[str, str], as_bob: dict[str, str]) -> None:
    agent = created(client, auth)
    client.post(f"/agents/{agent}/executions", json={"input": "secret"}, headers=auth)
    assert client.get("/agents", headers=as_bob).json() == []
    for ask in (
        client.get(f"/agents/{agent}", headers=as_bob),
        client.get(f"/agents/{agent}/executions", headers=as_bob),
        client.post(f"/agents/{agent}/executions", json={"input": "mine"}, headers=as_bob),
        client.delete(f"/agents/{agent}", headers=as_bob),
    ):
        assert ask.status_code == 404
        assert "secret" not in ask.text
    assert len(client.get(f"/agents/{agent}/executions", headers=auth).json()) == 1


@pytest.mark.parametrize("name", ["%2e", "__x__", "nobody", "0" * 31, "0" * 33, "A" * 32, "%2e%2e", "a%2Fb", "%00"])
def test_other_names_of_agents_are_unknown(client: TestClient, auth: dict[str, str], name: str) -> None:
    assert client.post(f"/agents/{name}/executions", json={"input": ""}, headers=auth).status_code == 404
    assert client.get(f"/agents/{name}/executions", headers=auth).status_code == 404


def test_executions_of_an_unknown_agent_are_not_an_empty_list(client: TestClient, auth: dict[str, str]) -> None:
    answer = client.get(f"/agents/{'0' * 32}/executions", headers=auth)
    assert answer.status_code == 404
    assert "0" * 32 in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "\\ud800", "instructions": "shout"}',
        b'{"name": "x", "instructions": "\\udfff"}',
        b'{"\\ud800": 1}',
        b"[" * 30_000,
        b'{"name": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b"null",
        b"",
        b'{"name": NaN, "instructions": Infinity}',
    ],
)
def test_what_is_no_agent_is_refused(client: TestClient, auth: dict[str, str], body: bytes) -> None:
    answer = client.post("/agents", content=body, headers={**auth, "Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_lists_come_in_pages(client: TestClient, auth: dict[str, str]) -> None:
    names = [f"agent {number}" for number in range(7)]
    for name in names:
        created(client, auth, name=name)
    seen: list[str] = []
    path = "/agents?limit=3"
    while path:
        answer = client.get(path, headers=auth)
        assert len(answer.json()) <= 3
        seen += [item["name"] for item in answer.json()]
        path = answer.links.get("next", {}).get("url", "")
    assert sorted(seen) == names


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "after=../x", "after=" + "A" * 32])
def test_pages_have_bounds(client: TestClient, auth: dict[str, str], query: str) -> None:
    assert client.get(f"/agents?{query}", headers=auth).status_code == 422


def test_a_page_of_a_busy_agent_has_fifty_executions(client: TestClient, auth: dict[str, str]) -> None:
    agent = created(client, auth)
    for number in range(60):
        assert client.post(f"/agents/{agent}/executions", json={"input": str(number)}, headers=auth).status_code == 201
    assert len(client.get(f"/agents/{agent}/executions", headers=auth).json()) == 50


def test_a_deleted_agent_is_gone_with_its_executions(client: TestClient, auth: dict[str, str]) -> None:
    agent = created(client, auth)
    client.post(f"/agents/{agent}/executions", json={"input": ""}, headers=auth)
    assert client.delete(f"/agents/{agent}", headers=auth).status_code == 204
    assert client.get(f"/agents/{agent}/executions", headers=auth).status_code == 404
    assert client.get("/agents", headers=auth).json() == []


def test_a_user_has_only_so_many_agents() -> None:
    with TestClient(make_service(limits=Limits(agents_per_user=2)).app) as client:
        headers = {"X-API-Key": "a-key-for-tests-only"}
        created(client, headers)
        created(client, headers)
        answer = client.post("/agents", json={"name": "x", "instructions": "shout"}, headers=headers)
        assert answer.status_code == 409
        assert "2 agents" in answer.json()["detail"]
        assert client.get("/agents", headers={"X-API-Key": "another-key-for-tests"}).json() == []


def test_me_tells_the_user_the_tier_and_the_version(client: TestClient, auth: dict[str, str]) -> None:
    assert client.get("/me", headers=auth).json() == {"user": "ada", "tier": "test", "digest": "sha256:test", "sessions": 0}


def test_while_draining_it_is_alive_but_not_ready_and_ends_connections(client: TestClient, service: Service) -> None:
    assert client.get("/health/ready").status_code == 200
    service.lifecycle.draining = True
    assert client.get("/health/ready").status_code == 503
    answer = client.get("/health/live")
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")


def test_a_session_hears_of_its_own_user_alone(client: TestClient, auth: dict[str, str], as_bob: dict[str, str]) -> None:
    with client.websocket_connect("/ws", headers=auth) as ada, client.websocket_connect("/ws", headers=as_bob) as bob:
        greeting = {"event": "hello", "digest": "sha256:test", "tier": "test", "user": "ada", "sessions": 1}
        assert ada.receive_json() == greeting
        assert bob.receive_json()["user"] == "bob"
        agent = created(client, auth)
        client.post(f"/agents/{agent}/executions", json={"input": "secret"}, headers=auth)
        assert [ada.receive_json()["event"] for _ in range(2)] == ["agent-created", "agent-executed"]
        bob.send_text("ping")
        assert bob.receive_json() == {"event": "echo", "message": "ping"}


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({}, "/ws"),
        ({"X-API-Key": "wrong"}, "/ws"),
        ({"X-API-Key": "a-key-for-tests-only"}, "/other"),
        ({"X-API-Key": "a-key-for-tests-only", "Origin": "https://evil.example"}, "/ws"),
        ({"X-API-Key": "a-key-for-tests-only", "Origin": "null"}, "/ws"),
        ({"X-API-Key": "a-key-for-tests-only", "Origin": "https://[broken"}, "/ws"),
        ({}, "/ws?x-api-key=a-key-for-tests-only"),
    ],
)
def test_a_session_is_refused(client: TestClient, headers: dict[str, str], path: str) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect(path, headers=headers):
        pass
    assert refused.value.code == 1008


@pytest.mark.parametrize("origin", ["http://testserver", "https://app.example"])
def test_pages_of_this_host_and_of_named_ones_may_open_sessions(auth: dict[str, str], origin: str) -> None:
    with TestClient(make_service(ALLOWED_ORIGINS="https://app.example").app) as client:
        with client.websocket_connect("/ws", headers={**auth, "Origin": origin}) as socket:
            assert socket.receive_json()["event"] == "hello"
