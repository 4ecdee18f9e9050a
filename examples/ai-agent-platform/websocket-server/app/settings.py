"""What the service is told by its environment, read once and checked whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from .keyring import KeysError, parse_keys

StoreKind = Literal["memory", "firestore"]
Network = IPv4Network | IPv6Network

KEEPS_NOTHING = ("dev", "test", "rehearsal")
"""Tiers that may lose their data with their pods."""

LOAD_BALANCERS = "35.191.0.0/16,130.211.0.0/22"
"""Where Google's load balancers and their health checks come from."""

GOOGLE_APPENDS = 2
"""A load balancer of Google appends two addresses to X-Forwarded-For: the client's and its own."""


class SettingsError(Exception):
    """The environment cannot be used; the text names every variable that is wrong."""


@dataclass(frozen=True)
class Settings:
    port: int
    metrics_port: int | None
    """None where nothing is said of it: 9090, or any port where that one is taken."""
    tier: str
    image_digest: str
    keys: str
    keys_file: str | None
    store: StoreKind
    firestore_project: str | None
    firestore_database: str
    drain_seconds: float
    """From SIGTERM to the end of the process, all in all."""
    origins: frozenset[str]
    """Pages of other hosts that may open sockets."""
    proxies: tuple[Network, ...]
    """Who tells the truth in X-Forwarded-For."""
    hops: int
    """How many addresses at its end they have appended; the first of these is the client's."""


def read_settings(environ: Mapping[str, str]) -> Settings:
    problems: list[str] = []
    keys_file = environ.get("API_KEYS_FILE") or None
    if keys_file is None:
        try:
            parse_keys(environ.get("API_KEYS", ""))
        except KeysError as error:
            problems.extend(f"API_KEYS: {problem}" for problem in error.problems)
    port = _port(environ, "PORT", 8000, problems)
    metrics_port = _port(environ, "METRICS_PORT", 9090, problems) if environ.get("METRICS_PORT") else None
    if port != 0 and metrics_port == port:
        problems.append(f"METRICS_PORT: {port} is the port of users (PORT), who must not see what is told there")
    settings = Settings(
        port=port,
        metrics_port=metrics_port,
        tier=environ.get("TIER") or environ.get("ENVIRONMENT") or "local",
        image_digest=environ.get("IMAGE_DIGEST", ""),
        keys=environ.get("API_KEYS", ""),
        keys_file=keys_file,
        store=_store(environ, problems),
        firestore_project=environ.get("FIRESTORE_PROJECT") or environ.get("GOOGLE_CLOUD_PROJECT") or None,
        firestore_database=environ.get("FIRESTORE_DATABASE") or "(default)",
        drain_seconds=_seconds(environ, "DRAIN_SECONDS", 20, problems),
        origins=frozenset(filter(None, (part.strip() for part in environ.get("ALLOWED_ORIGINS", "").split(",")))),
        proxies=_networks(environ, _said(environ, "TRUSTED_PROXIES", "FORWARDED_FROM"), LOAD_BALANCERS, problems),
        hops=_hops(environ, problems),
    )
    if problems:
        raise SettingsError("The service cannot start: " + "; ".join(problems) + ".")
    return settings


def _store(environ: Mapping[str, str], problems: list[str]) -> StoreKind:
    kind, tier = environ.get("STORE", ""), environ.get("TIER", "")
    if kind == "":
        return "firestore" if environ.get("FIRESTORE_PROJECT") or environ.get("FIRESTORE_DATABASE") else "memory"
    if kind == "memory":
        if tier and tier not in KEEPS_NOTHING:
            problems.append(
                f"STORE: memory would lose the data of {tier} with each pod, and pods would not share it; "
                "wanted firestore and FIRESTORE_DATABASE, the database of this tier"
            )
        return "memory"
    if kind == "firestore":
        if not environ.get("FIRESTORE_DATABASE"):
            problems.append("FIRESTORE_DATABASE: STORE is firestore, and each tier has a database of its own: name it")
        return "firestore"
    problems.append(f"STORE: {kind!r} is not known; wanted memory or firestore")
    return "memory"


def _port(environ: Mapping[str, str], name: str, default: int, problems: list[str]) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdecimal() and int(text) <= 65535:
        return int(text)
    problems.append(f"{name}: {text!r} is not a port, a whole number from 0 to 65535")
    return default


def _seconds(environ: Mapping[str, str], name: str, default: float, problems: list[str]) -> float:
    text = environ.get(name, "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1.0
    if 0 < value <= 3600:
        return value
    problems.append(f"{name}: {text!r} is not a number of seconds above 0 and up to 3600")
    return default


def _said(environ: Mapping[str, str], *names: str) -> str:
    """The first that is set, be it to nothing; the last where none is."""
    return next((name for name in names if name in environ), names[-1])


def _hops(environ: Mapping[str, str], problems: list[str]) -> int:
    text = environ.get("FORWARDED_HOPS") or str(GOOGLE_APPENDS)
    if text in ("1", "2", "3", "4", "5", "6", "7", "8", "9"):
        return int(text)
    problems.append(f"FORWARDED_HOPS: {text!r} is not a number of addresses from 1 to 9")
    return GOOGLE_APPENDS


def _networks(environ: Mapping[str, str], name: str, default: str, problems: list[str]) -> tuple[Network, ...]:
    networks: list[Network] = []
    for part in filter(None, (part.strip() for part in environ.get(name, default).split(","))):
        try:
            networks.append(ip_network(part))
        except ValueError as error:
            problems.append(f"{name}: {error}")
    return tuple(networks)
