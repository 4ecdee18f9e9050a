"""Agents in Firestore. Each tier has a database of its own, so that tests of staging never write production's data, and each user a
document of their own, below which everything of theirs is: `users/{user}/agents/{agent}/executions/{execution}`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from .agents import Agent, Execution
from .store import Bulletin, Notice


class FirestoreStore:
    ENDS_WITH_AGENT = 400
    """Executions that are deleted with their agent; a batch holds 500. Older ones stay, and nothing leads to them."""

    def __init__(self, project: str | None, database: str) -> None:
        self._client = firestore.AsyncClient(project=project, database=database)

    async def add(self, agent: Agent) -> None:
        await self._agents(agent.owner).document(agent.id).set(agent.to_json())

    async def count(self, owner: str) -> int:
        return await _count(self._agents(owner))

    async def agents(self, owner: str, limit: int, after: str | None = None) -> Sequence[Agent]:
        return [_agent(document) for document in await _page(self._agents(owner), limit, after)]

    async def find(self, owner: str, agent_id: str) -> Agent | None:
        snapshot = await self._agents(owner).document(agent_id).get()
        return _agent(snapshot.to_dict()) if snapshot.exists else None

    async def remove(self, owner: str, agent_id: str) -> None:
        await self._agents(owner).document(agent_id).delete()
        batch = self._client.batch()
        async for snapshot in self._executions(owner, agent_id).select([]).limit(self.ENDS_WITH_AGENT).stream():
            batch.delete(snapshot.reference)
        await batch.commit()

    async def add_execution(self, owner: str, execution: Execution) -> None:
        await self._executions(owner, execution.agent_id).document(execution.id).set(execution.to_json())

    async def executions(self, owner: str, agent_id: str, limit: int, after: str | None = None) -> Sequence[Execution]:
        documents = await _page(self._executions(owner, agent_id), limit, after)
        return [Execution(**{item.name: document[item.name] for item in fields(Execution)}) for document in documents]

    async def saw(self, user: str, day: date) -> None:
        reference = self._client.collection("users").document(user)
        seen = (await reference.get()).to_dict() or {}
        if seen.get("last_seen", "") < day.isoformat():
            await reference.set({"last_seen": day.isoformat()}, merge=True)

    async def active_since(self, day: date) -> int:
        seen = FieldFilter("last_seen", ">=", day.isoformat())
        return await _count(self._client.collection("users").where(filter=seen))

    async def post(self, bulletin: Bulletin) -> None:
        # As one text: a list would have an entry in an index for each of its parts.
        notices = json.dumps([asdict(notice) for notice in bulletin.notices])
        await self._client.collection("bulletins").document(bulletin.pod).set({**asdict(bulletin), "notices": notices})

    async def bulletins(self, since: str) -> Sequence[Bulletin]:
        query = self._client.collection("bulletins").where(filter=FieldFilter("at", ">=", since)).limit(100)
        return [_bulletin(snapshot.to_dict()) async for snapshot in query.stream()]

    async def forget_bulletins(self, before: str) -> None:
        batch = self._client.batch()
        old = self._client.collection("bulletins").where(filter=FieldFilter("at", "<", before))
        async for snapshot in old.select([]).limit(100).stream():
            batch.delete(snapshot.reference)
        await batch.commit()

    async def check(self) -> None:
        await self._client.collection("users").limit(1).get()

    def _agents(self, owner: str) -> firestore.AsyncCollectionReference:
        return self._client.collection("users").document(owner).collection("agents")

    def _executions(self, owner: str, agent_id: str) -> firestore.AsyncCollectionReference:
        return self._agents(owner).document(agent_id).collection("executions")


async def _page(items: firestore.AsyncCollectionReference, limit: int, after: str | None) -> list[dict[str, str]]:
    query = items.order_by("id", direction=firestore.Query.DESCENDING).limit(limit)
    if after is not None:
        query = query.where(filter=FieldFilter("id", "<", after))
    return [snapshot.to_dict() async for snapshot in query.stream()]


async def _count(query: firestore.AsyncQuery | firestore.AsyncCollectionReference) -> int:
    rows = await query.count(alias="all").get()
    return int(rows[0][0].value)


def _agent(document: dict[str, str]) -> Agent:
    return Agent(**{item.name: document[item.name] for item in fields(Agent)})


def _bulletin(document: dict[str, Any]) -> Bulletin:
    notices = tuple(Notice(**notice) for notice in json.loads(document["notices"]))
    return Bulletin(document["pod"], document["told"], document["at"], notices)
