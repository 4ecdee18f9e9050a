"""`metrics.contract` says what operators may rely on; the service sends that, all of it and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from app.metrics import REGISTRY
from app.operations import Operations
from fastapi.testclient import TestClient
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from conftest import ADA, make_service

CONTRACT = json.loads((Path(__file__).parent.parent / "metrics.contract").read_text())
MOST_SERIES = 200


def described(families: list[Metric]) -> dict[str, Any]:
    """What was sent, in the form of the contract."""
    found: dict[str, Any] = {}
    for family in families:
        name = family.name + ("_total" if family.type == "counter" else "")
        labels: dict[str, set[str]] = {}
        buckets: set[str] = set()
        for sample in family.samples:
            for label, value in sample.labels.items():
                if label == "le":
                    buckets.add(value)
                else:
                    labels.setdefault(label, set()).add(value)
        found[name] = {"type": family.type, "labels": {label: sorted(values) for label, values in sorted(labels.items())}}
        if buckets:
            found[name]["buckets"] = sorted((float(value) for value in buckets if value != "+Inf"))
    return found


def promised() -> dict[str, Any]:
    return {
        metric["name"]: {
            "type": metric["type"],
            "labels": {label: sorted(values) for label, values in sorted(metric.get("labels", {}).items())},
            **({"buckets": sorted(metric["buckets"])} if "buckets" in metric else {}),
        }
        for metric in CONTRACT["metrics"]
    }


def scrape(operations: Operations) -> str:
    return TestClient(operations).get("/metrics").text


def series(text: str) -> int:
    return sum(1 for line in text.splitlines() if line and not line.startswith("#"))


def test_everything_is_there_from_the_start_and_is_what_was_promised() -> None:
    text = scrape(make_service().operations)
    assert described(list(text_string_to_metric_families(text))) == promised()
    assert series(text) <= MOST_SERIES


def test_every_metric_says_its_unit_and_what_it_is() -> None:
    for metric in CONTRACT["metrics"]:
        assert metric["help"].endswith(".") and metric["unit"]
        assert metric["unit"] != "seconds" or "_seconds" in metric["name"]


def test_nothing_that_a_client_sends_makes_a_series() -> None:
    service = make_service()
    before = series(scrape(service.operations))
    with TestClient(service.app, raise_server_exceptions=False) as client:
        for number in range(50):
            client.request(f"METHOD{number}", f"/path/{number}", headers={"X-API-Key": ADA})
            client.request(f"METHOD{number}", "/agents")
            client.get(f"/agents/{number}", headers={"X-API-Key": ADA})
    text = scrape(service.operations)
    assert series(text) == before
    assert described(list(text_string_to_metric_families(text))) == promised()


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/version", "/nothing"])
def test_probes_and_what_is_no_route_are_in_no_series_of_service_levels(path: str) -> None:
    def observed() -> float:
        return sum(
            sample.value
            for family in REGISTRY.collect()
            for sample in family.samples
            if sample.name == "http_request_duration_seconds_count"
            or (sample.name == "http_requests_total" and sample.labels["route"] != "unmatched")
        )

    with TestClient(make_service().app) as client:
        before = observed()
        client.get(path, headers={"X-API-Key": ADA})
        assert observed() == before
        client.get("/agents", headers={"X-API-Key": ADA})
        assert observed() == before + 2


def test_probes_are_in_no_series_at_all() -> None:
    def all_of_them() -> float:
        return sum(s.value for f in REGISTRY.collect() for s in f.samples if s.name == "http_requests_total")

    before = all_of_them()
    with TestClient(make_service().app) as client:
        client.get("/health/live")
        client.get("/health/ready")
    assert all_of_them() == before


def test_slow_and_failed_requests_are_seen_as_such() -> None:
    def value(name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, labels) or 0

    before = [value("http_requests_total", route="/agents", status=status) for status in ("2xx", "4xx")]
    created = value("agents_created_total")
    with TestClient(make_service().app) as client:
        client.get("/agents")
        client.post("/agents", json={"name": "x", "instructions": "y"}, headers={"X-API-Key": ADA})
    after = [value("http_requests_total", route="/agents", status=status) for status in ("2xx", "4xx")]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1]
    assert value("agents_created_total") == created + 1
