"""What rooms say of the proofs they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A proof: what happened, when, who was there, and the frozen file that shows it."""

    key: str  # for ever the same, « meetings:… »
    axis: str
    kind: str
    label: str
    happened_on: date
    url: str
    state: str  # "missing", "draft", "ready"; "refused" once counted (``counting``)
    detail: str = ""
    attendance: int | None = None
    minutes: int | None = None
    file_id: UUID | None = None
    file_url: str = ""
    file_ending: str = ""  # « odt »; what a room makes on demand is a PDF
    fingerprint: str = ""
    indicator: str = ""  # of the scale of the ACI (« rcp », « protocols »); empty: it counts for none
    parts: tuple[int, ...] = ()  # of what is asked (a level, the label, the invoice): those it is; not said: the first
    supporting: bool = False  # it shows the work (the minutes of a meeting), it is not itself the paper that is asked

    @property
    def document(self) -> str:
        """The same for two proofs that are one document: whoever counts, counts it once."""
        return self.fingerprint or self.key


@dataclass(frozen=True, slots=True)
class EvidenceOutcome:
    """What became of a proof once it was shown to the CPAM."""

    state: str  # "sent", "accepted", "refused"
    on: date
    said: str = ""  # the words of the CPAM
    url: str = ""  # the declaration it was sent with
    fingerprint: str = ""  # of the document that was sent; empty: whatever the proof holds
    indicator: str = ""  # that it was sent for

    def is_about(self, item: EvidenceItem) -> bool:
        """A refusal tells of one document for one indicator: its corrected replacement is another proof."""
        told = (self.fingerprint, self.indicator)
        return self.state != "refused" or not self.fingerprint or told == (item.fingerprint, item.indicator)


def outcomes_of(items: Iterable[EvidenceItem], told: Mapping[str, EvidenceOutcome]) -> dict[str, EvidenceOutcome]:
    """By key of the proofs that were shown: themselves, or as the same document under another key."""
    sent = [one for one in told.values() if one.fingerprint]
    refused = {(one.fingerprint, one.indicator): one for one in sent if one.state == "refused"}
    others = {one.fingerprint: one for one in sent if one.state != "refused"}
    found: dict[str, EvidenceOutcome] = {}
    for item in items:
        own = told.get(item.key)
        own = own if own and own.is_about(item) else None
        outcome = own or refused.get((item.fingerprint, item.indicator)) or others.get(item.fingerprint)
        if outcome:
            found[item.key] = outcome
    return found


def counting(
    items: Sequence[EvidenceItem], told: Callable[[], Mapping[str, EvidenceOutcome]]
) -> tuple[EvidenceItem, ...]:
    """Where a document that the CPAM refused is « refused »: it secures nothing and leaves no more.

    ``told`` is asked only of what an answer could take away.
    """
    if all(item.state != "ready" for item in items):
        return tuple(items)
    refused = {key for key, one in outcomes_of(items, told()).items() if one.state == "refused"}
    return tuple(replace(item, state="refused") if item.key in refused else item for item in items)


@dataclass(frozen=True, slots=True)
class ProofHeading:
    """An indicator that proofs are gathered for."""

    code: str  # that of ``EvidenceItem.indicator``
    number: str  # « 2.3 »
    label: str
    axis: str
    asked: Sequence[str]  # the papers
    lacking: str = ""  # what is still to be handed in for what the team claims, « 2 copies »
    add_url: str = ""  # where one is handed in; empty: not by this member


@dataclass(frozen=True, slots=True)
class ProofGuide:
    """How the proofs of a year are arranged, by who knows what is asked of the team."""

    headings: Sequence[ProofHeading] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # by key of a proof: what its file is to be called
    add_url: str = ""  # where one is handed in, whatever it proves


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A table that goes with the declaration of a year, ready to be printed: words only, no name of a patient."""

    indicator: str
    title: str
    subtitle: str
    name: str  # of its file, without its ending
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
