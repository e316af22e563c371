# ruff: noqa: S608 -- table and column names come from the models, never from a person
"""The second wall between organisations, raised in the database after each migration, for every tenant table.

PostgreSQL: row-level security (forced, so that the owner obeys too) and composite foreign keys, because ordinary
foreign keys ignore row-level security. SQLite: triggers. Both: indexes that begin with the organisation.
Everything is looked up first and only what is missing is created, so that a second run changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel


def tenant_models() -> list[type[TenantModel]]:
    return sorted(
        (model for model in apps.get_models(include_auto_created=True) if issubclass(model, TenantModel)),
        key=lambda model: model._meta.db_table,
    )


def tenant_foreign_keys(model: type[TenantModel]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, TenantForeignKey)]


def raise_walls(*, using: str = "default", **kwargs: Any) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    models = [model for model in tenant_models() if model._meta.db_table in tables]
    statements = postgresql_walls if connection.vendor == "postgresql" else sqlite_walls
    with connection.cursor() as cursor:
        for statement in statements(connection, models):
            cursor.execute(statement)


def lower_walls(*, using: str = "default", **kwargs: Any) -> None:
    """Before migrations on SQLite: a trigger that names a table forbids remaking that table."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    names = {
        wall_name(model._meta.db_table, str(field.column), suffix)
        for model in tenant_models()
        for field in tenant_foreign_keys(model)
        for suffix in ("ins", "upd")
    }
    standing = _names(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    with connection.cursor() as cursor:
        for name in sorted(names & standing):
            cursor.execute(f'DROP TRIGGER "{name}"')


def wall_name(table: str, column: str, suffix: str) -> str:
    digest = hashlib.sha256(f"{table}.{column}".encode()).hexdigest()[:8]
    return f"{table[:24]}_{column[:18]}_{digest}_{suffix}"


def _index_statements(models: list[type[TenantModel]], existing: set[str]) -> Iterator[str]:
    for model in models:
        table = model._meta.db_table
        name = wall_name(table, "id", "org")
        if name not in existing:
            yield f'CREATE UNIQUE INDEX "{name}" ON "{table}" (organisation_id, id)'
        for field in tenant_foreign_keys(model):
            yield from _index_of_key(table, str(field.column), existing, nullable=field.null)


def _index_of_key(table: str, column: str, existing: set[str], *, nullable: bool) -> Iterator[str]:
    """An optional key is indexed where it is set: nobody looks for rows by what they lack, and SQLite, which keeps no
    statistics, would prefer « is null » (nearly every row) to a key that finds a few."""
    whole, name = wall_name(table, column, "org"), wall_name(table, column, "set" if nullable else "org")
    if nullable and whole in existing:
        yield f'DROP INDEX "{whole}"'
    if name not in existing:
        where = f' WHERE "{column}" IS NOT NULL' if nullable else ""
        yield f'CREATE INDEX "{name}" ON "{table}" (organisation_id, "{column}"){where}'


def _names(connection: BaseDatabaseWrapper, sql: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def postgresql_walls(connection: BaseDatabaseWrapper, models: list[type[TenantModel]]) -> Iterator[str]:
    existing = _names(connection, "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")
    yield from _index_statements(models, existing)
    forced = _names(connection, "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    constraints = _names(connection, "SELECT conname FROM pg_constraint")
    policies = _names(connection, "SELECT tablename FROM pg_policies WHERE policyname = 'organisation'")
    mine = "organisation_id = nullif(current_setting('app.organisation', true), '')::uuid"
    for model in models:
        table = model._meta.db_table
        if table not in forced:
            yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
            yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
        if table not in policies:
            yield f'CREATE POLICY organisation ON "{table}" USING ({mine}) WITH CHECK ({mine})'
        for field in tenant_foreign_keys(model):
            name = wall_name(table, str(field.column), "wall")
            if name not in constraints:
                target = field.related_model._meta.db_table  # type: ignore[union-attr]
                yield (
                    f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (organisation_id, "{field.column}")'
                    f' REFERENCES "{target}" (organisation_id, id) DEFERRABLE INITIALLY DEFERRED'
                )
    yield from _grants()


def _grants() -> Iterator[str]:
    """The application's role reads and writes rows; it owns nothing (see docs/hosting)."""
    role = settings.DATABASE_APPLICATION_ROLE
    if role:
        yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
        yield f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"'
        yield f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"'


def sqlite_walls(connection: BaseDatabaseWrapper, models: list[type[TenantModel]]) -> Iterator[str]:
    yield from _index_statements(models, _names(connection, "SELECT name FROM sqlite_master WHERE type = 'index'"))
    existing = _names(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for model in models:
        table = model._meta.db_table
        name = wall_name(table, "organisation_id", "fixed")
        if name not in existing:
            yield (
                f'CREATE TRIGGER "{name}" BEFORE UPDATE OF organisation_id ON "{table}"'
                " WHEN new.organisation_id IS NOT old.organisation_id"
                " BEGIN SELECT raise(abort, 'a row never changes organisation'); END"
            )
        for field in tenant_foreign_keys(model):
            target = field.related_model._meta.db_table  # type: ignore[union-attr]
            for suffix, moment in (("ins", "INSERT"), ("upd", f'UPDATE OF "{field.column}"')):
                name = wall_name(table, str(field.column), suffix)
                if name not in existing:
                    yield (
                        f'CREATE TRIGGER "{name}" BEFORE {moment} ON "{table}" WHEN new."{field.column}" IS NOT NULL'
                        f' AND (SELECT organisation_id FROM "{target}" WHERE id = new."{field.column}")'
                        " IS NOT new.organisation_id"
                        " BEGIN SELECT raise(abort, 'cross-organisation reference'); END"
                    )
