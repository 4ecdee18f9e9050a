"""What is refused before the service looks at it, and what it says of that."""

import asyncio
import json
from typing import Any

import pytest
from app.addresses import client_address
from app.limits import Buckets, Limits
from app.memory_store import MemoryStore
from app.settings import read_settings
from fastapi.testclient import TestClient

from conftest import ADA, BOB, Lines, Service, make_service

KEY = {"X-API-Key": ADA}


class Endless:
    """A body that counts how much of itself was read."""

    def __init__(self, announced: int | None = None) -> None:
        self.read = 0
        self.announced = announced

    async def receive(self) -> dict[str, Any]:
        self.read += 1
        return {"type": "http.request", "body": b"x" * 16384, "more_body": True}


async def ask(service: Service, body: Any, headers: dict[str, str], method: str = "POST") -> tuple[int, dict[str, str]]:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": "/agents", "raw_path": b"/agents", "query_string": b"",
             "headers": encoded, "client": ("10.0.0.1", 1), "server": ("test", 80), "scheme": "http", "http_version": "1.1",
             "root_path": ""}  # fmt: skip
    await service.app(scope, body.receive, send)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


async def test_a_body_without_a_key_is_not_read(service: Service) -> None:
    body = Endless()
    status, headers = await ask(service, body, {})
    assert (status, body.read, headers["connection"]) == (401, 0, "close")


async def test_an_announced_body_that_is_too_large_is_not_read(service: Service) -> None:
    body = Endless()
    status, _ = await ask(service, body, {**KEY, "Content-Length": "200000000"})
    assert (status, body.read) == (413, 0)


async def test_a_body_that_becomes_too_large_is_left(service: Service) -> None:
    body = Endless()
    status, headers = await ask(service, body, KEY)
    assert (status, headers["connection"]) == (413, "close")
    assert body.read <= service.limits.body_bytes / 16384 + 1


async def test_a_compressed_body_is_refused(service: Service) -> None:
    body = Endless()
    status, _ = await ask(service, body, {**KEY, "Content-Encoding": "gzip"})
    assert (status, body.read) == (415, 0)


class Slow:
    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_body_that_does_not_come_is_waited_for_only_so_long() -> None:
    status, _ = await ask(make_service(limits=Limits(body_seconds=0.01)), Slow(), KEY)
    assert status == 408


class Gone:
    async def receive(self) -> dict[str, Any]:
        return {"type": "http.disconnect"}


async def test_a_client_that_goes_away_is_no_error(service: Service, lines: Lines) -> None:
    with pytest.raises(IndexError):
        await ask(service, Gone(), KEY)
    assert [line["severity"] for line in lines.written if line["logger"] == "api"] == ["INFO"]


class Hanging(MemoryStore):
    async def find(self, owner: str, agent_id: str) -> None:
        await asyncio.Event().wait()

    async def check(self) -> None:
        await asyncio.Event().wait()


def test_a_store_that_does_not_answer_is_waited_for_only_so_long(lines: Lines) -> None:
    service = make_service(Hanging(), Limits(store_seconds=0.02, check_seconds=0.02))
    with TestClient(service.app, raise_server_exceptions=False) as client:
        answer = client.get(f"/agents/{'0' * 32}", headers={**KEY, "X-Request-Id": "request-1"})
        assert answer.status_code == 503
        assert answer.json() == {"detail": "The store of agents does not answer; try again.", "request_id": "request-1"}
        ready = client.get("/health/ready")
        assert ready.status_code == 503
        assert "no answer within 0.02 s" in ready.json()["detail"]
        assert client.get("/health/live").status_code == 200
    failed = [line for line in lines.written if line["severity"] == "ERROR"]
    assert len(failed) == 1
    assert "no answer within" in str(failed[0]["message"])


class Broken(MemoryStore):
    async def agents(self, *_: object) -> Any:
        raise RuntimeError("disk on fire: sk-secret")


