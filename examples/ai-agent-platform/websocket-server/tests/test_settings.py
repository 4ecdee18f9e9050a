import pytest
from app.settings import SettingsError, read_settings


def test_every_wrong_variable_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"API_KEYS.*PORT"):
        read_settings({"PORT": "many"})


def test_a_short_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="16 characters"):
        read_settings({"API_KEYS": "ada=short"})
