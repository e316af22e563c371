"""What rooms say of the proofs they hold."""

from __future__ import annotations

from dataclasses import dataclass
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
    state: str  # "missing", "draft", "ready"
    detail: str = ""
    attendance: int | None = None
    minutes: int | None = None
    file_id: UUID | None = None
    file_url: str = ""
    fingerprint: str = ""
    indicator: str = ""  # of the scale of the ACI (« rcp », « protocols »); empty: it counts for none
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
