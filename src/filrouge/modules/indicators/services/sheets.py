from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.identifiers.spoken import free_code
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.indicators import policy, queries
from filrouge.modules.indicators.enums import Kind, LinesBy
from filrouge.modules.indicators.models import CountSheet, Indicator, MethodSheet, Reading
from filrouge.modules.indicators.services.readings import Given, keep, shown
from filrouge.ui.typography import number

Count = tuple[Decimal, Decimal | None]  # counted, among how many


@transaction.atomic
def write_method(indicator: Indicator, *, by: Membership, **fields: str) -> MethodSheet:
    require(by, policy.KEEP)
    row = queries.method_of(indicator) or MethodSheet(indicator=indicator)
    for name, value in fields.items():
        setattr(row, name, value.strip())
    row.full_clean()
    row.save()
    timeline.record(indicator, "indicators.method_written", by=by, title=indicator.title)
    return row


@transaction.atomic
def prepare_sheet(
    indicator: Indicator, *, by: Membership, first_on: date, lines_by: str = LinesBy.DAY, person: Person | None = None
) -> CountSheet:
    """A paper to print for one period, with the code by which it comes back."""
    require(by, policy.KEEP)
    if not indicator.is_running:
        raise ValidationError("Cet indicateur est rangé : reprenez-le pour le compter.", code="archived")
    period = indicator.period_of(first_on)
    code = free_code(set(CountSheet.objects.values_list("code", flat=True)))
    labels = queries.lines_of_sheet(period, lines_by)
    row = CountSheet(
        indicator=indicator, first_on=period.first, code=code, lines_by=lines_by, person=person, labels=labels
    )
    row.full_clean()
    row.save()
    said = {"title": indicator.title, "period": period.label, "code": code}
    timeline.record(indicator, "indicators.sheet_prepared", by=by, **said)
    return row


@transaction.atomic
def enter_sheet(
    sheet: CountSheet,
    *,
    by: Membership | Actor,
    counts: Sequence[Count],
    total: Count,
    comment: str = "",
    replaces: bool = False,
) -> Reading | None:
    """Keep what the paper says, checked against its own total; the period counts all the sheets that came back.

    ``replaces``: even the value that somebody typed, which only the coordination may decide.
    """
    if isinstance(by, Membership):
        require(by, policy.KEEP)
    rows = CountSheet.objects.select_for_update(of=("self",)).select_related("indicator", "indicator__owner")
    row = rows.get(pk=sheet.pk)
    if row.is_entered and not isinstance(by, Membership):
        raise ValidationError("Cette feuille vient d’être saisie : rien n’est changé.", code="entered")
    _check(row, counts, total)
    if not (replaces and isinstance(by, Membership)):
        _keep_what_was_typed(row, by)
    row.counts = [[str(counted), str(among or 0)] for counted, among in counts]
    row.entered_on = timezone.localdate()
    row.entered_by = timeline.name_of(by)
    row.full_clean()
    row.save()
    said: dict[str, Any] = {"title": row.indicator.title, "period": row.period.label, "code": row.code}
    timeline.record(row.indicator, "indicators.sheet_entered", by=by, **said)
    return keep(_sum_of(row, comment), by)


def _sum_of(row: CountSheet, comment: str) -> Given:
    """Of all the sheets of the period; without a word, the comment that was there stays."""
    numerator, denominator = queries.total_back(row) or (Decimal(0), Decimal(0))
    if not comment.strip():
        known = Reading.objects.filter(indicator=row.indicator, first_on=row.first_on).first()
        comment = known.comment if known else ""
    return Given(
        row.indicator, row.first_on, numerator, denominator if row.indicator.has_denominator else None, comment
    )


def _keep_what_was_typed(row: CountSheet, by: Membership | Actor) -> None:
    typed = queries.typed_value(row)
    if typed is None:
        return
    value = shown(row.indicator, typed)
    text = f"Une valeur est déjà là pour {row.period.label} : {value}, qui ne vient pas des feuilles."
    if isinstance(by, Membership):
        text += " Gardez-la, ou cochez « Remplacer la valeur déjà donnée » pour prendre le total des feuilles."
    else:
        text += " Rien n’est changé : donnez la feuille à la coordination, qui choisira."
    raise ValidationError(text, code="typed")


def _check(row: CountSheet, counts: Sequence[Count], total: Count) -> None:
    if not row.indicator.is_running:
        raise ValidationError("Cet indicateur n’est plus suivi : il n’y a rien à saisir.", code="archived")
    if len(counts) != len(row.labels):
        raise ValidationError("Cette feuille n’a pas ces lignes : imprimez-la de nouveau.", code="lines")
    for (counted, among), label in zip(counts, row.labels, strict=True):
        if row.indicator.kind == Kind.RATE and counted > (among or 0):
            raise ValidationError(f"Ligne « {label} » : on ne peut pas compter plus que le total.", code="over")
    for rank, name in ((0, row.indicator.numerator), (1, row.indicator.denominator)):
        found = sum((line[rank] or Decimal(0) for line in counts), Decimal(0))
        if name and found != (total[rank] or 0):
            text = f"« {name} » : les lignes font {number(found)}, le total de la feuille {number(total[rank] or 0)}."
            raise ValidationError(f"{text} Recomptez les bâtons, ou corrigez le total.", code="total")


@transaction.atomic
def remove_sheet(sheet: CountSheet, *, by: Membership) -> None:
    """A paper printed for nothing. One that came back stays."""
    require(by, policy.KEEP)
    row = CountSheet.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=sheet.pk)
    if row.is_entered:
        raise ValidationError("Cette feuille est saisie : corrigez-la plutôt.", code="entered")
    said = {"title": row.indicator.title, "period": row.period.label, "code": row.code}
    timeline.record(row.indicator, "indicators.sheet_removed", by=by, **said)
    row.delete()
