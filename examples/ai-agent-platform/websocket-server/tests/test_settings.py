import pytest
from app.settings import SettingsError, read_settings

KEYS = {"API_KEYS": "ada=0123456789abcdef"}  # gitleaks:allow


def test_every_wrong_variable_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"API_KEYS.*METRICS_PORT.*DRAIN_SECONDS") as told:
        read_settings({"PORT": "many", "METRICS_PORT": "-1", "DRAIN_SECONDS": "nan", "TRUSTED_PROXIES": "x"})
    assert "PORT: 'many'" in str(told.value) and "TRUSTED_PROXIES" in str(told.value)


@pytest.mark.parametrize("hops", ["0", "10", "-1", "two", "1.5", "\u0662"])
def test_hops_are_a_small_number(hops: str) -> None:
    with pytest.raises(SettingsError, match="FORWARDED_HOPS"):
        read_settings({**KEYS, "FORWARDED_HOPS": hops})


def test_who_is_believed_is_what_the_edge_says_and_what_people_say_before_it() -> None:
    nobody = read_settings(KEYS)
    assert (nobody.hops, [str(network) for network in nobody.proxies]) == (2, ["35.191.0.0/16", "130.211.0.0/22"])
    edge = {**KEYS, "FORWARDED_HOPS": "1", "FORWARDED_FROM": "10.0.0.0/8"}
    told = read_settings(edge)
    assert (told.hops, [str(network) for network in told.proxies]) == (1, ["10.0.0.0/8"])
    said = read_settings({**edge, "TRUSTED_PROXIES": "192.0.2.0/24"})
    assert [str(network) for network in said.proxies] == ["192.0.2.0/24"]
    assert read_settings({**edge, "TRUSTED_PROXIES": ""}).proxies == ()


@pytest.mark.parametrize("drain", ["0", "-1", "3601", "inf", "soon"])
def test_a_budget_is_a_number_of_seconds(drain: str) -> None:
    with pytest.raises(SettingsError, match="DRAIN_SECONDS"):
        read_settings({**KEYS, "DRAIN_SECONDS": drain})


def test_without_a_word_it_has_what_manifests_give() -> None:
    settings = read_settings(KEYS)
    assert (settings.port, settings.metrics_port, settings.drain_seconds) == (8000, None, 20)
    assert (settings.tier, settings.store) == ("local", "memory")
    assert read_settings({**KEYS, "ENVIRONMENT": "staging"}).tier == "staging"


def test_the_port_of_operators_is_not_that_of_users() -> None:
    with pytest.raises(SettingsError, match="METRICS_PORT: 8000"):
        read_settings({**KEYS, "METRICS_PORT": "8000"})


@pytest.mark.parametrize("tier", ["staging", "production", "canary"])
def test_memory_is_refused_where_data_must_stay(tier: str) -> None:
    with pytest.raises(SettingsError, match=f"STORE: memory would lose the data of {tier}"):
        read_settings({**KEYS, "STORE": "memory", "TIER": tier})


@pytest.mark.parametrize("tier", ["", "dev", "test", "rehearsal"])
def test_memory_is_taken_elsewhere(tier: str) -> None:
    assert read_settings({**KEYS, "STORE": "memory", "TIER": tier}).store == "memory"


def test_firestore_wants_the_database_of_the_tier() -> None:
    with pytest.raises(SettingsError, match="FIRESTORE_DATABASE"):
        read_settings({**KEYS, "STORE": "firestore", "TIER": "production"})
    settings = read_settings({**KEYS, "STORE": "firestore", "FIRESTORE_DATABASE": "production", "TIER": "production"})
    assert (settings.store, settings.firestore_database) == ("firestore", "production")
    with pytest.raises(SettingsError, match="'redis' is not known"):
        read_settings({**KEYS, "STORE": "redis"})
