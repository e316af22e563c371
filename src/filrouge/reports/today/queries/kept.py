"""The desks of somebody with several organisations: twenty questions for each, unless nothing happened since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.kept import Kept
from filrouge.reports.today.queries.candidates import candidates_of, deadlines_of
from filrouge.reports.today.queries.day_plan import Candidate
from filrouge.reports.today.queries.desks import Desk, desk_of, stakes_of


def desks_of(memberships: Sequence[Membership]) -> list[tuple[Membership, Desk]]:
    found = []
    for membership in memberships:
        with organisation_scope(membership.organisation):
            found.append((membership, _desk_of(membership, Kept(membership))))
    return found


def day_of(membership: Membership) -> tuple[Desk, list[Candidate]]:
    """The desk of this member, and what could fill their day in this organisation."""
    with organisation_scope(membership.organisation):
        kept = Kept(membership)
        desk = _desk_of(membership, kept)
        deadlines = kept.get("due", lambda: deadlines_of(membership, desk.today))
        return desk, candidates_of(membership, desk, deadlines)


def _desk_of(membership: Membership, kept: Kept) -> Desk:
    desk = kept.get("desk", lambda: desk_of(membership, with_stakes=False))
    return replace(desk, stakes=kept.get("stakes", lambda: stakes_of(membership)))
