from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from filrouge.kernel.policy import policy, require
from filrouge.kernel.shell import queries
from filrouge.kernel.shell.context import address
from filrouge.kernel.shell.forms import HistoryFilter
from filrouge.kernel.shell.views.common import page
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.models import Entry

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    when: datetime
    who: str
    url: str
    icon: str = ""

    @classmethod
    def of(cls, entry: Entry) -> Line:
        return cls(entry.sentence, entry.happened_at, entry.actor_name, entry.subject_url)


@require_GET
def history(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.HISTORY)
    form = HistoryFilter(request.GET or None, organisation=request.organisation)
    criteria = form.criteria()
    entries = Paginator(queries.history(request.membership, **criteria), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": bool(criteria),
        "page": entries,
        "lines": [Line.of(entry) for entry in entries],
        "list_url": address("settings:history", request.organisation.slug),
    }
    template = "shell/history.html#entries" if request.htmx else "shell/history.html"
    return page(request, template, "history", context)
