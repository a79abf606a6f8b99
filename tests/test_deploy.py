"""The files of deploy/: as far as they can be tried without a container engine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent / "deploy"


def variables(text: str) -> set[str]:
    return set(re.findall(r"\b(?:BOT|TANSIQ)_[A-Z_]+", text))


def test_the_service_is_sound(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    unit = (DEPLOY / "tansiq.service").read_text(encoding="utf-8")
    copy = tmp_path / "tansiq.service"
    copy.write_text(re.sub("^ExecStart=.*$", "ExecStart=/bin/true", unit, flags=re.M), encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False
    )
    assert [line for line in verified.stderr.splitlines() if "tansiq.service" in line] == []
    assert "ProcSubset" not in re.sub("^#.*$", "", unit, flags=re.M)  # it would hide which boot this is


@pytest.mark.parametrize("name", ["tansiq.service", "compose.yaml", "Containerfile"])
def test_what_is_set_is_a_setting(name: str) -> None:
    names = variables((DEPLOY / name).read_text(encoding="utf-8"))
    known = {"BOT_CONFIG", "TANSIQ_CASE_KEY"} | {
        f"BOT_{setting}"
        for setting in (
            "TOKEN",
            "API_URL",
            "DATABASE_URL",
            "ADMINS",
            "MONITOR_LISTEN",
            "FEED_URL",
            "FEED_LISTEN",
        )
    }
    known |= {f"BOT_WEBHOOK_{setting}" for setting in ("URL", "LISTEN", "SECRET", "")}
    assert names - known == set()


def test_the_container_has_every_package_and_nothing_that_is_not_there() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) \S+$", text, flags=re.M)
    assert [name for name in copied if not (DEPLOY.parent / name).exists()] == []
    ignored = (DEPLOY.parent / ".dockerignore").read_text(encoding="utf-8")
    assert sorted(copied) == sorted(re.findall(r"^!(\S+)$", ignored, flags=re.M))
    health = json.loads(re.findall(r"^    CMD (\[.*\])$", text, flags=re.M)[0])
    compile(health[2], "health", "exec")


def test_the_composition_starts_two_replicas_after_the_database() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert "\t" not in text
    assert re.findall(r"^  (\w+):$", text, flags=re.M) == ["db", "bot", "database"]
    assert "replicas: 2" in text
    assert "condition: service_healthy" in text
    assert "dockerfile: deploy/Containerfile" in text
