"""The vault: every proof of a year under its indicator, with what is asked, what became of it and its twins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from filrouge.kernel import registry
from filrouge.kernel.reading import about_years
from filrouge.kernel.registry import EvidenceItem, EvidenceOutcome, ProofGuide, ProofHeading, outcomes_of
from filrouge.kernel.registry.gathered import outcomes_told, proofs_of
from filrouge.kernel.search.text import fold
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.evidence.enums import GATHERED, HELD, STATES, TWIN

ELSEWHERE = "Sans indicateur"


@dataclass(frozen=True, slots=True)
class Proof:
    item: EvidenceItem
    outcome: EvidenceOutcome | None
    name: str  # that its file is to bear
    twin: EvidenceItem | None  # the same document, there first

    @property
    def state(self) -> str:
        return self.outcome.state if self.outcome else self.item.state

    @property
    def state_label(self) -> str:
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        return STATES[self.state][1]


@dataclass(frozen=True, slots=True)
class Group:
    heading: ProofHeading
    proofs: list[Proof]

    @property
    def papers(self) -> list[Proof]:
        return [proof for proof in self.proofs if not proof.item.supporting]

    @property
    def supporting(self) -> list[Proof]:
        return [proof for proof in self.proofs if proof.item.supporting]

    def number_of(self, *states: str) -> int:
        """Papers that are asked, each document once."""
        return len({proof.item.document for proof in self.papers if proof.state in states})

    @property
    def ready(self) -> int:
        return self.number_of(*HELD)


@dataclass(frozen=True, slots=True)
class Axis:
    title: str
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Vault:
    year: int
    groups: list[Group]
    add_url: str

    @property
    def axes(self) -> list[Axis]:
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            found.setdefault(group.heading.axis, []).append(group)
        return [Axis(title, groups) for title, groups in found.items()]

    @property
    def proofs(self) -> list[Proof]:
        return [proof for group in self.groups for proof in group.proofs]

    def number_of(self, *states: str) -> int:
        return len({proof.item.document for proof in self.proofs if proof.state in states})

    @property
    def ready(self) -> int:
        """Papers that are asked; those that only show the work stand beside."""
        return self._papers(supporting=False)

    @property
    def supporting(self) -> int:
        return self._papers(supporting=True)

    def _papers(self, *, supporting: bool) -> int:
        found = (proof for proof in self.proofs if proof.state == "ready" and proof.item.supporting == supporting)
        return len({proof.item.document for proof in found})

    @property
    def draft(self) -> int:
        return self.number_of("draft")

    @property
    def missing(self) -> int:
        """Indicators that lack a paper, and meetings of which nothing was noted."""
        return self.number_of("missing") + sum(bool(group.heading.lacking) for group in self.groups)

    @property
    def sent(self) -> int:
        return self.number_of("sent", "accepted", "refused")

    @property
    def refused(self) -> int:
        return self.number_of("refused")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address filters."""

    indicator: str = ""
    state: str = ""
    kind: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.indicator or self.state or self.kind or self.text)


def vault_of(membership: Membership, year: int) -> Vault:
    """Every proof the rooms hold for a civil year, by indicator, oldest first; indicators that lack one as well."""
    with about_years(year - 1, year):  # the guide also says what the year is worth, beside the one before
        items = proofs_of(membership, year)
        guide, outcomes = _guide(membership, year, items), outcomes_told(membership, year)
    known = {heading.code for heading in guide.headings}
    found: dict[str, list[Proof]] = {}
    for proof in _proofs(items, guide, outcomes_of(items, outcomes)):
        code = proof.item.indicator if proof.item.indicator in known else f"{ELSEWHERE}:{proof.item.axis}"
        found.setdefault(code, []).append(proof)
    headings = [*guide.headings, *_others(found)]
    groups = [Group(one, found.get(one.code, [])) for one in headings if found.get(one.code) or one.lacking]
    return Vault(year, groups, guide.add_url)


def held_in(membership: Membership, year: int) -> int:
    """Papers that are asked, ready, sent or accepted, as the vault counts them; asks nobody what is still lacking."""
    items = [item for item in proofs_of(membership, year) if not item.supporting]
    outcomes = outcomes_of(items, outcomes_told(membership, year))
    proofs = [Proof(item, outcomes.get(item.key), "", None) for item in items]
    return len({proof.item.document for proof in proofs if proof.state in HELD})


def _guide(membership: Membership, year: int, items: Sequence[EvidenceItem]) -> ProofGuide:
    whole = ProofGuide()
    for provider in registry.proof_guides.values():
        one = provider(membership, year, items)
        whole = ProofGuide([*whole.headings, *one.headings], {**whole.names, **one.names}, whole.add_url or one.add_url)
    return whole


def _proofs(items: Iterable[EvidenceItem], guide: ProofGuide, found: dict[str, EvidenceOutcome]) -> Iterator[Proof]:
    first: dict[str, EvidenceItem] = {}
    for item in items:
        twin = first.setdefault(item.document, item)
        yield Proof(item, found.get(item.key), guide.names.get(item.key, ""), twin if twin is not item else None)


def _others(found: Iterable[str]) -> list[ProofHeading]:
    titles = sorted(code.removeprefix(f"{ELSEWHERE}:") for code in found if code.startswith(f"{ELSEWHERE}:"))
    return [ProofHeading(f"{ELSEWHERE}:{title}", "", title, ELSEWHERE, ()) for title in titles]


def filtered(vault: Vault, asked: Asked) -> Vault:
    """What the address asks for; an indicator that lacks a paper is kept by the state « manquante »."""
    if not asked:
        return vault
    kept = []
    for group in vault.groups:
        if asked.indicator in {"", group.heading.code}:
            proofs = [proof for proof in group.proofs if _matches(proof, group.heading, asked)]
            alone = not (asked.kind or asked.text) and asked.state in {"", "missing"}
            if proofs or (alone and group.heading.lacking):
                kept.append(replace(group, proofs=proofs))
    return replace(vault, groups=kept)


def _matches(proof: Proof, heading: ProofHeading, asked: Asked) -> bool:
    item = proof.item
    if asked.state == TWIN and proof.twin is None:
        return False
    if asked.state == GATHERED and (proof.state not in HELD or item.supporting):
        return False
    if asked.state not in {"", TWIN, GATHERED, proof.state}:
        return False
    words = fold(f"{heading.number} {heading.label} {item.label} {item.kind} {item.detail} {proof.name}")
    return asked.kind in {"", item.kind} and all(word in words for word in fold(asked.text).split())
