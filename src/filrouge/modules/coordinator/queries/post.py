"""The post of coordination: what a civil year costs, who pays for it, and the hours it buys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from filrouge.kernel.policy import can
from filrouge.kernel.reading import told_by_year
from filrouge.kernel.rules import queries as rules
from filrouge.kernel.rules.queries import Rule
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.enums import FundingState
from filrouge.modules.coordinator.models import Post, PostFunding, TimeEntry
from filrouge.modules.coordinator.queries.time import Total, by_block, entries_between

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FundingLine:
    funding: PostFunding
    share: Decimal  # of the year


@dataclass(frozen=True, slots=True)
class Budget:
    """One civil year. ``minutes_due``: paid from the first time noted until today, to compare with what is noted."""

    year: int
    cost: Decimal
    lines: list[FundingLine]
    minutes_paid: int
    minutes_due: int
    minutes_noted: int
    since: date | None
    weeks: int
    blocks: list[Total]

    def of(self, *states: FundingState) -> Decimal:
        return sum((line.share for line in self.lines if line.funding.state in states), Decimal(0))

    @property
    def secured(self) -> Decimal:
        return self.of(FundingState.SECURED)

    @property
    def to_find(self) -> Decimal:
        return max(Decimal(0), self.cost - self.secured)

    @property
    def per_hour(self) -> Decimal | None:
        return (self.cost * 60 / self.minutes_paid).quantize(CENT) if self.minutes_paid else None


def post_rule() -> Rule:
    return rules.load("coordinator", "post_cost").at(timezone.localdate())


def readable_posts(membership: Membership) -> QuerySet[Post]:
    """One's own and those that nobody holds; all of them for the managers."""
    return posts_of(membership).filter(removed_at__isnull=True)


def removed_posts(membership: Membership, now: datetime) -> QuerySet[Post]:
    return posts_of(membership).filter(removed_at__gte=now - timedelta(hours=1))


def posts_of(membership: Membership) -> QuerySet[Post]:
    """Removed ones too."""
    rows = Post.objects.select_related("person")
    if can(membership, policy.READ_ALL):
        return rows
    if not can(membership, policy.KEEP):
        return rows.none()
    return rows.filter(Q(person__isnull=True) | Q(person__user=membership.user_id))


def readable_fundings(membership: Membership) -> QuerySet[PostFunding]:
    posts = readable_posts(membership).order_by().values("pk")
    return PostFunding.objects.select_related("post").filter(post__in=posts, removed_at__isnull=True)


def removed_fundings(membership: Membership, now: datetime) -> QuerySet[PostFunding]:
    posts = readable_posts(membership).order_by().values("pk")
    return PostFunding.objects.filter(post__in=posts, removed_at__gte=now - timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class _Rows:
    """What touches one civil year."""

    posts: list[Post]
    fundings: list[PostFunding]
    entries: list[TimeEntry]


@told_by_year
def _rows_of(years: Sequence[int], membership: Membership) -> dict[int, _Rows]:
    begins, ends = date(min(years), 1, 1), date(max(years), 12, 31)
    posts = list(readable_posts(membership).filter(starts_on__lte=ends))
    fundings = list(readable_fundings(membership).filter(starts_on__lte=ends, ends_on__gte=begins))
    entries = list(entries_between(membership, begins, ends))
    return {
        year: _Rows(
            [one for one in posts if one.starts_on.year <= year],
            [one for one in fundings if one.starts_on.year <= year <= one.ends_on.year],
            [one for one in entries if one.day.year == year],
        )
        for year in years
    }


def budget_of(membership: Membership, year: int, today: date) -> Budget:
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = _rows_of(year, membership)
    posts, entries = rows.posts, rows.entries
    weeks = post_rule().integer("weeks")
    since = min((entry.day for entry in entries), default=None)
    return Budget(
        year=year,
        cost=sum((_part(post.yearly_cost, post, first, last, year) for post in posts), Decimal(0)).quantize(CENT),
        lines=[FundingLine(one, _share_of(one, first, last)) for one in rows.fundings],
        minutes_paid=_minutes(posts, first, last, year, weeks),
        minutes_due=_hour(_minutes(posts, since, min(last, today), year, weeks)) if since else 0,
        minutes_noted=sum(entry.minutes or 0 for entry in entries),
        since=since,
        weeks=weeks,
        blocks=by_block(entries),
    )


def _minutes(posts: Iterable[Post], first: date, last: date, year: int, weeks: int) -> int:
    return round(sum((_part(post.weekly_hours * 60 * weeks, post, first, last, year) for post in posts), Decimal(0)))


def _hour(minutes: int) -> int:
    """To the whole hour: the rest would only look exact."""
    return round(minutes / 60) * 60


def _part(yearly: Decimal, post: Post, first: date, last: date, year: int) -> Decimal:
    """What of a yearly quantity falls within these days."""
    days = _overlap(post.starts_on, post.ends_on or last, first, last)
    return yearly * days / ((date(year, 12, 31) - date(year, 1, 1)).days + 1)


def _share_of(funding: PostFunding, first: date, last: date) -> Decimal:
    whole = (funding.ends_on - funding.starts_on).days + 1
    return (funding.amount * _overlap(funding.starts_on, funding.ends_on, first, last) / whole).quantize(CENT)


def _overlap(starts: date, ends: date, first: date, last: date) -> int:
    return max(0, (min(ends, last) - max(starts, first)).days + 1)


def years_known(posts: Sequence[Post], today: date) -> list[int]:
    """From the first post to next year."""
    first = min((post.starts_on.year for post in posts), default=today.year)
    return list(range(min(first, today.year), today.year + 2))
