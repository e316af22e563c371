from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy, queries
from filrouge.modules.coordinator.models import (
    Absence,
    Access,
    Habit,
    Post,
    PostFunding,
    PresenceDay,
    ProfileChoice,
    TimeEntry,
    Training,
)

PERSONAL: tuple[type[TimeEntry | PresenceDay | Absence | Training], ...] = (TimeEntry, PresenceDay, Absence, Training)


@registry.sealed_subjects.register("coordinator")
def sealed(membership: Membership) -> Mapping[str, QuerySet[Any, Any]]:
    """The time and the pay of a coordinator are theirs and the managers'; the handover file, of whoever holds it."""
    if can(membership, policy.READ_ALL):
        return {}
    notes = () if can(membership, policy.HAND_OVER) else (Access, Habit)
    choices = () if can(membership, policy.CHOOSE) else (ProfileChoice,)
    posts = queries.posts_of(membership).order_by().values("pk")
    return {
        **{model._meta.label_lower: model.objects.order_by().values_list("pk") for model in (*notes, *choices)},
        **{
            model._meta.label_lower: model.objects.exclude(person__user=membership.user_id).order_by().values_list("pk")
            for model in PERSONAL
        },
        Post._meta.label_lower: Post.objects.exclude(pk__in=posts).order_by().values_list("pk"),
        PostFunding._meta.label_lower: PostFunding.objects.exclude(post__in=posts).order_by().values_list("pk"),
    }
