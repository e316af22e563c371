from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import EvidenceItem, Indicator
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.enums import DueState
from filrouge.modules.deadlines.models import Due


@registry.evidence.register("deadlines")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    """What was done for an axis of the declaration, with its file or its note."""
    if not can(membership, policy.VIEW):
        return
    serves = queries.indicators(timezone.localdate())
    for due in queries.proofs_in(year, frozenset(serves)):
        assert due.closed_on is not None  # it is done
        yield EvidenceItem(
            key=f"deadlines:{due.pk}",
            axis=due.obligation.axis or due.obligation.get_theme_display(),
            indicator=serves.get(due.obligation.code, ""),
            kind="Échéance",
            label=due.title,
            happened_on=due.closed_on,
            url=due.get_absolute_url(),
            state="ready" if due.file else "draft",
            detail=due.file.name if due.file else due.note,
            file_id=due.file.pk if due.file else None,
            file_url=due.file.get_absolute_url() if due.file else "",
            file_ending=due.file.ending if due.file else "",
            fingerprint=due.file.sha256 if due.file else "",
        )


@registry.indicators.register("deadlines")
def indicators(membership: Membership, year: int) -> Iterator[Indicator]:
    if can(membership, policy.VIEW):
        done = Due.objects.filter(state=DueState.DONE, closed_on__year=year, closed_on__lte=F("due_on"))
        url = f"{reverse('deadlines:list', args=[membership.organisation.slug])}?etat=done"
        formula = "notées faites au plus tard le jour dû"
        yield Indicator("deadlines.kept", "Échéances tenues", done.count(), "échéances", formula, url)
