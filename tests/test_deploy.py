"""The files of deploy/: as far as they can be tried without a container engine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.metrics import REGISTRY

DEPLOY = Path(__file__).parent.parent / "deploy"
RULES = DEPLOY / "prometheus" / "tansiq.rules.yaml"
SECRETS = {"BOT_TOKEN": "1:x", "BOT_ADMINS": "1", "POSTGRES_PASSWORD": "abc"}


def validated(*command: object, **environment: str) -> str:
    """What a validator prints when it finds nothing wrong; skips the test where there is none."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"no {command[0]} here")
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment}
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, env=env, cwd=DEPLOY
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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


def test_docker_compose_reads_the_composition() -> None:
    read = validated("docker-compose", "-f", DEPLOY / "compose.yaml", "config", **SECRETS)
    assert "replicas: 2" in read
    assert "BOT_DATABASE_URL: postgresql://tansiq:abc@db/tansiq" in read


def test_hadolint_finds_nothing_in_the_containerfile() -> None:
    assert validated("hadolint", DEPLOY / "Containerfile") == ""


def test_the_composition_starts_two_replicas_after_the_database() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert "\t" not in text
    assert re.findall(r"^  (\w+):$", text, flags=re.M) == ["db", "bot", "database"]
    assert text.endswith(
        "volumes:\n  database:\n    name: tansiq_database # whatever the project is called: an upgraded host keeps its rows\n"
    )
    assert "replicas: 2" in text
    assert "condition: service_healthy" in text
    assert "dockerfile: deploy/Containerfile" in text


def panels() -> list[dict[str, Any]]:
    board = json.loads((DEPLOY / "grafana" / "tansiq.json").read_text(encoding="utf-8"))
    assert board["uid"] == "tansiq"
    found: list[dict[str, Any]] = board["panels"]
    return found


def test_the_panels_of_the_dashboard_stand_beside_each_other() -> None:
    shown = panels()
    assert len({panel["id"] for panel in shown}) == len(shown)
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in shown)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(set(cells)) == len(cells)
    assert max(x for x, _ in cells) < 24  # columns of Grafana
    for panel in shown:
        assert panel["title"] and panel["targets"]
        assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}


def test_prometheus_reads_the_rules_and_the_expressions_of_the_dashboard(tmp_path: Path) -> None:
    assert "SUCCESS: 6 rules found" in validated("promtool", "check", "rules", RULES)
    expressions = [target["expr"] for panel in panels() for target in panel["targets"]]
    within = [text.replace("$__rate_interval", "5m") for text in expressions]
    rules = [{"record": f"shown:{n}", "expr": text} for n, text in enumerate(within)]
    file = tmp_path / "rules.json"  # JSON is YAML
    file.write_text(json.dumps({"groups": [{"name": "shown", "rules": rules}]}), encoding="utf-8")
    assert f"SUCCESS: {len(rules)} rules found" in validated("promtool", "check", "rules", file)


def test_the_rules_name_figures_that_there_are() -> None:
    text = RULES.read_text(encoding="utf-8")
    there = {sample.name for family in REGISTRY.collect() for sample in family.samples}
    there |= {f"{family.name}_total" for family in REGISTRY.collect()} | {"tansiq_alarm"}
    assert set(re.findall(r"\btansiq_[a-z_]+", text)) - there == set()
    assert text.count("- alert: ") == text.count("severity: ") == text.count("summary: ") == 6
