"""One archive with everything: the database as it was at one instant, the files, the key, and their fingerprints.

The database is copied before the files: a file is always written before the row that names it, so every row of the
copy finds its file. Restoring checks every fingerprint in a folder aside before anything is moved.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from filrouge.config import backup_postgresql
from filrouge.config.french_errors import reason
from filrouge.config.running import nobody_else

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "filrouge.sqlite3", "postgresql": "database.dump"}
CHUNK = 1 << 20
NOT_OURS = "Ce fichier n’est pas une sauvegarde de Fil rouge. Rien n’a été modifié."
DAMAGED = "Cette sauvegarde est abîmée ({detail}). Rien n’a été modifié."


def stamp() -> str:
    return datetime.now(UTC).astimezone().strftime("%Y-%m-%d-%H%M%S")


def check_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        answer = base.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise CommandError(f"La base de données est abîmée ({answer}). Rien n’a été modifié.")


def copy_sqlite(target: Path) -> None:
    """In one step: copied in small ones, each write from elsewhere would start the copy again, for ever."""
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=-1)
    check_sqlite(target)


# --- writing


def destination(wanted: Path | None) -> Path:
    name = f"filrouge-{stamp()}.zip"
    path = settings.DATA_DIR / "backups" / name if wanted is None else wanted
    path = path / name if path.is_dir() else path
    if path.exists():
        raise CommandError(f"« {path} » existe déjà. Choisissez un autre nom.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.absolute()


def add(archive: zipfile.ZipFile, name: str, source: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reader, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as writer:
        while chunk := reader.read(CHUNK):
            writer.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


def contents(work: Path) -> Iterator[tuple[str, Path]]:
    data = Path(settings.DATA_DIR)
    database = work / DATABASES[connection.vendor]
    if connection.vendor == "sqlite":
        copy_sqlite(database)
    else:
        backup_postgresql.dump(database)
    yield database.name, database
    if (data / "secret_key").exists():
        yield "secret_key", data / "secret_key"
    for path in sorted((data / "files").rglob("*")):
        if path.is_file():
            yield path.relative_to(data).as_posix(), path


def write(stream: IO[bytes], work: Path, version: str) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        files = {name: add(archive, name, path) for name, path in contents(work)}
        manifest = {
            "format": FORMAT,
            "version": version,
            "database": connection.vendor,
            "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": files,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))


def backup(wanted: Path | None, *, version: str) -> Path:
    """Written under another name, flushed, then renamed: a file with the right name is complete."""
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        raise CommandError(f"Il n’y a rien à sauvegarder dans « {settings.DATA_DIR} ».")
    path = destination(wanted)
    partial = path.with_name(path.name + ".partial")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as work:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                write(stream, Path(work), version)
                stream.flush()
                os.fsync(stream.fileno())
            partial.rename(path)
    except OSError as error:
        raise CommandError(f"La sauvegarde n’a pas pu être écrite dans « {path} » ({reason(error)}).") from error
    finally:
        partial.unlink(missing_ok=True)
    return path


# --- reading back


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        known = manifest["format"] == FORMAT and isinstance(manifest["files"], dict)
    except (KeyError, TypeError, ValueError) as error:
        raise CommandError(NOT_OURS) from error
    if not known:
        raise CommandError("Cette sauvegarde vient d’une version plus récente : mettez d’abord Fil rouge à jour.")
    if manifest["database"] != connection.vendor:
        raise CommandError(
            f"Cette sauvegarde vient d’une base {manifest['database']} et les réglages demandent {connection.vendor}."
        )
    expected = set(manifest["files"]) | {MANIFEST}
    if set(archive.namelist()) != expected or len(archive.namelist()) != len(expected):
        raise CommandError(DAMAGED.format(detail="des fichiers manquent ou sont en trop"))
    return manifest


def allowed(name: str) -> bool:
    """Only what a backup writes, and never outside the folder it is unpacked into."""
    path = PurePosixPath(name)
    if ".." in path.parts or path.is_absolute() or "\\" in name:
        return False
    return name in {*DATABASES.values(), "secret_key"} or path.parts[0] == "files"


def unpack(archive: zipfile.ZipFile, name: str, expected: dict[str, Any], target: Path) -> None:
    if not allowed(name):
        raise CommandError(NOT_OURS)
    path = target / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with archive.open(name) as reader, path.open("wb") as writer:
        while chunk := reader.read(CHUNK):
            writer.write(chunk)
            digest.update(chunk)
    path.chmod(0o600)
    if digest.hexdigest() != expected["sha256"]:
        raise CommandError(DAMAGED.format(detail=f"empreinte de « {name} »"))


def unpack_all(path: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            for name, expected in manifest["files"].items():
                unpack(archive, name, expected, target)
    except FileNotFoundError as error:
        raise CommandError(f"« {path} » est introuvable.") from error
    except zipfile.BadZipFile as error:
        raise CommandError(NOT_OURS if not zipfile.is_zipfile(path) else DAMAGED.format(detail=error)) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise CommandError(DAMAGED.format(detail=error)) from error


def occupied() -> bool:
    data = Path(settings.DATA_DIR)
    base = data / DATABASES["sqlite"]
    files = any(path.is_file() for path in (data / "files").rglob("*"))
    if connection.vendor == "postgresql":
        return files or bool(connection.introspection.table_names())
    return files or (base.exists() and base.stat().st_size > 0)


def swap(data: Path, fresh: Path, aside: Path) -> None:
    """Renames only. If one fails, those already done are undone."""
    done: list[tuple[Path, Path]] = []
    replaced = ["filrouge.sqlite3", "filrouge.sqlite3-wal", "filrouge.sqlite3-shm", "files", "secret_key"]
    if not (fresh / "secret_key").exists():
        replaced.remove("secret_key")  # the key lives in the environment: nothing to put in its place
    moves = [(data / name, aside / name) for name in replaced]
    moves += [(fresh / name, data / name) for name in replaced]
    try:
        for source, target in moves:
            if source.exists():
                source.rename(target)
                done.append((source, target))
    except OSError as error:
        for source, target in reversed(done):
            target.rename(source)
        raise CommandError(f"La restauration a échoué ({reason(error)}) et a été annulée.") from error


@contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """Beside the data, so that renaming is enough; never left behind."""
    folder = Path(tempfile.mkdtemp(prefix=".restore-", dir=data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restore(path: Path, *, force: bool) -> Path | None:
    """Returns the folder where the former data were put aside, if there were any."""
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    taken = occupied()
    if taken and not force:
        raise CommandError(
            f"« {data} » contient déjà des données. Ajoutez --force pour les remplacer (elles seront mises de côté)."
        )
    connection.close()
    with nobody_else(data), workplace(data) as fresh:
        unpack_all(path, fresh)
        dump = fresh / DATABASES["postgresql"]
        if connection.vendor == "sqlite":
            check_sqlite(fresh / DATABASES["sqlite"])
        else:
            backup_postgresql.load(dump, replace=taken)
            dump.unlink()
        aside = data / f"before-restore-{stamp()}"
        aside.mkdir(mode=0o700)
        swap(data, fresh, aside)
    if any(aside.iterdir()):
        return aside
    aside.rmdir()
    return None
