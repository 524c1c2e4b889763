"""A private PostgreSQL server for a test run: made in a temporary folder, no network, no trace."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SERVER_ACCOUNT = "postgres"


@contextmanager
def private_server() -> Iterator[str]:
    """URL of a server's database `postgres`; skips with the reason where there can be none."""
    programs = _programs()
    as_owner = _as_owner()
    # A path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        if as_owner:
            shutil.chown(folder, _SERVER_ACCOUNT)
        place = folder / "cluster"

        def do(program: str, *arguments: str) -> None:
            command = [*as_owner, str(programs / program), "-D", str(place), *arguments]
            subprocess.run(command, check=True, capture_output=True, timeout=120, cwd="/")

        do("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        options = f"-c listen_addresses='' -k {folder} -c fsync=off"
        do("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            do("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if folders:
        return folders[-1]
    if found:
        return Path(found).parent
    pytest.skip("no PostgreSQL server here: run scripts/install-postgres")


def _as_owner() -> list[str]:
    """How to run a command as somebody who may run the server; root may not."""
    if os.name == "nt":
        pytest.skip("the private server needs POSIX")
    if os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        pytest.skip("the server does not run as root, and there is no runuser")
    return ["runuser", "-u", _SERVER_ACCOUNT, "--"]
