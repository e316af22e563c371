from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.models import ProfileChoice


@transaction.atomic
def choose_profile(*, by: Membership, **fields: Any) -> ProfileChoice:
    """Keep what the team decided, and from which priorities."""
    require(by, policy.CHOOSE)
    choice = ProfileChoice(**fields)
    choice.full_clean()
    choice.save()
    timeline.record(choice, "coordinator.profile_chosen", by=by, title=str(choice))
    return choice


@transaction.atomic
def remove_choice(choice: ProfileChoice, *, by: Membership) -> ProfileChoice:
    require(by, policy.CHOOSE)
    choice = ProfileChoice.objects.select_for_update().get(pk=choice.pk)
    if choice.removed_at is None:
        choice.removed_at = timezone.now()
        choice.save(update_fields=["removed_at"])
        timeline.record(choice, "coordinator.profile_removed", by=by, title=str(choice))
    return choice


@transaction.atomic
def restore_choice(choice: ProfileChoice, *, by: Membership) -> ProfileChoice:
    require(by, policy.CHOOSE)
    choice = ProfileChoice.objects.select_for_update().get(pk=choice.pk)
    choice.removed_at = None
    choice.save(update_fields=["removed_at"])
    timeline.record(choice, "coordinator.profile_restored", by=by, title=str(choice))
    return choice
