from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import policy, require
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline


@transaction.atomic
def grant(
    membership: Membership,
    *,
    by: Membership,
    capability: str,
    starts_on: date,
    ends_on: date | None = None,
    ceiling: Decimal | None = None,
    decision: str = "",
) -> Delegation:
    """Entrust a power to a member. Only those who hold the signature may; a delegation is never delegated."""
    require(by, policy.DELEGATE)
    delegation = Delegation(
        membership=membership,
        capability=capability,
        ceiling=ceiling,
        starts_on=starts_on,
        ends_on=ends_on,
        decision=decision,
        granted_by=by,
        granted_by_name=str(by.user),
    )
    if ceiling is not None and ceiling < 0:
        raise ValidationError({"ceiling": "Le plafond ne peut pas être négatif."}, code="negative")
    delegation.full_clean()
    delegation.save()
    timeline.record(delegation, "delegations.granted", by=by, person=str(membership.user), capability=delegation.label)
    return delegation


@transaction.atomic
def revoke(delegation: Delegation, *, by: Membership) -> Delegation:
    """Ends now; the row stays, because it is the proof of what was allowed until today."""
    require(by, policy.DELEGATE)
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if delegation.revoked_on is not None:
        raise ValidationError("Cette délégation est déjà retirée.", code="revoked")
    delegation.revoked_on = timezone.localdate()
    delegation.save(update_fields=["revoked_on"])  # no full_clean: what may no longer be granted can still be revoked
    timeline.record(
        delegation, "delegations.revoked", by=by, person=str(delegation.membership.user), capability=delegation.label
    )
    return delegation
