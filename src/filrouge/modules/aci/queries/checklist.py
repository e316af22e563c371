"""The declaration of a year as it stands today, in the order of the portal: what to copy, what is proved, what is not.

A claim would be refused today when a paper that the CPAM asks for is not there, or when the house has seen less work
than what is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.aci.engine.declared import Field, fields_for, year_fields
from filrouge.modules.aci.engine.scale import PREREQUISITE
from filrouge.modules.aci.models import Declaration, YearInputs
from filrouge.modules.aci.queries.campaign import Campaign, campaign_of
from filrouge.modules.aci.queries.year import Row, YearValue, value_of

DRAFT, MISSING = "draft", "missing"


@dataclass(frozen=True, slots=True)
class Todo:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of the checklist."""

    row: Row
    fields: tuple[Field, ...]
    todo: tuple[Todo, ...]
    reviewed: Mapping[str, str] | None  # by whom, on what day

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def reviewed_on(self) -> date | None:
        return date.fromisoformat(self.reviewed["on"]) if self.reviewed else None

    @property
    def number(self) -> str:
        return self.row.line.indicator.number

    @property
    def label(self) -> str:
        return self.row.line.indicator.label

    @property
    def is_claimed(self) -> bool:
        return self.row.line.reached

    @property
    def is_prerequisite(self) -> bool:
        return self.row.line.kind == PREREQUISITE

    @property
    def ready(self) -> list[EvidenceItem]:
        return [proof for proof in self.row.proofs if is_joined(proof)]

    @property
    def held(self) -> list[EvidenceItem]:
        return [proof for proof in self.row.proofs if proof.state == "ready" and not is_joined(proof)]

    @property
    def unfinished(self) -> list[EvidenceItem]:
        return [proof for proof in self.row.proofs if proof.state in {DRAFT, MISSING}]

    @property
    def at_risk(self) -> Decimal:
        """Euros that are claimed without their proof."""
        return self.row.euros - self.row.parts["secured"]

    @property
    def is_refused_today(self) -> bool:
        return self.is_claimed and (self.at_risk > 0 or self.row.lacking > 0)

    @property
    def colour(self) -> str:
        return "red" if self.is_refused_today else "green" if self.is_claimed else "grey"

    @property
    def state_label(self) -> str:
        return "refusé aujourd’hui" if self.is_refused_today else "prêt" if self.is_claimed else "non déclaré"


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Checklist:
    value: YearValue
    campaign: Campaign
    fields: tuple[Field, ...]
    groups: list[Group]

    @property
    def year(self) -> int:
        return self.value.year

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]

    @property
    def claimed(self) -> list[Item]:
        return [item for item in self.items if item.is_claimed]

    @property
    def prerequisites(self) -> list[Item]:
        """Without any of them nothing is paid; nobody asks for the actions of a crisis that was not declared."""
        return [item for item in self.items if item.is_prerequisite and item.code != "crisis_actions"]

    @property
    def refused(self) -> list[Item]:
        return [item for item in self.claimed if item.is_refused_today]

    @property
    def lacks(self) -> bool:
        return bool(self.refused or self.value.result.gate.missing)

    @property
    def ready(self) -> int:
        """Papers that go in the pack."""
        return sum(len(item.ready) for item in self.claimed)

    @property
    def refused_euros(self) -> Decimal:
        return sum((item.at_risk for item in self.refused), Decimal(0))

    @property
    def read_over(self) -> int:
        return sum(item.reviewed is not None for item in self.claimed)


def is_joined(proof: EvidenceItem) -> bool:
    """A paper with its file goes in the pack; what only shows the work stays with the team."""
    return proof.state == "ready" and proof.file_id is not None and not proof.supporting


def checklist_of(membership: Membership, inputs: YearInputs, declaration: Declaration | None) -> Checklist:
    """Raises ``BadCase`` as ``value_of`` does. As many queries as it, whatever the number of proofs."""
    value = value_of(membership, inputs)
    case, reviewed = value.result.case, declaration.reviewed if declaration else {}
    groups = [
        Group(
            axis.title,
            [Item(row, fields_for(row.code, case), _todo(row, value), reviewed.get(row.code)) for row in axis.rows],
        )
        for axis in value.axes
    ]
    return Checklist(value, campaign_of(inputs.year), year_fields(case), groups)


def _todo(row: Row, value: YearValue) -> tuple[Todo, ...]:
    if not row.line.reached:
        return ()
    slug, found = current_organisation().slug, []
    if row.lacking:
        url = reverse("aci:hand_in", args=[slug, value.year, row.piece_code])
        found.append(Todo(f"Déposer {row.lacking_label}", url))
    found += [Todo(f"Terminer « {proof.label} »", proof.url) for proof in row.proofs if proof.state == DRAFT]
    if row.missing and row.parts["secured"] < row.euros and not found:
        found += [Todo(one, f"{reverse('aci:year', args=[slug])}?annee={value.year}#{row.code}") for one in row.missing]
    return tuple(found)
