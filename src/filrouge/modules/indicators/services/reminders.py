from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.indicators import notifications, policy, queries
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.models import Indicator
from filrouge.modules.indicators.services.catalogue import locked


@transaction.atomic
def ask_for_values() -> int:
    """Once a period has ended, ask its owner for the value; each period once. How many were written to."""
    waiting: dict[Person, list[tuple[Indicator, Period]]] = {}
    for one, period in queries.owed(timezone.localdate()):
        if one.owner is not None and one.owner.email and _is_new(one, period):
            waiting.setdefault(one.owner, []).append((one, period))
    for owner, owed in waiting.items():
        notifications.ask_values(owner, owed)
        for one, period in owed:
            one.reminded_for = max(period.first, one.reminded_for or period.first)
            one.save(update_fields=["reminded_for"])
    return len(waiting)


def _is_new(indicator: Indicator, period: Period) -> bool:
    return indicator.reminded_for is None or period.first > indicator.reminded_for


@transaction.atomic
def remind_owner(indicator: Indicator, *, by: Membership) -> None:
    """Ask for the values of this person now, once a day at most."""
    require(by, policy.KEEP)
    row, today = locked(indicator), timezone.localdate()
    if row.owner is None or not row.owner.email:
        text = "Personne à relancer, ou sans adresse e-mail : donnez la valeur vous-même."
        raise ValidationError(text, code="nobody")
    owed = queries.owed(today, row.owner.pk)
    if not any(one.pk == row.pk for one, _period in owed):
        raise ValidationError("Aucune valeur n’est attendue pour l’instant.", code="nothing")
    if row.reminded_on == today:
        raise ValidationError(f"{row.owner} a déjà été relancé aujourd’hui : attendez demain.", code="already")
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])
    notifications.ask_values(row.owner, owed)
    timeline.record(row, "indicators.reminded", by=by, title=row.title, person=row.owner.full_name)
