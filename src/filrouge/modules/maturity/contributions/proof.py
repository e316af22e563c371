from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import EvidenceItem, Indicator
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.maturity import policy, queries
from filrouge.modules.maturity.models import Assessment

AXIS = "Travail en équipe"


@registry.evidence.register("maturity")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    """The synthesis of each assessment: it serves the « état des lieux » of the quality approach."""
    if can(membership, policy.VIEW):
        for one in queries.closed_in(year):
            yield _item(one)


def _item(one: Assessment) -> EvidenceItem:
    assert one.closed_on is not None  # it is closed
    file = one.report
    return EvidenceItem(
        key=f"maturity:{one.pk}",
        axis=AXIS,
        indicator="quality",
        kind="Matrice de maturité",
        label=one.title,
        happened_on=one.closed_on,
        url=one.get_absolute_url(),
        state="ready" if file else "draft",
        detail="synthèse figée" if file else "synthèse à figer, une fois le consensus et les actions notés",
        attendance=one.answered,  # type: ignore[attr-defined]
        file_id=file.pk if file else None,
        file_url=file.get_absolute_url() if file else "",
        file_ending=file.ending if file else "",
        fingerprint=file.sha256 if file else "",
        supporting=True,  # where the team stands is one heading of the quality approach, not the whole paper
    )


@registry.indicators.register("maturity")
def indicators(membership: Membership, year: int) -> Iterator[Indicator]:
    """Participation and mean level by axis, of the last assessment closed in the year, the whole team's first."""
    found = queries.closed_in(year) if can(membership, policy.VIEW) else []
    last = min(found, key=lambda one: (one.group_id is not None, one.group_id), default=None)  # newest first already
    if last is None or not last.asked:  # type: ignore[attr-defined]
        return
    url, asked, answered = last.get_absolute_url(), last.asked, last.answered  # type: ignore[attr-defined]
    yield Indicator(
        "maturity.participation", "Participation au tour de maturité", round(100 * answered / asked), "%",
        "réponses sur personnes interrogées", url, numerator=answered, denominator=asked,
    )  # fmt: skip
    for axis in queries.results_of(last).axes:
        if axis.mean is not None:
            label = f"Maturité : {axis.axis.title[0].lower()}{axis.axis.title[1:]}"
            value = float(round(axis.mean, 1))
            formula = "moyenne des niveaux donnés, de 1 à 4, chaque dimension pesant autant"
            yield Indicator(f"maturity.{axis.axis.code}", label, value, "sur 4", formula, url)
