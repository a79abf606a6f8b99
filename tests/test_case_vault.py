"""Keys of cases: changed without losing what is sealed, configured, examined."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.doctor import Finding, case_key
from bot.config import Cases, Config, ConfigError, load, vault
from coordination.cases.vault import BadKey, Sealed, new_key, vault_of

TOKEN = "1:TEST"


def test_a_key_can_be_changed() -> None:
    old, new = new_key(), new_key()
    sealed = vault_of(old).seal_values({"name": "جين"})
    assert sealed is not None
    both = vault_of(f"# the new one first\n{new}\n\n{old}\n")
    assert both.open_values(sealed) == {"name": "جين"}
    renewed = both.renew(sealed)
    assert vault_of(new).open_values(renewed) == {"name": "جين"}
    for keys, wrong in ((vault_of(old), renewed), (vault_of(new), sealed), (both, sealed[:-1] + b"x")):
        with pytest.raises(Sealed):
            keys.open(wrong)
    with pytest.raises(Sealed):
        vault_of(new).renew(sealed)


def test_no_answers_seal_to_nothing() -> None:
    made = vault_of(new_key())
    assert (made.seal_values({}), made.open_values(None)) == (None, {})


@pytest.mark.parametrize(("text", "words"), [("", "no key in it"), ("# a\n\nsecret", "line 3 is no key")])
def test_a_text_that_is_no_key(text: str, words: str) -> None:
    with pytest.raises(BadKey, match=words):
        vault_of(text)


def test_without_a_key_cases_are_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load({"BOT_TOKEN": "123456:abcdef"})
    assert vault(config) is None
    words = "switched off: no key (set cases.key_file or TANSIQ_CASE_KEY)"
    assert case_key(config) == [Finding("cases", "warning", words)]


def test_the_key_from_the_environment_is_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    key = new_key()
    config = load({"BOT_TOKEN": "123456:abcdef", "TANSIQ_CASE_KEY": key})
    made = vault(config)
    assert made is not None and vault_of(key).open(made.seal(b"x")) == b"x"
    assert key in config.secrets
    assert case_key(config) == [Finding("cases", "ok", "what is kept of persons is sealed")]


def test_the_key_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "case.key"
    config = Config(token=TOKEN, cases=Cases(key_file=str(path)))
    with pytest.raises(ConfigError, match="cannot be read"):
        vault(config)
    path.write_text("nonsense")
    with pytest.raises(ConfigError, match="line 1 is no key"):
        vault(config)
    assert case_key(config)[0].verdict == "wrong"
    path.write_text(new_key())
    path.chmod(0o600)
    assert vault(config) is not None
    assert case_key(config)[0].verdict == "ok"
    path.chmod(0o644)
    assert case_key(config) == [
        Finding("cases", "warning", f"others can read the key in {path}: chmod 600 {path}")
    ]
