from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.indicators import notifications, policy
from filrouge.modules.indicators.enums import ReadingState
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.ui.typography import number

VALIDATED = "Cette valeur est validée : pour la corriger, dites-le à la coordination."


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody counted for one period, not kept yet."""

    indicator: Indicator
    first_on: date
    numerator: Decimal
    denominator: Decimal | None = None
    comment: str = ""


@transaction.atomic
def give_value(given: Given, *, by: Membership | Actor) -> Reading | None:
    """Write or correct the value of a period; None when it is there already. By link, the coordination validates it."""
    given = replace(given, indicator=_allowed(given.indicator, by))
    if not isinstance(by, Membership):
        _refuse_once_validated(given)
    return keep(given, by)


def keep(given: Given, by: Membership | Actor) -> Reading | None:
    """The same, once it is known that they may."""
    indicator = given.indicator
    reading = (
        Reading.objects.select_for_update(of=("self",)).filter(indicator=indicator, first_on=given.first_on).first()
    )
    before = "" if reading is None else shown(indicator, reading)
    if reading is not None and _same(reading, given, by):
        return None
    reading = reading or Reading(indicator=indicator, first_on=given.first_on)
    reading.indicator = indicator
    reading.numerator, reading.denominator = given.numerator, given.denominator
    reading.comment = given.comment.strip()
    reading.state = ReadingState.VALID if isinstance(by, Membership) else ReadingState.WAITING
    reading.asked, reading.given_on = "", timezone.localdate()
    reading.given_by = timeline.name_of(by)
    reading.full_clean()
    reading.save()
    action = "indicators.value_corrected" if before else "indicators.value_given"
    said = {"title": indicator.title, "period": reading.period.label, "value": shown(indicator, reading)}
    timeline.record(indicator, action, by=by, **said, before=before)
    return reading


def _allowed(indicator: Indicator, by: Membership | Actor) -> Indicator:
    indicator = Indicator.objects.select_related("owner").get(pk=indicator.pk)
    if isinstance(by, Membership):
        require(by, policy.KEEP)
    elif by.person_id is None or by.person_id != indicator.owner_id:
        raise PermissionDenied
    if not indicator.is_running:
        raise ValidationError("Cet indicateur est rangé : reprenez-le pour lui donner une valeur.", code="archived")
    return indicator


def _refuse_once_validated(given: Given) -> None:
    rows = Reading.objects.select_for_update(of=("self",)).filter(indicator=given.indicator, first_on=given.first_on)
    found = rows.first()
    if found is not None and found.is_valid and not _says(found, given):
        raise ValidationError(VALIDATED, code="valid")


def _same(reading: Reading, given: Given, by: Membership | Actor) -> bool:
    """Sent twice, or already there: a member who gives again what waits validates it."""
    settled = reading.is_valid or (reading.state == ReadingState.WAITING and not isinstance(by, Membership))
    return settled and _says(reading, given)


def _says(reading: Reading, given: Given) -> bool:
    kept = (reading.numerator, reading.denominator, reading.comment)
    return kept == (given.numerator, given.denominator, given.comment.strip())


def shown(indicator: Indicator, reading: Reading) -> str:
    return f"{number(reading.value)} {indicator.unit}"


@transaction.atomic
def accept(reading: Reading, *, by: Membership) -> Reading:
    require(by, policy.KEEP)
    row = _waiting(reading)
    row.state = ReadingState.VALID
    row.save(update_fields=["state"])
    _tell(row, "indicators.value_accepted", by)
    return row


@transaction.atomic
def ask_again(reading: Reading, *, by: Membership, word: str) -> Reading:
    """Give it back to whoever gave it, with what is to be looked at."""
    require(by, policy.KEEP)
    row = _waiting(reading)
    row.state, row.asked = ReadingState.ASKED, word.strip()
    if not row.asked:
        raise ValidationError({"word": "Dites ce qui est à revoir : la personne le lira."}, code="no_word")
    row.full_clean()
    row.save(update_fields=["state", "asked"])
    _tell(row, "indicators.value_asked_again", by, word=row.asked)
    if row.indicator.owner is not None and row.indicator.owner.email:
        notifications.ask_again(row, row.indicator.owner)
    return row


def _waiting(reading: Reading) -> Reading:
    rows = Reading.objects.select_for_update(of=("self",)).select_related("indicator", "indicator__owner")
    row = rows.get(pk=reading.pk)
    if row.state != ReadingState.WAITING:
        raise ValidationError("Cette valeur n’attend plus : quelqu’un s’en est occupé.", code="not_waiting")
    return row


def _tell(row: Reading, action: str, by: Membership, **more: str) -> None:
    said = {"title": row.indicator.title, "period": row.period.label, "value": shown(row.indicator, row)}
    timeline.record(row.indicator, action, by=by, **said, **more)
