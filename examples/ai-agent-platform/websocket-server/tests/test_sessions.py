import asyncio
from typing import Any

from app.keyring import Caller
from app.limits import Limits
from app.sessions import Sessions

ADA, BOB = Caller("ada", "1"), Caller("bob", "2")


class Socket:
    """A socket whose client reads while `reads` is set, and never sends unless told to."""

    def __init__(self, messages: int = 0) -> None:
        self.reads, self.closed = asyncio.Event(), asyncio.Event()
        self.reads.set()
        self.sent: list[str] = []
        self.code: int | None = None
        self.aborted = False
        self._messages = messages
        self.scope: dict[str, Any] = {"state": {"abort": self._abort}}

    async def send_text(self, text: str) -> None:
        await self.reads.wait()
        self.sent.append(text)

    async def receive(self) -> dict[str, Any]:
        if self._messages > 0:
            self._messages -= 1
            return {"type": "websocket.receive", "text": "x"}
        await asyncio.Event().wait()
        raise AssertionError

    async def close(self, code: int, reason: str) -> None:
        await self.reads.wait()
        self.code = code

    def _abort(self) -> None:
        self.aborted = True


def serve(sessions: Sessions, socket: Any, caller: Caller = ADA) -> asyncio.Task[None]:
    return asyncio.create_task(sessions.serve(socket, caller, {"event": "hello"}))


async def settled() -> None:
    """Everything has run that could."""
    for _ in range(50):
        await asyncio.sleep(0)


async def test_a_client_that_does_not_read_is_cut_off_and_nobody_waits_for_it() -> None:
    sessions, deaf, reading = Sessions(Limits(send_seconds=0.02, close_seconds=0.02)), Socket(), Socket()
    deaf.reads.clear()
    served = serve(sessions, deaf)
    serve(sessions, reading)
    await asyncio.sleep(0)
    sessions.tell("ada", "x")
    await asyncio.wait_for(served, 60)
    assert deaf.aborted
    assert (len(reading.sent), sessions.count()) == (2, 1)


async def test_a_queue_that_is_full_ends_its_session_alone() -> None:
    sessions, slow = Sessions(Limits(queued_events=3, send_seconds=60)), Socket()
    slow.reads.clear()
    served = serve(sessions, slow)
    await asyncio.sleep(0)
    for _ in range(5):
        sessions.tell("ada", "x")
    slow.reads.set()
    await asyncio.wait_for(served, 60)
    assert slow.code == 1013


async def test_events_of_one_user_are_not_told_to_another() -> None:
    sessions, ada, bob = Sessions(Limits()), Socket(), Socket()
    serve(sessions, ada, ADA)
    serve(sessions, bob, BOB)
    await asyncio.sleep(0)
    sessions.tell("ada", "secret")
    await settled()
    assert any("secret" in text for text in ada.sent)
    assert not any("secret" in text for text in bob.sent)


async def test_all_are_told_at_once_that_it_restarts_and_deaf_ones_keep_nobody() -> None:
    sessions = Sessions(Limits(close_seconds=0.02))
    deaf, reading = [Socket() for _ in range(20)], [Socket() for _ in range(20)]
    for socket in deaf:
        socket.reads.clear()
    tasks = [serve(sessions, socket) for socket in (*deaf, *reading)]
    await settled()
    await sessions.close_all(within=60)
    assert [socket.code for socket in reading] == [1012] * 20
    assert [socket.aborted for socket in (*deaf, *reading)] == [True] * 20 + [False] * 20
    assert sessions.count() == 0
    late = Socket()
    await asyncio.wait_for(serve(sessions, late), 60)
    assert late.code == 1012
    for task in tasks:
        task.cancel()


async def test_a_user_has_only_so_many_sessions() -> None:
    sessions, sockets = Sessions(Limits(sockets_per_user=2)), [Socket() for _ in range(3)]
    tasks = [serve(sessions, socket) for socket in sockets]
    await asyncio.wait_for(tasks[2], 60)
    assert (sockets[2].code, sessions.count("ada")) == (1013, 2)
    other = Socket()
    serve(sessions, other, BOB)
    await settled()
    assert other.code is None


async def test_too_many_messages_end_a_session() -> None:
    sessions, socket = Sessions(Limits(message_rate=0.001, message_burst=5)), Socket(messages=50)
    await asyncio.wait_for(serve(sessions, socket), 60)
    assert socket.code == 1008


async def test_closing_waits_only_so_long() -> None:
    sessions, deaf = Sessions(Limits(close_seconds=60)), Socket()
    deaf.reads.clear()
    served = serve(sessions, deaf)
    await settled()
    await asyncio.wait_for(sessions.close_all(within=0.02), 30)
    assert not served.done()
    served.cancel()
