"""What every store promises. Firestore's emulator takes part where FIRESTORE_EMULATOR_HOST says that there is one."""

import os
import uuid
from datetime import date, timedelta

import pytest
from app.agents import Agent, Execution, run
from app.memory_store import MemoryStore
from app.store import AgentStore, Bulletin, Notice, StoreFull

EMULATOR = os.environ.get("FIRESTORE_EMULATOR_HOST")
DAY = date(2026, 11, 30)


def firestore(database: str) -> AgentStore:
    from app.firestore_store import FirestoreStore

    return FirestoreStore("emulator", database)


@pytest.fixture(
    params=[
        "memory",
        pytest.param("firestore", marks=pytest.mark.skipif(not EMULATOR, reason="no emulator: FIRESTORE_EMULATOR_HOST")),
    ]
)
def pods(request: pytest.FixtureRequest) -> tuple[AgentStore, AgentStore]:
    """Two clients of one database."""
    if request.param == "memory":
        store = MemoryStore()
        return store, store
    database = f"t-{uuid.uuid4().hex[:12]}"
    return firestore(database), firestore(database)


def agent(owner: str, name: str = "Echo") -> Agent:
    return Agent(name=name, instructions="shout", owner=owner)


Pods = tuple[AgentStore, AgentStore]


async def test_what_one_pod_adds_another_finds(pods: Pods) -> None:
    one, other = pods
    added = agent("ada", "Übung 🎈\u0000")
    await one.add(added)
    assert await other.find("ada", added.id) == added
    assert await other.agents("ada", 10) == [added]
    assert await other.count("ada") == 1


async def test_nothing_is_found_for_another_owner(pods: Pods) -> None:
    one, other = pods
    added = agent("ada")
    await one.add(added)
    await one.add_execution("ada", run(added, "secret"))
    assert await other.find("bob", added.id) is None
    assert await other.agents("bob", 10) == []
    assert await other.executions("bob", added.id, 10) == []
    await other.remove("bob", added.id)
    assert await other.find("ada", added.id) == added
    assert len(await other.executions("ada", added.id, 10)) == 1
    assert await other.count("bob") == 0


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 10])
async def test_pages_hold_everything_once_and_the_newest_first(pods: Pods, limit: int) -> None:
    one, other = pods
    subject = agent("ada")
    await one.add(subject)
    made = [run(subject, str(number)) for number in range(7)]
    for execution in made:
        await one.add_execution("ada", execution)
    seen: list[Execution] = []
    while page := await other.executions("ada", subject.id, limit, seen[-1].id if seen else None):
        assert len(page) <= limit
        seen += page
    assert seen == sorted(made, key=lambda execution: execution.id, reverse=True)


async def test_pages_of_agents_go_on_where_they_ended(pods: Pods) -> None:
    one, _ = pods
    made = [agent("ada", str(number)) for number in range(5)]
    for added in made:
        await one.add(added)
    newest = sorted(made, key=lambda item: item.id, reverse=True)
    assert await one.agents("ada", 2) == newest[:2]
    assert await one.agents("ada", 2, newest[1].id) == newest[2:4]
    assert await one.agents("ada", 2, newest[3].id) == newest[4:]
    assert await one.agents("ada", 2, newest[4].id) == []


async def test_a_removed_agent_takes_its_executions_along(pods: Pods) -> None:
    one, other = pods
    kept, removed = agent("ada"), agent("ada")
    for added in (kept, removed):
        await one.add(added)
        await one.add_execution("ada", run(added, "x"))
    await one.remove("ada", removed.id)
    await one.remove("ada", removed.id)
    assert await other.find("ada", removed.id) is None
    assert await other.executions("ada", removed.id, 10) == []
    assert len(await other.executions("ada", kept.id, 10)) == 1


async def test_a_user_is_active_on_the_last_day_that_was_told(pods: Pods) -> None:
    one, other = pods
    await one.saw("ada", DAY)
    await other.saw("ada", DAY)
    await other.saw("ada", DAY - timedelta(days=3))
    await other.saw("bob", DAY - timedelta(days=3))
    counts = [await one.active_since(DAY - timedelta(days=days)) for days in (-1, 0, 2, 3, 29)]
    assert counts == [0, 1, 1, 2, 2]


async def test_bulletins_are_one_of_each_pod_and_go_when_they_are_old(pods: Pods) -> None:
    one, other = pods
    first, second, odd = Notice("ada", '{"event": "x"}'), Notice("bob", "y"), Notice("ada", 'ü"\\\n')
    await one.post(Bulletin("a", 1, "2026-11-30T10:00:00", (first,)))
    await one.post(Bulletin("a", 2, "2026-11-30T10:00:02", (first, odd)))
    await other.post(Bulletin("b", 7, "2026-11-30T10:00:01", (second,)))
    read = {bulletin.pod: bulletin for bulletin in await other.bulletins("2026-11-30T10:00:01")}
    assert (read["a"].told, read["a"].notices, read["b"].notices) == (2, (first, odd), (second,))
    assert [bulletin.pod for bulletin in await one.bulletins("2026-11-30T10:00:02")] == ["a"]
    await one.forget_bulletins("2026-11-30T10:00:02")
    assert [bulletin.pod for bulletin in await other.bulletins("")] == ["a"]


async def test_a_store_that_is_there_says_so(pods: Pods) -> None:
    await pods[0].check()


@pytest.mark.skipif(not EMULATOR, reason="no emulator: FIRESTORE_EMULATOR_HOST")
async def test_databases_of_tiers_know_nothing_of_each_other() -> None:
    names = [f"{tier}-{uuid.uuid4().hex[:8]}" for tier in ("staging", "production")]
    staging, production = (firestore(name) for name in names)
    await staging.add(agent("ada"))
    await staging.saw("ada", DAY)
    assert (await production.count("ada"), await production.active_since(DAY)) == (0, 0)


async def test_memory_has_a_bound() -> None:
    store = MemoryStore(most_bytes=20_000)
    subject = agent("ada")
    await store.add(subject)
    for _ in range(50):
        await store.add_execution("ada", run(subject, "x" * 500))
    assert 5 <= len(await store.executions("ada", subject.id, 100)) <= 10
    with pytest.raises(StoreFull):
        for _ in range(50):
            await store.add(agent("ada"))
    await store.remove("ada", subject.id)
    await store.add(agent("ada"))


async def test_memory_is_given_back() -> None:
    store = MemoryStore(most_bytes=20_000)
    for _ in range(100):
        subject = agent("ada")
        await store.add(subject)
        await store.add_execution("ada", run(subject, "x"))
        await store.remove("ada", subject.id)
    assert (store._agent_bytes, store._execution_bytes) == (0, 0)
