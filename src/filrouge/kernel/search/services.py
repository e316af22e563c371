from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from filrouge.kernel.registry import SearchDocument, SearchProvider
from filrouge.kernel.registry import search as providers
from filrouge.kernel.search import index
from filrouge.kernel.search.models import Document
from filrouge.kernel.search.text import LONGEST_BODY
from filrouge.kernel.tenancy.models import Organisation, TenantModel
from filrouge.kernel.tenancy.scope import organisation_scope

logger = logging.getLogger("filrouge.search")

SHOWN = ("title", "body", "url", "kind_label", "icon", "capability", "happened_on")


def refresh(row: TenantModel) -> None:
    """Bring what the search index knows of this row up to date, in the caller's transaction."""
    provider = providers.get(row._meta.label_lower)
    if provider is None:
        return
    found = provider.document(row)
    if found is None:
        forget(row)
        return
    _write(row._meta.label_lower, row, found)


def forget(row: TenantModel) -> None:
    """The row is gone, or is no longer to be found."""
    Document.objects.filter(kind=row._meta.label_lower, object_id=row.pk).delete()


def rebuild(organisation: Organisation) -> int:
    """Make the whole index of one organisation again from its rows. Returns how many documents it holds."""
    count = 0
    with organisation_scope(organisation), transaction.atomic():
        Document.objects.all().delete()
        for kind, provider in providers.items():
            count += _write_all(kind, provider, provider.rows())
    logger.info("search rebuilt organisation=%s documents=%s", organisation.pk, count)
    return count


def _write_all(kind: str, provider: SearchProvider, rows: Iterable[Model]) -> int:
    count = 0
    for row in rows:
        found = provider.document(row)
        if found is not None:
            _create(kind, row, found)
            count += 1
    return count


def _write(kind: str, row: Model, found: SearchDocument) -> None:
    document = Document.objects.filter(kind=kind, object_id=row.pk).first()
    if document is None:
        _create(kind, row, found)
        return
    values = _values(found)
    changed = [name for name in SHOWN if getattr(document, name) != values[name]]
    if not changed:
        return
    for name in changed:
        setattr(document, name, values[name])
    document.save(update_fields=changed)
    if "title" in changed or "body" in changed:
        index.write(document)


def _create(kind: str, row: Model, found: SearchDocument) -> None:
    document = Document(kind=kind, object_id=row.pk, **_values(found))
    document.save(force_insert=True)
    index.write(document)


def _values(found: SearchDocument) -> dict[str, object]:
    values = {name: getattr(found, name) for name in SHOWN}
    return values | {"title": found.title[:300].replace("\0", ""), "body": found.body[:LONGEST_BODY].replace("\0", "")}
