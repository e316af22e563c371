"""The door of every address that names a meeting: who may not read it finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import URLPattern

from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import queries

View = Callable[..., HttpResponseBase]


def for_readers(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """These addresses, whose ``pk`` is that of a meeting: none can forget to ask."""
    guarded = list(patterns)
    for pattern in guarded:
        pattern.callback = only_readers(pattern.callback)
    return guarded


def only_readers(view: View) -> View:
    @wraps(view)
    def guarded(request: TenantRequest, pk: UUID, **others: Any) -> HttpResponseBase:
        membership = request.membership
        if not queries.reads_all(membership) and not queries.readable_meetings(membership).filter(pk=pk).exists():
            raise Http404
        return view(request, pk=pk, **others)

    return guarded
