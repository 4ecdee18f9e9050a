"""The real process, because signals and sockets cannot be faked honestly."""

import time
from multiprocessing.process import BaseProcess

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

Server = tuple[BaseProcess, int, int]


@pytest.fixture
def server(started: Server) -> Server:
    process, port, _ = started
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/health/ready", timeout=60).raise_for_status()
            break
        except httpx2.TransportError:
            assert process.exitcode is None, "the server ended before it was ready"
            time.sleep(0.05)
    return started


def test_metrics_and_version_have_a_port_of_their_own(server: Server, auth: dict[str, str]) -> None:
    _, port, metrics_port = server
    assert "http_requests_total" in httpx2.get(f"http://127.0.0.1:{metrics_port}/metrics", timeout=60).text
    assert httpx2.get(f"http://127.0.0.1:{metrics_port}/version", timeout=60).json() == {"digest": "", "environment": "local"}
    assert httpx2.get(f"http://127.0.0.1:{metrics_port}/agents", headers=auth, timeout=60).status_code == 404
    for path in ("/metrics", "/version"):
        assert httpx2.get(f"http://127.0.0.1:{port}{path}", headers=auth, timeout=60).status_code == 404


def test_frames_have_a_bound(server: Server, auth: dict[str, str]) -> None:
    with connect(f"ws://127.0.0.1:{server[1]}/ws", additional_headers=auth, open_timeout=60, compression="deflate") as client:
        assert client.protocol.extensions == []
        client.recv()
        client.send("x" * 100_000)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=60)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_sigterm_closes_sockets_with_1012_and_ends_within_the_budget(server: Server, auth: dict[str, str]) -> None:
    process, port, _ = server
    with connect(f"ws://127.0.0.1:{port}/ws", additional_headers=auth, open_timeout=60) as client:
        client.recv()
        process.terminate()
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=60)
        process.join(timeout=90)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    # Over the budget, the kernel would have ended it.
    assert process.exitcode == 0
