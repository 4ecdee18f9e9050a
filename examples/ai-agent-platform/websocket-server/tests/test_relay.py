import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from app.guarded_store import GuardedStore
from app.keyring import Caller
from app.limits import Limits
from app.memory_store import MemoryStore
from app.relay import Relay
from app.sessions import Sessions
from app.store import AgentStore, Bulletin, StoreUnavailable

from conftest import Lines
from test_sessions import Socket, settled


class Pod:
    """One of several on a store, whose clock stands unless it is moved."""

    def __init__(self, store: AgentStore, limits: Limits | None = None) -> None:
        self.seconds = 0.0
        bounds = limits or Limits()
        self.sessions = Sessions(bounds)
        self.relay = Relay(store, self.sessions, bounds, lambda: self.seconds, self._now)

    def _now(self) -> datetime:
        return datetime(2026, 11, 30, tzinfo=UTC) + timedelta(seconds=self.seconds)

    async def listener(self, user: str = "ada") -> Socket:
        socket = Socket()
        self.task = asyncio.create_task(self.sessions.serve(socket, Caller(user, "1"), {"event": "hello"}))  # type: ignore[arg-type]
        await settled()
        await self.relay.turn()
        return socket

    async def turn(self) -> None:
        await self.relay.turn()
        await settled()


def heard(socket: Socket) -> list[str]:
    return [text for text in socket.sent if "hello" not in text]


async def test_what_happens_on_one_pod_is_heard_on_the_other_once_and_by_its_user_alone() -> None:
    store = MemoryStore()
    one, other = Pod(store), Pod(store)
    here, there, bob = await one.listener(), await other.listener(), await other.listener("bob")
    for number in range(3):
        one.relay.tell("ada", {"event": number})
        await one.turn()
        await other.turn()
    await one.turn()
    await other.turn()
    assert heard(there) == heard(here) == [f'{{"event": {number}}}' for number in range(3)]
    assert heard(bob) == []


async def test_who_begins_to_listen_hears_what_comes_and_not_what_was() -> None:
    store = MemoryStore()
    one, other = Pod(store), Pod(store)
    one.relay.tell("ada", {"event": "earlier"})
    await one.turn()
    there = await other.listener()
    one.relay.tell("ada", {"event": "later"})
    await one.turn()
    await other.turn()
    assert heard(there) == ['{"event": "later"}']


async def test_a_pod_that_comes_later_is_heard_from_its_first_event_on() -> None:
    store = MemoryStore()
    other = Pod(store)
    there = await other.listener()
    late = Pod(store)
    for number in range(2):
        late.relay.tell("ada", {"event": number})
    await late.turn()
    await other.turn()
    assert len(heard(there)) == 2


class Counting(MemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self.reads = self.posts = 0

    async def post(self, bulletin: Bulletin) -> None:
        self.posts += 1
        await super().post(bulletin)

    async def bulletins(self, since: str) -> Sequence[Bulletin]:
        self.reads += 1
        return await super().bulletins(since)


async def test_nothing_is_asked_while_nobody_listens_and_nothing_written_while_nothing_happens() -> None:
    store = Counting()
    pod = Pod(store)
    await pod.turn()
    assert (store.reads, store.posts) == (0, 0)
    for _ in range(10):
        pod.relay.tell("ada", {"event": "x"})
    await pod.turn()
    await pod.turn()
    assert (store.reads, store.posts) == (0, 1)
    await pod.listener()
    await pod.turn()
    assert (store.reads, store.posts) == (2, 1)


async def test_a_bulletin_has_a_bound_and_loses_what_is_old() -> None:
    store = MemoryStore()
    pod = Pod(store, Limits(bulletin_events=5, bulletin_bytes=1000))
    for _ in range(9):
        pod.relay.tell("ada", {"event": "x"})
    await pod.turn()
    [bulletin] = await store.bulletins("")
    assert (bulletin.told, len(bulletin.notices), len(bulletin.unheard(7)), len(bulletin.unheard(0))) == (9, 5, 2, 5)
    pod.relay.tell("ada", {"event": "x" * 980})
    await pod.turn()
    [bulletin] = await store.bulletins("")
    assert (bulletin.told, len(bulletin.notices)) == (10, 1)
    pod.seconds += Limits.bulletin_seconds + 1
    await pod.turn()
    [bulletin] = await store.bulletins("")
    assert (bulletin.told, bulletin.notices) == (10, ())


async def test_bulletins_of_pods_to_which_nothing_happens_are_not_read() -> None:
    store = MemoryStore()
    one, other = Pod(store), Pod(store)
    there = await other.listener()
    one.relay.tell("ada", {"event": "x"})
    await one.turn()
    other.seconds += 121
    await other.turn()
    assert heard(there) == []


class Failing(MemoryStore):
    fails = True

    async def post(self, bulletin: Bulletin) -> None:
        if self.fails:
            raise OSError("no way")
        await super().post(bulletin)


async def test_a_store_that_fails_is_said_once_and_nothing_is_lost_for_a_while(lines: Lines) -> None:
    failing, limits = Failing(), Limits(turn_seconds=0.001)
    one, other = Pod(GuardedStore(failing, limits), limits), Pod(failing)
    there = await other.listener()
    one.relay.tell("ada", {"event": "x"})
    with pytest.raises(StoreUnavailable):
        await one.relay.turn()
    running = asyncio.create_task(one.relay.run())
    await asyncio.sleep(0.05)
    failing.fails = False
    while not await failing.bulletins(""):
        await asyncio.sleep(0.001)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await other.turn()
    assert len(heard(there)) == 1
    assert sum("do not pass" in str(line["message"]) for line in lines.written) == 1


async def test_what_is_told_at_the_end_is_posted() -> None:
    store = MemoryStore()
    pod = Pod(store)
    pod.relay.tell("ada", {"event": "x"})
    await pod.relay.end(within=60)
    assert [bulletin.told for bulletin in await store.bulletins("")] == [1]


class Slow(MemoryStore):
    """Something else happens while it takes what is posted."""

    def __init__(self) -> None:
        super().__init__()
        self.pods: list[Pod] = []

    async def post(self, bulletin: Bulletin) -> None:
        await super().post(bulletin)
        while self.pods:
            self.pods.pop().relay.tell("ada", {"event": "meanwhile"})


async def test_what_is_told_while_the_store_answers_is_posted_at_the_next_turn() -> None:
    store = Slow()
    pod = Pod(store)
    store.pods.append(pod)
    pod.relay.tell("ada", {"event": "x"})
    await pod.turn()
    assert [bulletin.told for bulletin in await store.bulletins("")] == [1]
    await pod.turn()
    assert [bulletin.told for bulletin in await store.bulletins("")] == [2]


async def test_who_starts_takes_away_what_was_left_a_day_ago() -> None:
    store, limits = MemoryStore(), Limits(turn_seconds=0.001)
    for pod, day in (("gone", "2026-11-28"), ("there", "2026-11-29")):
        await store.post(Bulletin(pod, 1, f"{day}T12:00:00", ()))
    running = asyncio.create_task(Pod(store, limits).relay.run())
    while len(await store.bulletins("")) > 1:
        await asyncio.sleep(0.001)
    running.cancel()
    assert [bulletin.pod for bulletin in await store.bulletins("")] == ["there"]
