"""The real process, because signals and sockets cannot be faked honestly."""

import time
from multiprocessing.process import BaseProcess

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect


@pytest.fixture
def server(started: tuple[BaseProcess, int]) -> tuple[BaseProcess, int]:
    process, port = started
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
            break
        except httpx2.TransportError:
            assert process.exitcode is None, "the server ended before it was ready"
            time.sleep(0.05)
    return process, port


def test_sigterm_closes_sockets_with_1012_and_ends_cleanly(
    server: tuple[BaseProcess, int], auth: dict[str, str]
) -> None:
    process, port = server
    with connect(f"ws://127.0.0.1:{port}/ws", additional_headers=auth) as client:
        client.recv()
        process.terminate()
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    process.join(timeout=10)
    assert process.exitcode == 0
