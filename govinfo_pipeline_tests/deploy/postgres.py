"""A PostgreSQL server of the test's own: on a free port of the loopback, in a folder that goes with it."""

import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from govinfo_pipeline_tests.processes import free_port

_ACCOUNT = "postgres"
"""The unprivileged user that the server runs as where the tests run as root, which PostgreSQL refuses."""


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """Starts a server with an empty database; gives the variables by which PostgreSQL's programs and Dagster find it.

    Skips the test where the server cannot be had, and says why.
    """
    programs, account = _programs(), _account()
    folder = Path(tempfile.mkdtemp(prefix="govinfo-postgres-"))
    try:
        if account:
            shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)
        found = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(free_port()),
            "PGUSER": "govinfo",
            "PGPASSWORD": secrets.token_urlsafe(8) + " @:/%",
            "PGDATABASE": "govinfo",
        }
        with _server(programs, account, folder, found):
            subprocess.run([programs / "createdb", found["PGDATABASE"]], env=os.environ | found, check=True)
            yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, account: str | None, folder: Path, found: Mapping[str, str]) -> Iterator[None]:
    def run(program: str, *arguments: str) -> None:
        groups = {} if account is None else {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
        said = subprocess.run(  # type: ignore[call-overload]  # user, group and extra_groups are given together or not
            [programs / program, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **groups,
        )
        assert said.returncode == 0, f"{program}: {said.stderr}"

    password = folder / "password"
    password.write_text(found["PGPASSWORD"], encoding="utf-8")
    if account:
        shutil.chown(password, account)
    data, port, user = str(folder / "data"), found["PGPORT"], found["PGUSER"]
    # A password as on a server, but one that is checked fast: Dagster opens a connection for each event.
    run("initdb", "-D", data, "-U", user, "-A", "md5", "--pwfile", str(password), "-E", "UTF8", "--no-sync")
    options = f"-h 127.0.0.1 -p {port} -k {folder} -F"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield
    finally:
        run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _programs() -> Path:
    """The folder of the newest server that is installed; Debian keeps it out of the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    folders += [Path(program).resolve().parent] if (program := shutil.which("initdb")) else []
    if not folders or not (folders[-1] / "initdb").exists():
        pytest.skip("needs PostgreSQL (Debian package postgresql)")
    if importlib.util.find_spec("dagster_postgres") is None:
        pytest.skip("needs dagster-postgres: pip install -e '.[postgres]'")
    return folders[-1]


def _account() -> str | None:
    if os.getuid() != 0:
        return None
    try:
        pwd.getpwnam(_ACCOUNT)
    except KeyError:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {_ACCOUNT}")
    return _ACCOUNT
