from pathlib import Path

import pytest
from app.keyring import Keyring, KeysError, parse_keys
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from conftest import ADA, Lines, make_service

OLD, NEW = "old-key-0123456789", "new-key-0123456789"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "at least one"),
        ("ada=short", "16 characters"),
        ("ada", "user=key"),
        ("=0123456789abcdef", "user=key"),
        ("../x=0123456789abcdef", "user=key"),
        ("a/b=0123456789abcdef", "user=key"),
        (f"__x__={OLD}", "user=key"),
        (f"{'a' * 65}={OLD}", "user=key"),
        (f"ada={OLD},bob={OLD}", "another entry"),
        (f"ada={OLD},ada={NEW},ada=third-key-0123456789", "at most 2"),
        ("ada=ключ-ключ-ключ-ключ", "ASCII"),
    ],
)
def test_keys_that_cannot_be_used(text: str, why: str) -> None:
    with pytest.raises(KeysError, match=why) as told:
        parse_keys(text)
    assert OLD not in str(told.value)


def test_two_keys_of_a_user_are_valid() -> None:
    keyring = Keyring(f"ada={OLD},\n# a comment\n ada={NEW} ")
    assert [getattr(keyring.caller_of(key), "user", None) for key in (OLD, NEW, "", None, "ada", f"ada={OLD}")] == [
        "ada", "ada", None, None, None, None,
    ]  # fmt: skip


def test_keys_of_a_file_are_replaced_without_a_restart(tmp_path: Path, lines: Lines) -> None:
    file = tmp_path / "keys"
    file.write_text(f"ada={OLD}")
    keyring = Keyring("", file)
    old = keyring.caller_of(OLD)
    assert old is not None
    assert not keyring.reload()
    file.write_text(f"ada={OLD}\nada={NEW}\n")
    assert keyring.reload()
    assert keyring.caller_of(OLD) is not None and keyring.caller_of(NEW) is not None
    file.write_text(f"ada={NEW}")
    assert keyring.reload()
    assert keyring.caller_of(OLD) is None and not keyring.is_valid(old)
    for broken in ("ada=x", ""):
        file.write_text(broken)
        assert not keyring.reload() and not keyring.reload()
        assert keyring.caller_of(NEW) is not None
    file.unlink()
    assert not keyring.reload() and keyring.caller_of(NEW) is not None
    file.write_text(f"ada={OLD}")
    assert keyring.reload() and keyring.caller_of(NEW) is None
    assert [line["severity"] for line in lines.written].count("ERROR") == 2


def test_a_session_ends_with_its_key() -> None:
    service = make_service()
    with TestClient(service.app) as client, client.websocket_connect("/ws", headers={"X-API-Key": ADA}) as socket:
        socket.receive_json()
        client.portal.call(service.sessions.end_invalid, lambda caller: False)  # type: ignore[union-attr]
        with pytest.raises(WebSocketDisconnect) as ended:
            socket.receive_json()
        assert ended.value.code == 1008
