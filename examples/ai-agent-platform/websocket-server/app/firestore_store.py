"""Agents in Firestore; each tier has a database of its own, so that tests of staging never write production's data."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from time import perf_counter

from google.cloud import firestore

from .agents import Agent, Execution
from .metrics import FIRESTORE_DURATION


class FirestoreStore:
    def __init__(self, project: str, database: str) -> None:
        self._client = firestore.AsyncClient(project=project, database=database)

    async def add(self, agent: Agent) -> None:
        async with _timed("add_agent"):
            await self._client.collection("agents").document(agent.id).set(agent.to_json())

    async def all(self) -> list[Agent]:
        async with _timed("list_agents"):
            return [_agent(snapshot.to_dict()) async for snapshot in self._client.collection("agents").stream()]

    async def find(self, agent_id: str) -> Agent | None:
        async with _timed("get_agent"):
            snapshot = await self._client.collection("agents").document(agent_id).get()
        return _agent(snapshot.to_dict()) if snapshot.exists else None

    async def add_execution(self, execution: Execution) -> None:
        async with _timed("add_execution"):
            await self._executions(execution.agent_id).document(execution.id).set(execution.to_json())

    async def executions(self, agent_id: str) -> list[Execution]:
        async with _timed("list_executions"):
            documents = [snapshot.to_dict() async for snapshot in self._executions(agent_id).stream()]
        return [Execution(**{item.name: document[item.name] for item in fields(Execution)}) for document in documents]

    async def check(self) -> None:
        async with _timed("check"):
            await self._client.collection("agents").limit(1).get()

    def _executions(self, agent_id: str) -> firestore.AsyncCollectionReference:
        return self._client.collection("agents").document(agent_id).collection("executions")


def _agent(document: dict[str, str]) -> Agent:
    return Agent(**{item.name: document[item.name] for item in fields(Agent)})


@asynccontextmanager
async def _timed(operation: str) -> AsyncIterator[None]:
    started = perf_counter()
    try:
        yield
    finally:
        FIRESTORE_DURATION.labels(operation).observe(perf_counter() - started)
