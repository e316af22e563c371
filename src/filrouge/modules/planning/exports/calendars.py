from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.mail.feeds import FeedEvent, calendar_feed
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.planning.models import Plan

PLAN = "retroplanning"  # in the identifiers of calendar events, for ever


def plan_calendar(organisation: Organisation, plan: Plan) -> bytes:
    """Each step still to do on its day, and the date to reach."""
    return calendar_feed(f"{organisation.name}, {plan.title}", _events(organisation, plan))


def _events(organisation: Organisation, plan: Plan) -> Iterator[FeedEvent]:
    url = f"{settings.SITE_URL.rstrip('/')}{plan.get_absolute_url()}"
    stamped = _midnight(plan.created_on)
    yield _event(event_uid(PLAN, plan.pk, organisation.pk), plan.target_on, plan.title, url, stamped)
    for step in plan.steps.all():
        if step.is_open:
            uid = event_uid("etape", step.pk, organisation.pk)
            yield _event(uid, step.due_on, f"{step.title} ({plan.title})", url, stamped)


def _event(uid: str, day: date, summary: str, url: str, stamped: datetime) -> FeedEvent:
    return FeedEvent(
        uid=uid,
        sequence=0,
        stamped_at=stamped,
        starts_at=_midnight(day),
        ends_at=_midnight(day),
        summary=summary,
        url=url,
        all_day=True,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
