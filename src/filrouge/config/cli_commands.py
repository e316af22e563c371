"""The commands of `filrouge` that are not management commands."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.core.management.base import CommandError

from filrouge.config import backup as archive
from filrouge.config import daily_backup, health, prepare, running, serve
from filrouge.config.french_errors import reason

Parser = argparse.ArgumentParser


def no_options(_parser: Parser) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Command:
    help: str  # empty: for the house's own use
    handle: Callable[[argparse.Namespace], int]
    configure: Callable[[Parser], None] = no_options


def setup() -> None:
    try:
        django.setup()
    except OSError as error:
        raise CommandError(f"Fil rouge ne peut pas démarrer : {reason(error)} ({error.filename}).") from error


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def installed_version() -> str:
    try:
        return version("filrouge")
    except PackageNotFoundError:
        return "0"


def show_version(_options: argparse.Namespace) -> int:
    say(f"Fil rouge {installed_version()}")
    return 0


# --- run


def run_options(parser: Parser) -> None:
    port = os.environ.get("PORT", "8000")
    host = os.environ.get("FILROUGE_HOST", "127.0.0.1")
    demo = os.environ.get("FILROUGE_DEMO") == "1"
    parser.add_argument("--port", type=int, default=port, help=f"port d’écoute (variable PORT ; ici {port})")
    parser.add_argument("--host", default=host, help=f"adresse d’écoute (variable FILROUGE_HOST ; ici {host})")
    parser.add_argument("--demo", action="store_true", default=demo, help="charge la démonstration si la base est vide")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="ne charge pas la démonstration")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="nombre de processus web (1)")
    parser.add_argument(
        "--no-worker", action="store_true", help="sans le processus des tâches de fond (lancé ailleurs)"
    )
    parser.add_argument("--no-prepare", action="store_true", help="sans mettre à jour la base ni publier les styles")


def run(options: argparse.Namespace) -> int:
    os.environ["PORT"] = str(options.port)  # settings build the address of personal links from it
    os.environ["FILROUGE_DEMO"] = "1" if options.demo else "0"
    setup()
    serve.listen(options.host, options.port).close()  # a busy port is said at once, not after the preparation
    if not options.no_prepare:
        prepare.in_another_process("prepare", environment=as_owner())
        if options.demo and empty():
            say("Chargement de la démonstration…")
            prepare.in_another_process("demo", quiet=True)

    def ready(listener: socket.socket) -> None:
        host = "localhost" if options.host in {"127.0.0.1", "0.0.0.0", "::"} else options.host  # noqa: S104
        say(f"\nFil rouge est prêt : http://{host}:{listener.getsockname()[1]}/\n")
        if options.demo:
            say_demo_accounts()

    with running.marked(settings.DATA_DIR):
        if settings.DAILY_BACKUP:
            daily_backup.DailyBackup().start()
        serve.serve(options.host, options.port, processes=options.workers, worker=not options.no_worker, ready=ready)
    return 0


def as_owner() -> dict[str, str]:
    return {"FILROUGE_AS_OWNER": "1"} if settings.DATABASE_OWNER_URL else {}


def empty() -> bool:
    return not apps.get_model("tenancy", "Organisation")._default_manager.exists()


def say_demo_accounts() -> None:
    call_command("demo", accounts=True)


def prepare_data(_options: argparse.Namespace) -> int:
    setup()
    prepare.prepare()
    return 0


def migrate(_options: argparse.Namespace) -> int:
    setup()
    prepare.in_another_process("prepare", environment=as_owner())
    say("La base de données et les styles sont à jour.")
    return 0


def web_options(parser: Parser) -> None:
    parser.add_argument("--descriptor", type=int, required=True)


def web(options: argparse.Namespace) -> int:
    setup()
    serve.serve_descriptor(options.descriptor)
    return 0


# --- backup and restore


def backup_options(parser: Parser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FICHIER", help="archive à écrire (sinon, nommée du jour)"
    )


def backup(options: argparse.Namespace) -> int:
    setup()
    written = archive.backup(options.file, version=installed_version())
    say(f"Sauvegarde écrite : {written}. Elle contient tout, clé secrète comprise : gardez-la en lieu sûr.")
    return 0


def restore_options(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FICHIER", help="archive écrite par « filrouge backup »")
    parser.add_argument(
        "--force", action="store_true", help="remplace les données présentes (elles sont mises de côté)"
    )


def restore(options: argparse.Namespace) -> int:
    setup()
    aside = archive.restore(options.file, force=options.force)
    if aside is not None:
        say(f"Les anciennes données sont gardées dans {aside}.")
    say("Restauration terminée. « filrouge run » la met à jour si besoin.")
    return 0


# --- check and manage


def check(_options: argparse.Namespace) -> int:
    setup()
    problems = 0
    for label, problem in health.examine():
        problems += bool(problem)
        say(f"{'✗' if problem else '✓'} {label}{' : ' + problem if problem else ''}")
    return 1 if problems else 0


def manage_options(parser: Parser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="…", help="commande de Django et ses options")


def manage(options: argparse.Namespace) -> int:
    execute_from_command_line(["filrouge manage", *options.arguments])
    return 0


COMMANDS = {
    "run": Command("démarre l’application", run, run_options),
    "migrate": Command("met à jour la base de données et publie les styles, sans démarrer", migrate),
    "backup": Command("sauvegarde toutes les données dans une archive", backup, backup_options),
    "restore": Command("remet en place une sauvegarde", restore, restore_options),
    "check": Command("vérifie les réglages, la base et les fichiers", check),
    "manage": Command("lance une commande de Django", manage, manage_options),
    "version": Command("dit la version", show_version),
    "prepare": Command("", prepare_data),
    "web": Command("", web, web_options),
}
