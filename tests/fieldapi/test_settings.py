"""Settings come from LANJIAN_*, once, and what can't be read is said in a sentence."""

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from fieldapi.settings import HELP, BadSetting, Settings, load, publish, variable

README = Path(__file__).parent.parent.parent / "README.md"
NAMES = [item.name for item in fields(Settings)]


def test_without_an_environment_there_are_defaults():
    assert load({}) == Settings()
    assert load({"LANJIAN_PORT": "", "LANJIAN_DATA": ""}) == Settings()
    assert load({}).host == "127.0.0.1"  # nobody else unless said so


def test_the_environment_is_read_and_what_is_said_by_hand_wins():
    environ = {"LANJIAN_DATA": "/srv/蓝检", "LANJIAN_PORT": "8080", "LANJIAN_DATABASE_URL": "postgresql+psycopg:///x"}

    chosen = load(environ, port=9090, data=None)

    assert (chosen.data, chosen.port) == (Path("/srv/蓝检"), 9090)
    assert chosen.database == "postgresql+psycopg:///x"
    assert chosen.store == Path("/srv/蓝检/store")


def test_without_an_address_the_database_lies_in_the_data_folder(tmp_path):
    assert Settings(data=tmp_path).database == f"sqlite:///{tmp_path}/lanjian.db"


@pytest.mark.parametrize("port", ["http", "80.5", "0", "65536", "-1", "８０８０x"])
def test_a_port_that_is_none_gives_a_sentence(port):
    with pytest.raises(BadSetting, match=r"LANJIAN_PORT=.*port on which"):
        load({"LANJIAN_PORT": port})


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


def test_what_is_published_is_read_back_the_same(tmp_path):
    environ = {}
    chosen = Settings(data=tmp_path, port=8123, host="0.0.0.0", demo_password="a b")

    publish(chosen, environ)

    assert load(environ) == chosen


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_explained_in_the_help_and_the_readme(name):
    assert HELP[name]
    assert f"`{variable(name)}`" in README.read_text("utf-8")


def test_the_readme_explains_no_setting_that_there_is_not():
    assert set(re.findall(r"LANJIAN_[A-Z_]+", README.read_text("utf-8"))) == {variable(name) for name in NAMES}
