from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections


def check_database_role(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Row-level security protects nothing from a role that may ignore it."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            (bypasses,) = cursor.fetchone()
        if bypasses:
            messages.append(
                Error(
                    "Le rôle PostgreSQL de l’application peut contourner la sécurité par ligne.",
                    hint="Utilisez un rôle NOSUPERUSER NOBYPASSRLS (voir docs/hosting).",
                    id="tenancy.E001",
                )
            )
    return messages
