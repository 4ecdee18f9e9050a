"""The real process, because signals and sockets cannot be faked honestly."""

import time
from multiprocessing.process import BaseProcess

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

Server = tuple[BaseProcess, int, int]

# Nothing here is encrypted, and reading the authorities for each request would take longer than all of them.
http = httpx2.Client(verify=False, timeout=60, trust_env=False)


@pytest.fixture
def server(started: Server) -> Server:
    process, port, _ = started
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            http.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
            break
        except httpx2.TransportError:
            assert process.exitcode is None, "the server ended before it was ready"
            time.sleep(0.05)
    return started


def test_metrics_and_version_have_a_port_of_their_own(server: Server, auth: dict[str, str]) -> None:
    _, port, metrics_port = server
    assert "http_requests_total" in http.get(f"http://127.0.0.1:{metrics_port}/metrics").text
    assert http.get(f"http://127.0.0.1:{metrics_port}/version").json() == {"digest": "", "environment": "local"}
    assert http.get(f"http://127.0.0.1:{metrics_port}/agents", headers=auth).status_code == 404
    for path in ("/metrics", "/version"):
        assert http.get(f"http://127.0.0.1:{port}{path}", headers=auth).status_code == 404


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
