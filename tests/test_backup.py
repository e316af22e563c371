"""A backup is worth what its restoration is worth: real folders, through the command line."""

import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.real_server import SOURCES, Installation


def rows(installation: Installation) -> list[str]:
    with closing(sqlite3.connect(installation.data / "filrouge.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [name for (name,) in base.execute("SELECT name FROM kept ORDER BY name")]


def write_row(installation: Installation, name: str) -> None:
    with closing(sqlite3.connect(installation.data / "filrouge.sqlite3")) as base, base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT)")
        base.execute("INSERT INTO kept VALUES (?)", [name])


def fill(folder: Path) -> Installation:
    """The archive does not care what the tables are: one of ours is enough, and quick."""
    folder.mkdir()
    installation = Installation(folder)
    write_row(installation, "réunion")
    (folder / "files/ab").mkdir(parents=True)
    (folder / "files/ab/compte-rendu.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 9000)
    return installation


@pytest.fixture
def full(tmp_path):
    return fill(tmp_path / "full")


@pytest.fixture
def archive(full, tmp_path):
    path = tmp_path / "sauvegarde.zip"
    assert "Sauvegarde écrite" in full.run("backup", str(path))
    return path


def untouched(installation: Installation) -> bool:
    """Nothing but what starting the command makes: the key and the mark."""
    return {path.name for path in installation.data.iterdir()} <= {"secret_key", "running.lock"}


@pytest.mark.server
def test_round_trip(full, archive, tmp_path) -> None:
    elsewhere = Installation(tmp_path / "elsewhere")
    elsewhere.run("restore", str(archive))
    assert rows(elsewhere) == ["réunion"]
    pdf = "files/ab/compte-rendu.pdf"
    assert (elsewhere.data / pdf).read_bytes() == (full.data / pdf).read_bytes()
    assert (elsewhere.data / "secret_key").read_text() == (full.data / "secret_key").read_text()
    assert archive.stat().st_mode & 0o077 == 0
    assert not list(elsewhere.data.glob(".restore-*"))


@pytest.mark.server
def test_a_full_folder_is_replaced_only_by_force(full, archive) -> None:
    write_row(full, "venue après")
    assert "--force" in full.run("restore", str(archive), code=1)
    assert rows(full) == ["réunion", "venue après"]
    said = full.run("restore", str(archive), "--force")
    assert rows(full) == ["réunion"]
    (aside,) = full.data.glob("before-restore-*")
    assert str(aside) in said
    assert rows(Installation(aside)) == ["réunion", "venue après"]


@pytest.mark.server
@pytest.mark.parametrize("place", [0.3, 0.6, 0.9])
def test_a_damaged_archive_restores_nothing(archive, tmp_path, place) -> None:
    content = bytearray(archive.read_bytes())
    start = int(len(content) * place)
    content[start : start + 40] = bytes(40)
    archive.write_bytes(content)
    elsewhere = Installation(tmp_path / "elsewhere")
    assert "Rien n’a été modifié." in elsewhere.run("restore", str(archive), code=1)
    assert untouched(elsewhere)


@pytest.mark.server
def test_a_cut_archive_restores_nothing(archive, tmp_path) -> None:
    archive.write_bytes(archive.read_bytes()[:-2000])
    elsewhere = Installation(tmp_path / "elsewhere")
    assert "n’est pas une sauvegarde" in elsewhere.run("restore", str(archive), code=1)
    assert untouched(elsewhere)


@pytest.mark.server
def test_a_tampered_archive_restores_nothing(archive, tmp_path) -> None:
    """Well-formed, but the content is not what the manifest says, or goes where it must not."""
    with zipfile.ZipFile(archive) as source:
        members = {name: source.read(name) for name in source.namelist()}
    members["files/ab/compte-rendu.pdf"] = b"%PDF autre"
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(changed, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    elsewhere = Installation(tmp_path / "elsewhere")
    assert "empreinte" in elsewhere.run("restore", str(changed), code=1)
    with zipfile.ZipFile(changed, "w") as target:
        for name, content in members.items():
            target.writestr(name.replace("files/ab", "files/../.."), content.replace(b"files/ab", b"files/../.."))
    assert "n’est pas une sauvegarde" in elsewhere.run("restore", str(changed), code=1)
    assert untouched(elsewhere)
    assert not (tmp_path / "compte-rendu.pdf").exists()


@pytest.mark.server
def test_what_is_not_a_backup_is_refused(tmp_path) -> None:
    elsewhere = Installation(tmp_path / "elsewhere")
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG" * 100)
    assert "n’est pas une sauvegarde" in elsewhere.run("restore", str(picture), code=1)
    assert "introuvable" in elsewhere.run("restore", str(tmp_path / "absent.zip"), code=1)
    assert "rien à sauvegarder" in elsewhere.run("backup", code=1)
    assert untouched(elsewhere)


@pytest.mark.postgresql
def test_postgresql_round_trip(tmp_path) -> None:
    """A dump that row-level security would have emptied shows here: it is taken with the three roles of a real host."""
    names = [f"backup_{os.getpid()}_{end}" for end in ("from", "to")]
    owner = os.environ["FILROUGE_TEST_DATABASE_URL"]
    with psycopg.connect(owner.replace("postgres:", "postgresql:"), autocommit=True) as admin:
        for name in names:
            admin.execute(f"CREATE DATABASE {name}")
        try:
            round_trip(tmp_path, names)
        finally:
            for name in names:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def hosted(data: Path, name: str) -> Installation:
    def on(variable: str) -> str:
        return urlsplit(os.environ[variable])._replace(path=f"/{name}").geturl()

    return Installation(
        data,
        env={
            "DATABASE_URL": on("FILROUGE_TEST_APP_URL"),
            "FILROUGE_DATABASE_OWNER_URL": on("FILROUGE_TEST_DATABASE_URL"),
            "FILROUGE_DATABASE_BACKUP_URL": on("FILROUGE_TEST_BACKUP_URL"),
            "PYTHONPATH": SOURCES,
        },
    )


MAKE = """
from tests.factories import OrganisationFactory, PersonFactory
PersonFactory(organisation=OrganisationFactory(slug="chastel"), last_name="Garrigue")
"""
READ = """
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
with organisation_scope(Organisation.objects.get()):
    print("trouvé :", *Person.objects.values_list("last_name", flat=True))
"""


def shell(installation: Installation, code: str) -> str:
    return installation.run("manage", "shell", "--no-imports", "-c", code)


def round_trip(tmp_path: Path, names: list[str]) -> None:
    first, second = hosted(tmp_path / "from", names[0]), hosted(tmp_path / "to", names[1])
    first.run("migrate")
    shell(first, MAKE)
    archive = tmp_path / "sauvegarde.zip"
    first.run("backup", str(archive))
    second.run("restore", str(archive))
    second.run("migrate")
    assert "trouvé : Garrigue" in shell(second, READ)
    assert "--force" in second.run("restore", str(archive), code=1)
    second.run("restore", str(archive), "--force")
    second.run("migrate")
    assert "trouvé : Garrigue" in shell(second, READ)
