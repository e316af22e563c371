"""For migrations of data: row-level security is forced, so the owner of the tables sees no row either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps.registry import Apps


def each_organisation(apps: Apps, schema_editor: Any) -> Iterator[UUID]:
    """The key of each organisation in turn, whose rows the database shows until the next. Filter on it all the same:
    SQLite shows them all."""
    connection = schema_editor.connection
    organisations = apps.get_model("tenancy", "organisation")
    for pk in list(organisations._default_manager.order_by("pk").values_list("pk", flat=True)):
        _show(connection, str(pk))
        yield pk
    _show(connection, "")


def _show(connection: Any, organisation: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.organisation', %s, true)", [organisation])
