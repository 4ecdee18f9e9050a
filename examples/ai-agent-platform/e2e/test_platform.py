"""What a user does, against a running tier."""

import re
import uuid

import httpx2
from websockets.sync.client import connect


def test_both_services_are_ready_and_tell_their_image(api: str, dashboard: str, auth: dict[str, str]) -> None:
    for base in (api, dashboard):
        assert httpx2.get(f"{base}/health/ready").status_code == 200
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", httpx2.get(f"{api}/me", headers=auth).json()["digest"])
    assert re.search(r'title="sha256:[0-9a-f]{64}"', httpx2.get(dashboard).text)


def test_nobody_gets_in_without_a_key(api: str) -> None:
    assert httpx2.get(f"{api}/agents").status_code == 401
    assert httpx2.get(f"{api}/metrics").status_code in (401, 404)


def test_an_agent_is_created_and_runs(api: str, auth: dict[str, str]) -> None:
    name = f"e2e-{uuid.uuid4().hex[:8]}"
    # One connection reaches one pod: where agents live in memory, another pod would not know them.
    with httpx2.Client(base_url=api, headers=auth) as client:
        agent = client.post("/agents", json={"name": name, "instructions": "reverse"}).json()
        execution = client.post(f"/agents/{agent['id']}/executions", json={"input": "abc"})
        assert (execution.status_code, execution.json()["output"]) == (201, "cba")
        assert name in [item["name"] for item in client.get("/agents").json()]
        assert client.delete(f"/agents/{agent['id']}").status_code == 204


def test_a_session_is_greeted_and_answered(api: str, auth: dict[str, str]) -> None:
    with connect(f"{api.replace('http', 'ws', 1)}/ws", additional_headers=auth) as socket:
        assert '"hello"' in str(socket.recv(timeout=5))
        socket.send("ping")
        assert '"ping"' in str(socket.recv(timeout=5))


def test_the_dashboard_shows_the_agents(dashboard: str, auth: dict[str, str]) -> None:
    stranger = httpx2.get(dashboard)
    assert stranger.status_code == 200
    assert re.search(r"<h1>.+</h1>", stranger.text)
    with httpx2.Client(base_url=dashboard, follow_redirects=True) as client:
        page = client.post("/session", data={"key": auth["X-API-Key"]})
        assert page.status_code == 200
        assert "live sessions" in page.text
        assert "role=\"alert\"" not in page.text
