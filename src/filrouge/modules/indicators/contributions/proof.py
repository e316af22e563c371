from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.registry import Indicator as Given
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.indicators import policy, queries
from filrouge.modules.indicators.models import Dossier, Indicator, Reading
from filrouge.modules.indicators.queries.catalogue import formula

AXIS = "Démarche qualité"
QUALITY = "quality"  # its code in the scale of the ACI


@registry.evidence.register("indicators")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    """The dossiers frozen for the year; a cycle of the year that has none is still a draft."""
    if not can(membership, policy.VIEW):
        return
    for state in queries.states_in(year):
        kept = [one for one in state.dossiers if one.year == year]
        for dossier in kept:
            yield _frozen(dossier, state)
        if not kept and state.cycle.is_running:
            missing = [one for level in state.levels[:1] for one in level.missing]
            yield EvidenceItem(
                key=f"indicators:cycle:{state.cycle.pk}:{year}",
                axis=AXIS,
                indicator=QUALITY,
                kind="Démarche qualité",
                label=str(state.cycle),
                happened_on=date(year, 1, 1),
                url=state.cycle.get_absolute_url(),
                state="draft" if state.level else "missing",
                detail=f"niveau {state.level} complet, à figer" if state.level else f"reste à {' ; '.join(missing)}",
            )


def _frozen(dossier: Dossier, state: queries.State) -> EvidenceItem:
    return EvidenceItem(
        key=f"indicators:dossier:{dossier.pk}",
        axis=AXIS,
        indicator=QUALITY,
        kind=f"Niveau {dossier.level}",
        label=f"{state.cycle}, niveau {dossier.level}",
        happened_on=dossier.frozen_on,
        url=state.cycle.get_absolute_url(),
        state="ready",
        detail=dossier.file.name,
        file_id=dossier.file_id,
        file_url=dossier.file.get_absolute_url(),
        file_ending=dossier.file.ending,
        fingerprint=dossier.file.sha256,
        parts=tuple(range(1, dossier.level + 1)),  # a dossier holds the levels before its own
    )


@registry.aci_facts.register("indicators")
def aci_facts(membership: Membership, year: int) -> Mapping[str, int]:
    """Nothing is said of a year without a cycle: it stays as it is typed."""
    level = queries.level_of_year(year)
    return {} if level is None else {"quality_level": level}


@registry.indicators.register("indicators")
def indicators(membership: Membership, year: int) -> Iterator[Given]:
    """The last validated value of the year of each, for the reports."""
    if not can(membership, policy.VIEW):
        return
    rows = Reading.objects.filter(state="valid", first_on__year=year, indicator__archived_on__isnull=True)
    last = {row.indicator_id: row for row in rows.select_related("indicator").order_by("first_on")}
    for row in last.values():
        one: Indicator = row.indicator
        yield Given(
            f"indicators.{one.pk}",
            one.title,
            float(row.value),
            one.unit,
            formula(one.kind, one.numerator, one.denominator),
            one.get_absolute_url(),
            float(row.numerator),
            None if row.denominator is None else float(row.denominator),
        )
