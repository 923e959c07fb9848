"""The files of ``deploy/`` fit together: Dagster and systemd take them, and nothing can be reached from outside."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from dagster._core.instance.config import dagster_instance_config
from dagster._core.instance.ref import InstanceRef
from dagster._core.remote_origin import GrpcServerCodeLocationOrigin
from dagster._core.workspace.load import location_origins_from_yaml_paths
from dagster_shared.yaml_utils import load_yaml_from_path

from govinfo_pipeline import settings
from govinfo_pipeline.orchestration.launcher import WatchedRunLauncher
from govinfo_pipeline_tests.deploy.server import DEPLOY, LOCATION, PROGRAMS, UNITS, command

VARIABLE = re.compile(r"^#?([A-Z_]+)=", re.MULTILINE)
EXAMPLE = (DEPLOY / "env.example").read_text(encoding="utf-8")
COMPOSE = cast(dict[str, Any], load_yaml_from_path(str(DEPLOY / "compose.yaml")))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SERVERS = ("code", "webserver", "daemon", "review")
MOST_EXPOSED = 2.0
"""On the scale of ``systemd-analyze security``: 0 is shut, 10 is open."""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What env.example says, with a password."""
    for line in EXAMPLE.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            monkeypatch.setenv(name, value or "secret")
    yield


def test_dagster_takes_its_configuration(environment: None, tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "dagster.yaml", tmp_path)
    config, _ = dagster_instance_config(str(tmp_path))
    assert set(config["storage"]) == {"postgres"}
    limits = {limit["key"]: limit for limit in config["concurrency"]["runs"]["tag_concurrency_limits"]}
    for key in ("dagster/partition", "dagster/backfill"):
        assert limits[key]["value"] == {"applyLimitPerUniqueValue": True}
        assert limits[key]["limit"] == 1
    assert config["run_monitoring"]["enabled"]
    assert config["run_retries"]["max_retries"] == 1
    assert not config["run_retries"]["retry_on_asset_or_op_failure"]
    launcher = InstanceRef.from_dir(str(tmp_path)).run_launcher
    assert isinstance(launcher, WatchedRunLauncher)
    assert launcher.supports_check_run_worker_health


def test_the_workspace_is_the_code_server_under_the_name_that_it_has_without_one(environment: None) -> None:
    (origin,) = location_origins_from_yaml_paths([str(DEPLOY / "workspace.yaml")])
    assert isinstance(origin, GrpcServerCodeLocationOrigin)
    assert (origin.host, str(origin.port)) == ("127.0.0.1", os.environ["GOVINFO_CODE_PORT"])
    assert origin.location_name == LOCATION


def test_the_example_names_every_variable_that_is_read_and_holds_no_secret() -> None:
    known = set(VARIABLE.findall(EXAMPLE))
    texts = [file.read_text(encoding="utf-8") for file in DEPLOY.rglob("*") if file.is_file()]
    used = {name for text in texts for name in re.findall(r"\{env: (\w+)\}|\$\{((?:GOVINFO|PG)\w+)", text)}
    read = {name for pair in used for name in pair if name}
    read |= {value for name, value in vars(settings).items() if name.endswith("_VARIABLE")}
    assert read <= known
    for name in ("PGPASSWORD", "GOVINFO_REVIEW_TOKEN"):
        assert re.search(rf"^{name}=$", EXAMPLE, re.MULTILINE), f"{name} is left for people to set"


def test_every_file_that_the_example_names_is_there_in_containers_too() -> None:
    """The home is the one folder that units and containers write, and has the same path in both."""
    named = re.findall(r"^#?(GOVINFO_(?:DECISIONS|BODIES|POPULATION|ALERTS))=(\S+)$", EXAMPLE, re.MULTILINE)
    home = COMPOSE["x-environment"]["GOVINFO_HOME"]
    assert [name for name, path in named if Path(path).parent == Path(home)] == [name for name, _ in named]
    assert len(named) == 4
    assert f"home:{home}" in COMPOSE["x-app"]["volumes"]


@pytest.mark.parametrize("unit", SERVERS)
def test_a_unit_starts_a_program_that_is_installed(unit: str) -> None:
    program, *_ = command(unit)
    if unit not in ("webserver", "daemon"):
        assert Path(program).parent == Path(sys.executable).parent
    assert os.access(program, os.X_OK)


@pytest.mark.parametrize("unit", SERVERS)
def test_unit_and_container_start_the_same(unit: str) -> None:
    """But for the addresses: in a container a program listens on all, and compose lets nobody in from outside."""
    line = next(line for line in UNITS[unit].read_text(encoding="utf-8").splitlines() if line.startswith("ExecStart="))
    of_unit = re.sub(r"--host \S+|\$\{GOVINFO_CODE_PORT\}", "*", line.removeprefix(f"ExecStart={PROGRAMS}/"))
    of_container = re.sub(r"--host \S+|(?<=--port )4266", "*", " ".join(SERVICES[unit]["command"]))
    assert of_unit == of_container


