"""Last year declared: frozen, sent, answered with one refusal, which is disputed. This year is in rehearsal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.models import Declaration

REFUSED = "Le document ne porte ni date ni signature"
READ_OVER = ("opening", "coordination", "is_standard")


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    today, before = context.today, context.today.year - 1
    for code in READ_OVER:
        services.review(today.year, code, by=membership, done=True)
    inputs = queries.inputs_of(before)
    sent_on, answered_on, disputed_on = date(today.year, 1, 15), date(today.year, 4, 20), date(today.year, 5, 4)
    if inputs is None or sent_on > today:
        return
    with context.travel(_morning(sent_on)):
        row = services.freeze(inputs, by=membership, anyway=True)
        services.prepare_pack.call(str(organisation.pk), str(row.pk))
        receipt = ContentFile(f"Accusé de dépôt, {organisation.name}.".encode(), name="Accusé de dépôt.txt")
        row = services.send(row, by=membership, sent_on=sent_on, how="amelipro", receipt=receipt)
    if answered_on <= today:
        with context.travel(_morning(answered_on)):
            row = services.keep_answer(row, _answer(row, answered_on), by=membership)
    if disputed_on <= today and row.notified is not None:
        words = "Courrier recommandé à la CPAM : la version signée est jointe, avec le compte rendu qui la date."
        with context.travel(_morning(disputed_on)):
            services.add_step(row, by=membership, on=disputed_on, words=words, due=today + timedelta(days=21))


def _answer(row: Declaration, day: date) -> services.Answer:
    """The first piece of the protocols is refused, and with it a protocol."""
    proof = row.proofs.filter(indicator="protocols").first()
    line = row.lines.filter(code="protocols").first()
    if proof is None or line is None:
        return services.Answer(day, notified=row.computed, words="Toutes les pièces sont acceptées.")
    lost = min(Decimal(700), line.computed)
    return services.Answer(
        day,
        notified=(row.computed or Decimal(0)) - lost,
        words="Les pièces sont acceptées, sauf une. Vous disposez de deux mois pour présenter vos observations.",
        lines={line.pk: services.Said(line.computed - lost, "Un protocole n’est pas retenu")},
        refused={proof.pk: REFUSED},
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


STEP = DemoStep(order=95, load=load)