def test_a_failing_request_is_one_error_with_its_cause_and_every_field(lines: Lines) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {**KEY, "X-Request-Id": "request-1", "traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    with TestClient(make_service(Broken()).app, raise_server_exceptions=False) as client:
        answer = client.get("/agents", headers=headers)
    assert (answer.status_code, answer.headers["x-request-id"]) == (503, "request-1")
    assert "disk" not in answer.text
    failed = [line for line in lines.written if line["severity"] == "ERROR"]
    assert len(failed) == 1
    line = failed[0]
    wanted = {
        "requestId": "request-1", "user": "ada", "route": "/agents", "status": 503, "method": "GET", "tier": "test",
        "imageDigest": "sha256:test", "logging.googleapis.com/trace": f"projects/project/traces/{trace}",
        "logging.googleapis.com/spanId": "00f067aa0ba902b7", "logging.googleapis.com/trace_sampled": True,
    }  # fmt: skip
    assert {name: line.get(name) for name in wanted} == wanted
    assert "disk on fire" in str(line["message"])
    assert "RuntimeError" in str(line["exception"])


def test_a_mistake_of_the_service_is_one_error_and_a_500(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("app.api._linked", mistaken)
    with TestClient(make_service().app, raise_server_exceptions=False) as client:
        answer = client.get("/agents", headers=KEY)
    assert answer.status_code == 500
    assert [str(line["message"]) for line in lines.written if line["severity"] == "ERROR"] == ["GET /agents 500: a mistake"]


def test_times_are_rfc_3339_with_milliseconds(client: TestClient, lines: Lines) -> None:
    client.get("/agents", headers=KEY)
    assert len(str(lines.written[-1]["time"])) == len("2026-01-01T00:00:00.000Z")
    assert str(lines.written[-1]["time"]).endswith("Z")


@pytest.mark.parametrize("odd", ["x", "a b c d e f g h", "x" * 65, 'a"b\\c,d:e-f'])
def test_odd_request_ids_are_replaced(client: TestClient, odd: str) -> None:
    assert client.get("/agents", headers={**KEY, "X-Request-Id": odd}).headers["x-request-id"] != odd


def test_a_user_gets_only_so_many_requests_and_others_are_not_touched() -> None:
    with TestClient(make_service(limits=Limits(user_rate=0.001, user_burst=2)).app) as client:
        assert [client.get("/agents", headers=KEY).status_code for _ in range(3)] == [200, 200, 429]
        assert client.get("/agents", headers={"X-API-Key": BOB}).status_code == 200
        assert int(client.get("/agents", headers=KEY).headers["retry-after"]) > 1
        assert client.get("/health/live").status_code == 200


def test_what_is_too_many_is_counted_and_not_logged(lines: Lines) -> None:
    with TestClient(make_service(limits=Limits(user_rate=0.001, user_burst=2)).app) as client:
        for _ in range(20):
            client.get("/agents", headers=KEY)
    assert len([line for line in lines.written if line["logger"] == "api"]) == 2


def test_an_address_gets_only_so_many_refusals_and_valid_keys_still_pass() -> None:
    with TestClient(make_service(limits=Limits(address_rate=0.001, address_burst=2)).app) as client:
        assert [client.get("/agents").status_code for _ in range(3)] == [401, 401, 429]
        assert client.get("/agents", headers=KEY).status_code == 200


def test_buckets_fill_again_and_are_bounded() -> None:
    now = 0.0
    buckets = Buckets(rate=2, burst=3, clock=lambda: now)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    now = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    now = 100
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    for number in range(2 * Buckets.MOST):
        buckets.take(str(number))
    assert len(buckets._buckets) == Buckets.MOST


PROXIES = read_settings({"API_KEYS": f"ada={ADA}"}).proxies


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4, 5.6.7.8", "10.0.0.1"),
        ("35.191.0.9", "9.9.9.9, 1.2.3.4, 34.1.1.1", "1.2.3.4"),
        ("35.191.0.9", "1.2.3.4", "35.191.0.9"),
        ("35.191.0.9", "nonsense, 34.1.1.1", "35.191.0.9"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "", "1.2.3.4"),
        ("", "", "unknown"),
    ],
)
def test_the_address_that_counts(peer: str, forwarded: str, counted: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == counted


@pytest.mark.parametrize(
    ("forwarded", "hops", "counted"),
    [
        ("9.9.9.9, 1.2.3.4", 1, "1.2.3.4"),
        ("1.2.3.4", 1, "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4, 34.1.1.1", 2, "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4", 3, "35.191.0.9"),
    ],
)
def test_no_more_is_believed_than_the_edge_appends(forwarded: str, hops: int, counted: str) -> None:
    assert client_address("35.191.0.9", forwarded, PROXIES, hops) == counted


def test_answers_are_kept_from_browsers_that_guess(client: TestClient) -> None:
    answer = client.get("/agents", headers=KEY)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert json.loads(answer.text) == []


@pytest.mark.parametrize("headers", [{}, {**KEY, "content-length": "0"}])
async def test_whom_the_web_server_answers_no_more_is_no_failure(service: Service, lines: Lines, headers: dict[str, str]) -> None:
    async def send(message: Any) -> None:
        raise RuntimeError("the request was none, and that was said already")

    messages = [{"type": "http.disconnect"}, {"type": "http.request", "body": b""}]

    async def receive() -> dict[str, Any]:
        return messages.pop()

    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/agents", "raw_path": b"/agents", "query_string": b"",
             "headers": encoded, "client": ("10.0.0.1", 1), "server": ("test", 80), "scheme": "http", "http_version": "1.1",
             "root_path": ""}  # fmt: skip
    await service.app(scope, receive, send)
    assert [line["severity"] for line in lines.written if line["logger"] == "api"] == ["INFO"]
    assert [line["status"] for line in lines.written if line["logger"] == "api"] == [499]
    assert messages == []
