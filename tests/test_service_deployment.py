"""What Dockerfile and compose.yaml promise of the service."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from service.settings import Settings
from tests.service_standin import Shelf, listening

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def check_health(port: int | str) -> subprocess.CompletedProcess[bytes]:
    """The image's own check, where a proxy that nobody runs is set."""
    (command,) = re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE.replace("\\\n", ""), re.MULTILINE)
    _, *arguments = json.loads(command)
    environment = {**os.environ, "CARI_PORT": str(port), "http_proxy": "http://127.0.0.1:9"}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True)


def test_the_health_of_a_container_is_asked_of_the_service_itself() -> None:
    with listening(Shelf("0001-aa")) as (_, port):
        assert check_health(port).returncode == 0
    assert check_health(port).returncode != 0


def test_an_empty_port_is_that_of_the_service() -> None:
    assert Settings.from_environment({"CARI_PORT": ""}).port == 8000
    assert b"ValueError" not in check_health("").stderr


def test_a_container_is_stopped_with_a_signal_that_python_always_handles() -> None:
    assert re.findall(r"^STOPSIGNAL (.*)$", DOCKERFILE, re.MULTILINE) == ["SIGINT"]


def test_models_are_kept_where_the_index_is() -> None:
    (full,) = re.findall(r"^FROM base AS full$(.*?)^FROM ", DOCKERFILE, re.MULTILINE | re.DOTALL)
    (home,) = re.findall(r"^ENV HF_HOME=(.*)$", full, re.MULTILINE)
    (volume,) = re.findall(r"^VOLUME (.*)$", DOCKERFILE, re.MULTILINE)
    assert Path(home).is_relative_to(volume)


@pytest.mark.parametrize(
    "port", yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["cari"]["ports"]
)
def test_compose_opens_the_service_to_its_machine_only(port: str) -> None:
    assert port.startswith("127.0.0.1:")
