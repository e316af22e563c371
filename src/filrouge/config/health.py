"""`filrouge check`: what a host wants to know before trusting a machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def settings_problem() -> str:
    found = checks.run_checks(include_deployment_checks=settings.HTTPS)
    return " ".join(str(message).replace("\n", " ") for message in found if message.level >= checks.WARNING)


def folder_problem() -> str:
    folder = Path(settings.DATA_DIR)
    writable = folder.is_dir() and os.access(folder, os.W_OK)
    return "" if writable else f"« {folder} » n’existe pas encore ou ne peut pas être écrit."


def database_problem() -> str:
    """SQLite: is the file sound? PostgreSQL: does row-level security bind our role?"""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check(1)")
                answer = cursor.fetchone()[0]
                return "" if answer == "ok" else f"fichier abîmé ({answer}). Restaurez une sauvegarde."
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            free = cursor.fetchone()[0]
            return "le rôle PostgreSQL contourne la séparation des équipes ; il en faut un ordinaire." if free else ""
    except DatabaseError as error:
        return f"elle ne répond pas ({' '.join(str(error).split())})."


def migrations_problem() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "impossible de le savoir sans base."
    return f"{len(waiting)} mise(s) à jour en attente : lancez « filrouge migrate »." if waiting else ""


def static_problem() -> str:
    published = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    return "" if published else "pas encore publiés : lancez « filrouge migrate »."


def examine() -> Iterator[tuple[str, str]]:
    yield "Réglages", settings_problem()
    yield "Dossier de données", folder_problem()
    yield "Base de données", database_problem()
    yield "Mises à jour de la base", migrations_problem()
    yield "Styles et scripts", static_problem()
