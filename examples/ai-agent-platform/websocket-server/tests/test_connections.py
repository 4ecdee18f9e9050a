import asyncio
from unittest.mock import Mock

import pytest
from app.connections import Connections, bounded_http
from app.limits import Limits
from uvicorn import Config
from uvicorn.server import ServerState


async def nothing(scope: object, receive: object, send: object) -> None:
    """Answers nobody."""


@pytest.mark.parametrize("end", [None, ConnectionResetError()])
async def test_a_connection_that_ended_keeps_nothing_until_its_idle_time_is_over(end: Exception | None) -> None:
    config = Config(nothing, http="h11", log_config=None, lifespan="off")
    config.load()
    protocol = bounded_http(Connections(Limits(), ()))(config=config, server_state=ServerState(), app_state={})
    protocol.connection_made(Mock(asyncio.Transport, get_extra_info={"peername": ("10.0.0.1", 1), "sockname": ("10.0.0.2", 80)}.get))
    timer = asyncio.get_running_loop().call_later(600, protocol.timeout_keep_alive_handler)
    protocol.timeout_keep_alive_task = timer
    protocol.connection_lost(end)
    assert timer.cancelled()