def test_systemd_takes_the_units_and_finds_them_shut(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze (Debian package systemd)")
    shutil.copytree(DEPLOY / "systemd", tmp_path, dirs_exist_ok=True)
    for file in tmp_path.glob("*.service"):
        text = file.read_text(encoding="utf-8").replace(str(PROGRAMS), str(Path(sys.executable).parent))
        file.write_text(text.replace("/opt/govinfo/deploy", str(DEPLOY)), encoding="utf-8")
    units = [str(file) for file in sorted(tmp_path.iterdir()) if file.is_file()]
    verified = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    for unit in (unit for unit in units if unit.endswith(".service")):
        said = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", unit],
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stdout[-500:] + said.stderr


@pytest.mark.parametrize("unit", UNITS)
def test_every_service_may_write_the_home_and_nothing_else_but_what_it_names(unit: str) -> None:
    """The backup too: SQLite cannot open the outbox where it may not write beside it."""
    hardening = UNITS[unit].parent / "govinfo-.service.d" / "hardening.conf"
    said = UNITS[unit].read_text(encoding="utf-8") + hardening.read_text(encoding="utf-8")
    settings = dict(re.findall(r"^(\w+)=(.*)$", said, re.MULTILINE))
    home = re.search(r"^GOVINFO_HOME=/var/lib/(.+)$", EXAMPLE, re.MULTILINE)
    assert home is not None
    assert (settings["ProtectSystem"], settings["StateDirectory"]) == ("strict", home[1])
    assert settings.get("ReadWritePaths") == ("/var/backups/govinfo" if unit == "backup" else None)
    assert UNITS[unit].name.startswith("govinfo-"), "the settings are those of this beginning"


def as_server(folder: Path, variables: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command by ``as-server.sh`` with a file of variables, as the user of the test."""
    (folder / "env").write_text(variables + f"\nGOVINFO_HOME={folder}", encoding="utf-8")
    script = (DEPLOY / "as-server.sh").read_text(encoding="utf-8").replace("/etc/govinfo/env", str(folder / "env"))
    script = script.replace("runuser -u govinfo --", "")
    return subprocess.run(["bash", "-c", script, "sh", *command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=a b;c&d", "a b;c&d"),
        ("NAME=$(touch made) `touch made` $HOME", "$(touch made) `touch made` $HOME"),
        ("  NAME= a=b  ", "a=b"),
        ('NAME="a b "', "a b "),
        ("NAME='a'", "a"),
        ("NAME=", ""),
        ("#NAME=no\n;NAME=no\nno\nNAME=a#b", "a#b"),
    ],
)
def test_a_command_has_the_variables_as_systemd_reads_them(tmp_path: Path, line: str, value: str) -> None:
    said = as_server(tmp_path, line, sys.executable, "-c", "import os; print(os.environ['NAME'] + '|' + os.getcwd())")
    assert (said.stdout, said.stderr) == (f"{value}|{tmp_path}\n", "")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("value", ['a"b', '"a" "b"', r"a\nb", '"'])
def test_a_command_refuses_variables_that_systemd_may_read_otherwise(tmp_path: Path, value: str) -> None:
    said = as_server(tmp_path, f"A=b\nNAME={value}", "true")
    assert said.returncode == 1
    assert f"{tmp_path}/env, line 2: write NAME without quotes" in said.stderr
    assert value not in said.stderr, "it may be a secret"


def test_nothing_of_compose_can_be_reached_from_outside() -> None:
    ports = {name: service.get("ports", []) for name, service in SERVICES.items()}
    assert {name for name, given in ports.items() if given} == {"webserver", "review"}
    for given in ports.values():
        assert all(port.startswith("127.0.0.1:") for port in given)


@pytest.mark.parametrize("name", ["postgres", *SERVERS])
def test_every_container_that_stays_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_compose_keeps_secrets_out_and_data_in_volumes() -> None:
    for name, service in SERVICES.items():
        secrets = {key: value for key, value in service["environment"].items() if "PASSWORD" in key or "TOKEN" in key}
        assert all(str(value).startswith("${") for value in secrets.values()), name
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or source.startswith("${GOVINFO_RAW") or (DEPLOY / source).is_file()
    for name in (*SERVERS, "backup"):
        assert SERVICES[name]["env_file"] == ".env"
        assert SERVICES[name]["read_only"]
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_the_image_is_built_of_files_that_are_there_and_let_in() -> None:
    root = DEPLOY.parent
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    let_in = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for name in " ".join(copied).split():
        assert (root / name).exists()
        assert f"!{name}" in let_in
    assert "deploy/.env" in let_in, "secrets stay out of the image"


def test_a_restore_refuses_what_is_damaged_and_what_would_be_overwritten(tmp_path: Path) -> None:
    def refusal(backup: Path, home: Path) -> str:
        said = subprocess.run(
            [DEPLOY / "restore.sh", backup],
            env=os.environ | {"GOVINFO_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 1
        return said.stderr

    backup, home = tmp_path / "backup", tmp_path / "home"
    backup.mkdir()
    assert "is no backup" in refusal(backup, home)
    (backup / "home.tar").write_bytes(b"content")
    sums = subprocess.run(["sha256sum", "home.tar"], cwd=backup, capture_output=True, text=True, check=True).stdout
    (backup / "SHA256SUMS").write_text(sums, encoding="utf-8")
    (home / "tables").mkdir(parents=True)
    assert "holds tables already" in refusal(backup, home)
    (backup / "home.tar").write_bytes(b"contend")
    assert "is damaged" in refusal(backup, home)


def test_the_page_on_operations_names_files_that_are_there() -> None:
    page = (DEPLOY.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:/opt/govinfo/|\b)(deploy/[\w./-]*[\w/])", page))
    assert {"deploy/backup.sh", "deploy/restore.sh", "deploy/as-server.sh", "deploy/compose.yaml"} <= named
    assert [name for name in named - {"deploy/.env"} if not (DEPLOY.parent / name).exists()] == []
    links = re.findall(r"\]\((\w+\.md)\)", page)
    assert [link for link in links if not (DEPLOY.parent / "docs" / link).is_file()] == []
    units = {unit for unit in re.findall(r"govinfo-(\w+)\b", page) if unit in UNITS}
    assert units >= {"code", "webserver", "daemon", "review", "backup"}
