"""Who calls: API keys, at most two valid ones for each user, so that one can be replaced while the other still works."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

log = logging.getLogger("keys")

GENERATIONS = 2
SHORTEST_KEY = 16
USER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
"""Users are names of documents and fields of logs, so they hold nothing that means something there."""


class KeysError(Exception):
    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Caller:
    user: str
    key_id: str
    """Tells keys apart without being one."""


def parse_keys(text: str) -> Mapping[str, Caller]:
    """Callers by the digest of their key. Entries are `user=key`, parted by commas or lines; a user has one or two.
    No problem quotes an entry: it holds a key."""
    problems: list[str] = []
    callers: dict[str, Caller] = {}
    entries = [entry.strip() for entry in re.split(r"[,\n]", text)]
    for number, entry in enumerate((entry for entry in entries if entry and not entry.startswith("#")), 1):
        user, separator, key = entry.partition("=")
        if not separator or not USER.fullmatch(user):
            problems.append(
                f"entry {number} is not user=key with a user of letters, digits and . _ @ -, 64 characters at most"
            )
        elif len(key) < SHORTEST_KEY or not key.isascii() or not key.isprintable():
            problems.append(f"entry {number}: a key has {SHORTEST_KEY} characters of ASCII or more")
        elif (digest := _digest(key)) in callers:
            problems.append(f"entry {number} has the key of another entry")
        else:
            callers[digest] = Caller(user, digest[:12])
    for user, count in Counter(caller.user for caller in callers.values()).items():
        if count > GENERATIONS:
            problems.append(f"{user} has {count} keys; at most {GENERATIONS} are valid at a time")
    if not callers and not problems:
        problems.append("at least one user=key is needed, or nobody could call the service")
    if problems:
        raise KeysError(problems)
    return callers


class Keyring:
    """The keys as they are now: those of the environment, or of a file that is read again when it changes."""

    def __init__(self, text: str, file: Path | None = None) -> None:
        self._file = file
        self._text = text if file is None else file.read_text()
        self._callers = parse_keys(self._text)

    def caller_of(self, key: str | None) -> Caller | None:
        # A digest is looked up, so the time of an answer tells nothing about a key.
        return None if not key else self._callers.get(_digest(key))

    def is_valid(self, caller: Caller) -> bool:
        return any(known == caller for known in self._callers.values())

    def reload(self) -> bool:
        """Reads the file again. Keys that cannot be used change nothing, and are told once."""
        if self._file is None:
            return False
        try:
            text = self._file.read_text()
        except (OSError, UnicodeDecodeError) as error:
            # The file of a Secret is replaced as a whole; between two looks it may be away.
            if self._text != "":
                log.error("the keys cannot be read, those known before stay valid: %s", error)
            self._text = ""
            return False
        if text == self._text:
            return False
        self._text = text
        try:
            self._callers = parse_keys(text)
        except KeysError as error:
            log.error("the new keys cannot be used, those known before stay valid: %s", error)
            return False
        log.info("%s keys are valid now", len(self._callers))
        return True


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
