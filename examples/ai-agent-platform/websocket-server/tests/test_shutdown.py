"""The real process, because signals and sockets cannot be faked honestly."""

import socket
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
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
            break
        except httpx2.TransportError:
            assert process.exitcode is None, "the server ended before it was ready"
            time.sleep(0.05)
    return started


def test_metrics_and_version_have_a_port_of_their_own(server: Server, auth: dict[str, str]) -> None:
    _, port, metrics_port = server
    assert "http_requests_total" in httpx2.get(f"http://127.0.0.1:{metrics_port}/metrics").text
    assert httpx2.get(f"http://127.0.0.1:{metrics_port}/version").json() == {"digest": "", "environment": "local"}
    assert httpx2.get(f"http://127.0.0.1:{metrics_port}/agents", headers=auth).status_code == 404
    for path in ("/metrics", "/version"):
        assert httpx2.get(f"http://127.0.0.1:{port}{path}", headers=auth).status_code == 404


def test_frames_have_a_bound(server: Server, auth: dict[str, str]) -> None:
    with connect(f"ws://127.0.0.1:{server[1]}/ws", additional_headers=auth, compression="deflate") as client:
        assert client.protocol.extensions == []
        client.recv()
        client.send("x" * 100_000)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_sigterm_closes_sockets_with_1012_and_ends_within_the_budget(server: Server, auth: dict[str, str]) -> None:
    process, port, _ = server
    with connect(f"ws://127.0.0.1:{port}/ws", additional_headers=auth) as client, socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(f"POST /agents HTTP/1.1\r\nHost: x\r\nX-API-Key: {auth['X-API-Key']}\r\nContent-Length: 9\r\n\r\n{{".encode())
        client.recv()
        process.terminate()
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
        process.join(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    # Over the budget, the kernel would have ended it.
    assert process.exitcode == 0
