from datetime import date, timedelta

from app.activity import Activity
from app.guarded_store import GuardedStore
from app.limits import Limits
from app.memory_store import MemoryStore
from app.metrics import REGISTRY
from app.store import StoreUnavailable

DAY = date(2026, 11, 30)


def active(window: str) -> float | None:
    return REGISTRY.get_sample_value("active_users", {"window": window})


async def test_a_user_is_counted_once_over_pods_and_restarts() -> None:
    store = GuardedStore(MemoryStore(), Limits())
    pods = [Activity(store, lambda: DAY) for _ in range(2)]
    for pod in pods:
        pod.saw("ada")
        pod.saw("ada")
        await pod.settled()
    yesterday = Activity(store, lambda: DAY - timedelta(days=1))
    yesterday.saw("ada")
    yesterday.saw("bob")
    await yesterday.settled()
    restarted = Activity(store, lambda: DAY)
    await restarted.publish()
    assert (active("1d"), active("30d")) == (1, 2)
    later = Activity(store, lambda: DAY + timedelta(days=29))
    await later.publish()
    assert (active("1d"), active("30d")) == (0, 1)


class Failing(MemoryStore):
    fails = True

    async def saw(self, user: str, day: date) -> None:
        if self.fails:
            raise RuntimeError("away")
        await super().saw(user, day)


async def test_what_could_not_be_written_is_written_later() -> None:
    store = Failing()
    activity = Activity(GuardedStore(store, Limits()), lambda: DAY)
    activity.saw("ada")
    await activity.settled()
    store.fails = False
    activity.saw("ada")
    await activity.publish()
    assert active("1d") == 1


async def test_counting_waits_for_nobody() -> None:
    class Away(MemoryStore):
        async def active_since(self, day: date) -> int:
            raise StoreUnavailable("away")

    before = active("1d")
    await Activity(Away(), lambda: DAY).publish()
    assert active("1d") == before
