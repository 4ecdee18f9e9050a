"""The real process, because signals and sockets cannot be faked honestly."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

KEY = "a-key-for-tests-only"


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "app"],
        env={**os.environ, "PORT": str(port), "API_KEYS": f"ada={KEY}", "DRAIN_SECONDS": "0.05"},
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
            break
        except httpx2.TransportError:
            assert process.poll() is None, "the server ended before it was ready"
            time.sleep(0.05)
    yield process, port
    process.kill()
    process.wait()


def test_sigterm_closes_sockets_with_1012_and_ends_cleanly(server: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = server
    with connect(f"ws://127.0.0.1:{port}/ws", additional_headers={"X-API-Key": KEY}) as client:
        client.recv()
        process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert process.wait(timeout=10) == 0
