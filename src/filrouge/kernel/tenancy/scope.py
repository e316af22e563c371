"""The ambient organisation: one door for requests, jobs, commands and tests. Without it, nothing is readable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from filrouge.kernel.reading import nothing_told

if TYPE_CHECKING:
    from filrouge.kernel.tenancy.models import Organisation

_current: ContextVar[Organisation | None] = ContextVar("organisation", default=None)


class NoOrganisation(RuntimeError):
    """A row of some organisation was asked for, and nobody said which."""


class OrganisationMismatch(RuntimeError):
    """A scope was opened inside another organisation's scope."""


def ambient_organisation() -> Organisation | None:
    return _current.get()


def current_organisation() -> Organisation:
    organisation = _current.get()
    if organisation is None:
        raise NoOrganisation("open organisation_scope(organisation) first")
    return organisation


def current_organisation_id() -> UUID:
    return current_organisation().pk


@contextmanager
def organisation_scope(organisation: Organisation, *, switching: bool = False) -> Iterator[Organisation]:
    """Run the block inside one organisation, in its own time: overseas, today may be another day.

    On PostgreSQL the block is one transaction, because the row-level security setting is local to it (and therefore
    safe behind a connection pool). ``switching`` allows another organisation's scope to be open around this one.
    """
    outer = _current.get()
    if outer is not None and outer.pk == organisation.pk:
        yield outer  # open already: nothing to say again
        return
    if outer is not None and not switching:
        raise OrganisationMismatch(f"{organisation.slug} asked for inside {outer.slug}")
    token = _current.set(organisation)
    try:
        with timezone.override(ZoneInfo(organisation.time_zone)), nothing_told():
            if connection.vendor == "postgresql":
                with transaction.atomic():
                    _tell_postgresql(organisation.pk)
                    yield organisation
                    _tell_postgresql(outer.pk if outer else "")
            else:
                yield organisation
    finally:
        _current.reset(token)


def _tell_postgresql(organisation_id: UUID | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.organisation', %s, true)", [str(organisation_id)])
