from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import group_members_on, people_on
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.maturity import notifications, policy, queries
from filrouge.modules.maturity.engine import ENOUGH
from filrouge.modules.maturity.enums import Status
from filrouge.modules.maturity.models import AnswerBox, Assessment, Invitation
from filrouge.modules.maturity.services.status import check_transition, lock

FURTHEST = timedelta(days=92)


@transaction.atomic
def prepare(*, by: Membership, title: str, closes_on: date, group: Group | None = None) -> Assessment:
    """Write an assessment. Nothing is sent before ``send``."""
    require(by, policy.KEEP)
    assessment = Assessment(title=title.strip(), closes_on=closes_on, group=group)
    _check_date(closes_on)
    assessment.full_clean()
    assessment.save()
    timeline.record(assessment, "maturity.prepared", by=by, title=assessment.title)
    return assessment


@transaction.atomic
def change(assessment: Assessment, *, by: Membership, title: str, closes_on: date, group: Group | None) -> Assessment:
    require(by, policy.KEEP)
    assessment = lock(assessment)
    if not assessment.is_draft:
        raise ValidationError("Ce tour est parti : seule sa date peut encore changer.", code="sent")
    _check_date(closes_on)
    assessment.title, assessment.closes_on, assessment.group = title.strip(), closes_on, group
    assessment.full_clean()
    assessment.save(update_fields=["title", "closes_on", "group"])
    return assessment


@transaction.atomic
def send(assessment: Assessment, *, by: Membership) -> Assessment:
    """Freeze the dimensions and who is asked, and send each their link."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    check_transition(assessment, Status.OPEN)
    _check_date(assessment.closes_on)
    people = who_is_asked(assessment)
    if len(people) < ENOUGH:
        raise ValidationError(
            "Un tour demande au moins trois personnes : à deux, chacun saurait ce que l’autre a répondu.", code="few"
        )
    assessment.matrix = queries.frozen(queries.team_matrix())
    assessment.status, assessment.opened_on = Status.OPEN, timezone.localdate()
    assessment.full_clean()
    assessment.save(update_fields=["matrix", "status", "opened_on"])
    AnswerBox(assessment=assessment, levels={row["code"]: [0] * 5 for row in assessment.matrix}).save()
    invitations = [Invitation(assessment=assessment, person=one, name=one.full_name) for one in people]
    Invitation.objects.bulk_create(invitations)
    notifications.send_invitations(assessment, invitations)
    timeline.record(assessment, "maturity.sent", by=by, title=assessment.title, count=len(invitations))
    return assessment


def who_is_asked(assessment: Assessment) -> list[Person]:
    """The members of its group, or everybody who is in the team today."""
    today = timezone.localdate()
    people = group_members_on(assessment.group, today) if assessment.group else people_on(today)
    return list(people.order_by("sort_name", "pk"))


@transaction.atomic
def extend(assessment: Assessment, *, by: Membership, closes_on: date) -> Assessment:
    """Give more time, or less; the links follow."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    if not assessment.is_open:
        raise ValidationError("Seul un tour en cours change de date.", code="not_open")
    _check_date(closes_on)
    assessment.closes_on = closes_on
    assessment.save(update_fields=["closes_on"])
    for invitation in notifications.reachable(assessment.invitations.select_related("person")):
        invitation.assessment = assessment
        notifications.link_of(invitation)
    timeline.record(assessment, "maturity.extended", by=by, title=assessment.title)
    return assessment


@transaction.atomic
def close(assessment: Assessment, *, by: Membership) -> Assessment:
    """Stop the answers and let them be read. Under three, nobody reads them."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    check_transition(assessment, Status.CLOSED)
    if assessment.invitations.filter(has_answered=True).count() < ENOUGH:
        raise ValidationError(
            "Moins de trois réponses : les montrer dirait qui a répondu quoi. Relancez, prolongez, ou annulez ce "
            "tour : ses réponses seront alors détruites sans être lues.",
            code="few",
        )
    today = timezone.localdate()
    assessment.status, assessment.closed_on = Status.CLOSED, today
    assessment.next_on, assessment.room_code = _a_year_after(today), ""
    assessment.save(update_fields=["status", "closed_on", "next_on", "room_code"])
    timeline.record(assessment, "maturity.closed", by=by, title=assessment.title)
    return assessment


@transaction.atomic
def cancel(assessment: Assessment, *, by: Membership) -> Assessment:
    """Give it up; what was answered is destroyed unread."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    check_transition(assessment, Status.CANCELLED)
    AnswerBox.objects.filter(assessment=assessment).delete()
    assessment.status, assessment.room_code = Status.CANCELLED, ""
    assessment.save(update_fields=["status", "room_code"])
    timeline.record(assessment, "maturity.cancelled", by=by, title=assessment.title)
    return assessment


@transaction.atomic
def plan_next(assessment: Assessment, *, by: Membership, next_on: date | None) -> Assessment:
    """When the team means to look again."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    if next_on is not None and next_on <= timezone.localdate():
        raise ValidationError("Choisissez un jour à venir.", code="past")
    assessment.next_on = next_on
    assessment.save(update_fields=["next_on"])
    timeline.record(assessment, "maturity.next_planned", by=by, title=assessment.title)
    return assessment


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _check_date(closes_on: date) -> None:
    today = timezone.localdate()
    if closes_on <= today:
        raise ValidationError({"closes_on": "Laissez au moins jusqu’à demain pour répondre."}, code="soon")
    if closes_on > today + FURTHEST:
        raise ValidationError({"closes_on": "Cette date est dans plus de trois mois : vérifiez-la."}, code="far")
