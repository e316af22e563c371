"""The `filrouge` command: a thin layer over Django's, in French.

`filrouge people import-rpps …` runs the management command `people_import_rpps` of any installed app; the few commands
that must work before Django is set up, or around it, are written here and in `cli_commands`.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence

from filrouge.config.french_help import speak_french
from filrouge.config.process import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filrouge.config.settings")

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import OperationalError, connections

from filrouge.config.cli_commands import COMMANDS, Command, setup

USAGE_ERROR = 2
# Options that Django gives to every command: for those who write commands, not for those who use them.
PLUMBING = {
    "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks",
}  # fmt: skip


def our_commands() -> dict[str, str]:
    """Management commands of the house: `people_import_rpps` → its app."""
    return {name: app for name, app in get_commands().items() if isinstance(app, str) and app.startswith("filrouge.")}


def spoken(name: str, groups: set[str]) -> str:
    """How a management command is called: `people_import_rpps` → `people import-rpps`."""
    first, _, rest = name.partition("_")
    return f"{first} {rest.replace('_', '-')}" if rest and first in groups else name.replace("_", "-")


def group_names() -> set[str]:
    """The first words that stand before others: the rooms."""
    return {name.partition("_")[0] for name in our_commands() if "_" in name}


def first_sentence(text: str) -> str:
    """Some wrote a sentence, others a label: the list shows labels."""
    label = text.strip().split("\n")[0].split(". ")[0].rstrip(".")
    return label[:1].lower() + label[1:]


def print_help() -> None:
    setup()
    groups = group_names()
    lines = {name: command.help for name, command in COMMANDS.items() if command.help}
    for name, app in our_commands().items():
        lines.setdefault(spoken(name, groups), load_command_class(app, name).help)
    width = max(len(name) for name in lines)
    shown = "\n".join(f"  {name.ljust(width)}  {first_sentence(text)}" for name, text in sorted(lines.items()))
    text = f"utilisation : filrouge COMMANDE [options]\n\ncommandes :\n{shown}"
    sys.stdout.write(text + "\n\nfilrouge COMMANDE --help dit tout d’une commande.\n")


def find(words: Sequence[str]) -> tuple[str, list[str]] | None:
    """The management command that these words name, and its arguments; two words go before one."""
    known = our_commands()
    plain = [word.replace("-", "_") for word in words[:2]]
    for length in (2, 1):
        name = "_".join(plain[:length])
        if len(plain) >= length and not words[length - 1].startswith("-") and name in known:
            return name, list(words[length:])
    return None


def unknown(words: Sequence[str]) -> int:
    groups = group_names()
    names = sorted({spoken(name, groups) for name in our_commands()} | {n for n, c in COMMANDS.items() if c.help})
    if inside := [name for name in names if name.startswith(f"{words[0]} ")]:
        sys.stderr.write(f"Précisez : {', '.join(inside)}.\n")
        return USAGE_ERROR
    close = difflib.get_close_matches(" ".join(words[:2]), names, 1) or difflib.get_close_matches(words[0], names, 1)
    hint = f" Vouliez-vous dire « {close[0]} » ?" if close else ""
    sys.stderr.write(f"Commande inconnue : « {words[0]} ».{hint} Voir filrouge --help.\n")
    return USAGE_ERROR


def run_management(name: str, arguments: list[str]) -> int:
    command = load_command_class(our_commands()[name], name)
    vars(command)["_called_from_command_line"] = True  # or its parser would raise instead of explaining
    shown = spoken(name, group_names())
    parser = command.create_parser("filrouge", shown)
    hide_plumbing(parser)
    options = vars(parser.parse_args(arguments))
    positional = options.pop("args", ())
    command.execute(*positional, **options)
    return 0


def hide_plumbing(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if action.dest in PLUMBING:
            action.help = argparse.SUPPRESS
        elif action.dest == "help":
            action.help = "affiche cette aide"


def run_own(name: str, command: Command, arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"filrouge {name}", description=command.help, allow_abbrev=False)
    command.configure(parser)
    return command.handle(parser.parse_args(arguments))


def dispatch(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        print_help()
        return 0 if words else USAGE_ERROR
    if words[0] == "--version":
        words = ["version"]
    if own := COMMANDS.get(words[0]):
        return run_own(words[0], own, words[1:])
    setup()
    found = find(words)
    return run_management(*found) if found else unknown(words)


def explain(error: Exception) -> str:
    """Expected failures in one line; Django's and the database's own words follow ours."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, OperationalError):
        return f"La base de données ne répond pas comme prévu : {' '.join(str(error).split())}"
    if isinstance(error, ImproperlyConfigured):
        return f"Réglages incorrects : {error}"
    return str(error)


def main(arguments: Sequence[str] | None = None) -> int:
    die_with_parent()
    speak_french()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return dispatch(words)
    except (CommandError, ValidationError, OperationalError, ImproperlyConfigured) as error:
        sys.stderr.write(explain(error).rstrip() + "\n")
        return error.returncode if isinstance(error, CommandError) else 1
    except KeyboardInterrupt:
        return 130
    finally:
        if apps.ready:
            connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
