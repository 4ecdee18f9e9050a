"""Users and what reaches them, over sequences of requests and sockets."""

import json
from random import Random

import pytest
from fastapi.testclient import TestClient

from conftest import ADA, BOB, make_service

KEYS = {"ada": ADA, "bob": BOB}


@pytest.mark.parametrize("seed", range(2))
def test_nothing_of_one_user_reaches_another_whatever_they_do(seed: int) -> None:
    """Every text of a user bears their name: an answer or event with the other's name is a leak."""
    random = Random(seed)
    agents: dict[str, list[str]] = {user: [] for user in KEYS}
    service = make_service()
    with TestClient(service.app) as client:
        headers = {user: {"X-API-Key": key} for user, key in KEYS.items()}
        with client.websocket_connect("/ws", headers=headers["ada"]) as ada:
            with client.websocket_connect("/ws", headers=headers["bob"]) as bob:
                sockets = {"ada": ada, "bob": bob}
                wanted = dict.fromkeys(KEYS, 1)
                for _ in range(60):
                    user = random.choice(list(KEYS))
                    other = "bob" if user == "ada" else "ada"
                    whose = random.choice([user, other])
                    chosen = random.choice([*agents[whose], "0" * 32])
                    mine = chosen in agents[user]
                    match random.randrange(5):
                        case 0:
                            body = {"name": f"of-{user}", "instructions": random.choice(["shout", f"of-{user}"])}
                            answer = client.post("/agents", json=body, headers=headers[user])
                            agents[user].append(answer.json()["id"])
                            wanted[user] += 1
                        case 1:
                            answer = client.post(f"/agents/{chosen}/executions", json={"input": f"of-{user}"}, headers=headers[user])
                            assert answer.status_code == (201 if mine else 404)
                            wanted[user] += mine
                        case 2:
                            answer = client.get(f"/agents/{chosen}/executions", headers=headers[user])
                            assert answer.status_code == (200 if mine else 404)
                        case 3:
                            answer = client.get("/agents?limit=100", headers=headers[user])
                            assert {item["id"] for item in answer.json()} == set(agents[user])
                        case _:
                            answer = client.delete(f"/agents/{chosen}", headers=headers[user])
                            assert answer.status_code == (204 if mine else 404)
                            if mine:
                                agents[user].remove(chosen)
                                wanted[user] += 1
                    assert f"of-{other}" not in answer.text.lower()
                for user, socket in sockets.items():
                    heard = [socket.receive_json() for _ in range(wanted[user])]
                    socket.send_text("end")
                    assert socket.receive_json() == {"event": "echo", "message": "end"}
                    other = "bob" if user == "ada" else "ada"
                    assert f"of-{other}" not in json.dumps(heard).lower()
