from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.modules.meetings import queries, services

KEEP_SIGNATURES = 6  # years
KEEP_ALL = timedelta(days=1)  # whoever wrote without network meanwhile is still merged, paragraph by paragraph


@job_of_every_organisation(every=timedelta(days=1))
def forget_removed() -> None:
    """Points and documents removed from agendas a week ago."""
    services.forget_removed()


# who arranges an agenda moves a point several times: one message is enough
@job_of_every_organisation(every=timedelta(minutes=10))
def tell_guests() -> None:
    """Guests whose item moved since they were told its hour."""
    now = timezone.now()
    for meeting in queries.meetings_with_guests(now):
        services.tell_guests(meeting, now)


@job_of_every_organisation(every=timedelta(days=1))
def forget_signatures() -> None:
    """Six years after the year of the meeting, as its attendance: the accounts it proved are closed."""
    past = timezone.localtime().replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    services.forget_signatures_before(past.replace(year=past.year - KEEP_SIGNATURES))


@job_of_every_organisation(every=timedelta(days=1))
def lay_coming_steps() -> None:
    """Steps of the meetings that come near, even those not convened yet."""
    services.lay_coming_steps()


@job_of_every_organisation(every=timedelta(days=1))
def thin_versions() -> None:
    services.thin_versions(timezone.now() - KEEP_ALL)
