"""The desks of somebody: twenty questions for each organisation, unless nothing happened since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest

from filrouge.kernel.registry import Stake
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.kept import Kept
from filrouge.reports.today.queries.candidates import candidates_of, deadlines_of
from filrouge.reports.today.queries.day_plan import Candidate
from filrouge.reports.today.queries.desks import Desk, desk_of, stakes_of


def desks_of(memberships: Sequence[Membership], request: HttpRequest) -> list[tuple[Membership, Desk]]:
    """With the money at stake."""
    found = []
    for membership in memberships:
        with organisation_scope(membership.organisation):
            kept = Kept(membership, request)
            found.append((membership, replace(_desk_of(membership, kept), stakes=_stakes_of(membership, kept))))
    return found


def desk_here(membership: Membership, request: HttpRequest) -> Desk:
    """Without the money at stake, which takes time: the page asks for it once it is there."""
    return _desk_of(membership, Kept(membership, request))


def stakes_here(membership: Membership, request: HttpRequest) -> tuple[Stake, ...]:
    return _stakes_of(membership, Kept(membership, request))


def day_of(membership: Membership, request: HttpRequest) -> tuple[Desk, list[Candidate]]:
    """The desk of this member, and what could fill their day in this organisation."""
    with organisation_scope(membership.organisation):
        kept = Kept(membership, request)
        desk = replace(_desk_of(membership, kept), stakes=_stakes_of(membership, kept))
        deadlines = kept.get("due", lambda: deadlines_of(membership, desk.today))
        return desk, candidates_of(membership, desk, deadlines)


def _desk_of(membership: Membership, kept: Kept) -> Desk:
    return kept.get("desk", lambda: desk_of(membership))


def _stakes_of(membership: Membership, kept: Kept) -> tuple[Stake, ...]:
    return kept.get("stakes", lambda: stakes_of(membership))
