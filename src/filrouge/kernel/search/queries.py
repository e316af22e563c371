from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from filrouge.kernel.policy import can
from filrouge.kernel.search import index
from filrouge.kernel.search.models import Document
from filrouge.kernel.search.text import Terms, excerpt, highlight, terms_of
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation_id

BATCH = 100
MOST_BATCHES = 5  # somebody who may read one hit in a hundred still gets an answer, within bounds


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found. ``title`` and ``excerpt`` are safe HTML where the words found are marked."""

    kind: str
    kind_label: str
    icon: str
    title: SafeString
    excerpt: SafeString
    url: str
    happened_on: date | None


def find(membership: Membership, text: str, limit: int = 20) -> list[Hit]:
    """What this member may see that holds all the words, the last of which may be unfinished. Best first."""
    terms = terms_of(text)
    if terms is None:
        return []
    keys = _readable_keys(membership, terms, limit)
    documents = Document.objects.in_bulk(keys)
    return [_hit(documents[key], terms) for key in keys]


def _readable_keys(membership: Membership, terms: Terms, limit: int) -> list[UUID]:
    allowed: dict[str, bool] = {}
    keys: list[UUID] = []
    for start in range(0, BATCH * MOST_BATCHES, BATCH):
        batch = index.ranked(current_organisation_id(), terms, start=start, count=BATCH)
        for key, capability in batch:
            if capability not in allowed:
                allowed[capability] = can(membership, capability)
            if allowed[capability]:
                keys.append(key)
        if len(batch) < BATCH or len(keys) >= limit:
            break
    return keys[:limit]


def matching_ids(kind: str, text: str) -> QuerySet[Document, UUID]:
    """Ids of the rows of one kind that hold the words, for ``pk__in=matching_ids("meetings.meeting", text)``."""
    terms = terms_of(text)
    documents = Document.objects.filter(kind=kind).order_by()
    found = index.matching(documents, current_organisation_id(), terms) if terms else documents.none()
    return found.values_list("object_id", flat=True)


def _hit(document: Document, terms: Terms) -> Hit:
    return Hit(
        kind=document.kind,
        kind_label=document.kind_label,
        icon=document.icon,
        title=highlight(document.title, terms),
        excerpt=highlight(excerpt(document.body, terms), terms),
        url=document.url,
        happened_on=document.happened_on,
    )
