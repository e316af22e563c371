from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.coordinator import policy, queries
from filrouge.modules.coordinator.models import Post, PostFunding


@transaction.atomic
def keep_post(post: Post | None, *, by: Membership, **fields: Any) -> Post:
    """Describe the post, or correct it. Who holds it is said by the managers; a coordinator describes their own."""
    require(by, policy.KEEP)
    new = post is None
    post = queries.readable_posts(by).select_for_update(of=("self",)).get(pk=post.pk) if post else Post()
    if not can(by, policy.READ_ALL):
        fields["person"] = queries.own_person(by) if new else post.person
    for name, value in fields.items():
        setattr(post, name, value)
    post.full_clean()
    _refuse_two_at_once(post)
    post.save()
    timeline.record(post, "coordinator.post_kept", by=by)
    return post


def _refuse_two_at_once(post: Post) -> None:
    """The same person holds one post at a time."""
    others = Post.objects.filter(person=post.person, removed_at__isnull=True).exclude(pk=post.pk)
    for other in others:
        ends, other_ends = post.ends_on or post.starts_on.max, other.ends_on or other.starts_on.max
        if post.starts_on <= other_ends and other.starts_on <= ends:
            raise ValidationError(
                {"starts_on": "Un poste couvre déjà ces jours : donnez-lui d’abord une fin."}, code="overlap"
            )


@transaction.atomic
def remove_post(post: Post, *, by: Membership) -> Post:
    """Described by mistake: it and its fundings count no more. A post that ended keeps its end instead."""
    require(by, policy.KEEP)
    post = queries.readable_posts(by).select_for_update(of=("self",)).get(pk=post.pk)
    post.removed_at = timezone.now()
    post.save(update_fields=["removed_at"])
    timeline.record(post, "coordinator.post_removed", by=by)
    return post


@transaction.atomic
def restore_post(post: Post, *, by: Membership) -> Post:
    require(by, policy.KEEP)
    post = queries.removed_posts(by, timezone.now()).select_for_update(of=("self",)).get(pk=post.pk)
    _refuse_two_at_once(post)
    post.removed_at = None
    post.save(update_fields=["removed_at"])
    timeline.record(post, "coordinator.post_restored", by=by)
    return post


@transaction.atomic
def keep_funding(funding: PostFunding | None, *, by: Membership, **fields: Any) -> PostFunding:
    require(by, policy.KEEP)
    funding = PostFunding() if funding is None else _locked(funding, by)
    for name, value in fields.items():
        setattr(funding, name, value)
    funding.full_clean()
    if not queries.readable_posts(by).filter(pk=funding.post.pk).exists():
        raise ValidationError({"post": "Choisissez un poste de la liste."}, code="post")
    funding.save()
    timeline.record(funding, "coordinator.funding_kept", by=by)
    return funding


@transaction.atomic
def remove_funding(funding: PostFunding, *, by: Membership) -> PostFunding:
    funding = _locked(funding, by)
    if funding.removed_at is None:
        funding.removed_at = timezone.now()
        funding.save(update_fields=["removed_at"])
        timeline.record(funding, "coordinator.funding_removed", by=by)
    return funding


@transaction.atomic
def restore_funding(funding: PostFunding, *, by: Membership) -> PostFunding:
    funding = _locked(funding, by)
    funding.removed_at = None
    funding.save(update_fields=["removed_at"])
    timeline.record(funding, "coordinator.funding_restored", by=by)
    return funding


def _locked(funding: PostFunding, by: Membership) -> PostFunding:
    require(by, policy.KEEP)
    posts = queries.readable_posts(by).order_by().values("pk")
    rows = PostFunding.objects.select_for_update(of=("self",)).select_related("post")
    return rows.get(pk=funding.pk, post__in=posts)
