"""What the service is told by its environment, read once and checked whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class SettingsError(Exception):
    """The environment cannot be used; the text names every variable that is wrong."""


@dataclass(frozen=True)
class Settings:
    port: int
    environment: str
    image_digest: str
    keys: Mapping[str, str]
    """User by API key."""
    firestore_project: str | None
    firestore_database: str
    drain_seconds: float


def read_settings(environ: Mapping[str, str]) -> Settings:
    problems: list[str] = []
    keys: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in environ.get("API_KEYS", "").split(","))):
        user, separator, key = entry.partition("=")
        if not separator or not user or len(key) < 16:
            problems.append("API_KEYS: every entry is user=key with a key of 16 characters or more")
        else:
            keys[key] = user
    if not keys:
        problems.append("API_KEYS: at least one user=key is needed, or nobody could call the service")
    port = _number(environ, "PORT", 8000, problems)
    drain = _number(environ, "DRAIN_SECONDS", 2, problems)
    if problems:
        raise SettingsError("The service cannot start: " + "; ".join(problems) + ".")
    return Settings(
        port=int(port),
        environment=environ.get("ENVIRONMENT", "local"),
        image_digest=environ.get("IMAGE_DIGEST", ""),
        keys=keys,
        firestore_project=environ.get("FIRESTORE_PROJECT") or None,
        firestore_database=environ.get("FIRESTORE_DATABASE", "(default)"),
        drain_seconds=drain,
    )


def _number(environ: Mapping[str, str], name: str, default: float, problems: list[str]) -> float:
    text = environ.get(name, "")
    try:
        value = float(text) if text else float(default)
    except ValueError:
        value = -1.0
    if value < 0:
        problems.append(f"{name}: {text!r} is not a number of zero or more")
    return value
