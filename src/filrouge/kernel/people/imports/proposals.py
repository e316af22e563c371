"""Each line beside what the team already knows: new, already there, to correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from filrouge.kernel.identifiers.formats import format_phone
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.imports.records import Candidate
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.names import fold
from filrouge.kernel.people.services.merging import CHOICES
from filrouge.kernel.tenancy.models import Site
from filrouge.ui.typography import date_short

LABELS = {field.name: str(field.verbose_name) for field in Person._meta.concrete_fields}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field whose values differ: which one stays is somebody's choice."""

    name: str
    label: str
    old: str
    new: str

    @property
    def proposes_new(self) -> bool:
        return not self.old


@dataclass(slots=True)
class Proposal:
    candidate: Candidate
    match: Person | None = None
    reason: str = ""
    differences: list[Difference] = field(default_factory=list)
    twin_line: int = 0  # the same person, earlier in the same list

    @property
    def state(self) -> str:
        if self.candidate.errors:
            return "error"
        if self.match:
            return "known"
        return "twin" if self.twin_line else "new"

    @property
    def kept_by_default(self) -> bool:
        return self.state == "new"


class Known:
    """The people and sites of the team, read once for a whole list."""

    def __init__(self) -> None:
        self.sites = {fold(site.name): site for site in Site.objects.all()}
        self.by_email: dict[str, Person] = {}
        self.by_rpps: dict[str, Person] = {}
        self.by_name: dict[str, Person] = {}
        for person in Person.objects.select_related("site", "organisation"):
            self.by_name.setdefault(_any_order(person.sort_name), person)
            if person.rpps:
                self.by_rpps[person.rpps] = person
            if person.email:
                self.by_email.setdefault(person.email.casefold(), person)

    def match(self, candidate: Candidate) -> tuple[Person | None, str]:
        """By e-mail, then RPPS number, then name; a shared address whose names differ still has to be looked at."""
        fields = candidate.fields
        same_name = self.by_name.get(_any_order(candidate.sort_name))
        if same_name and namesakes(same_name.rpps, str(fields.get("rpps", ""))):
            same_name = None
        same_email = self.by_email.get(str(fields.get("email", "")).casefold())
        same_rpps = self.by_rpps.get(str(fields.get("rpps", "")))
        for person, reason in (
            (same_rpps, "même numéro RPPS"),
            (same_email if same_email == same_name else None, "même nom et même adresse e-mail"),
            (same_name, "même nom"),
            (same_email, "même adresse e-mail"),
        ):
            if person is not None:
                return person, reason
        return None, ""


def propose(candidates: Iterable[Candidate], known: Known | None = None) -> list[Proposal]:
    known = known or Known()
    seen: dict[str, dict[str, int]] = defaultdict(dict)
    return [_propose(candidate, known, seen) for candidate in candidates]


def _propose(candidate: Candidate, known: Known, seen: dict[str, dict[str, int]]) -> Proposal:
    _resolve_site(candidate, known)
    proposal = Proposal(candidate)
    if candidate.errors:
        return proposal
    proposal.match, proposal.reason = known.match(candidate)
    if proposal.match:
        proposal.differences = list(differences(proposal.match, candidate.fields))
    fields = candidate.fields
    proposal.twin_line = _twin(candidate, seen)
    if email := str(fields.get("email", "")).casefold():
        if (other := seen["email"].get(email)) and not proposal.twin_line:
            candidate.warnings.append(f"Même adresse e-mail qu’à la ligne {other}.")
        seen["email"].setdefault(email, candidate.line)
    seen["rpps"].setdefault(str(fields.get("rpps", "")), candidate.line)
    seen["name"].setdefault(candidate.sort_name, candidate.line)
    seen["rpps of"].setdefault(candidate.sort_name, int(fields.get("rpps") or 0))
    return proposal


def namesakes(one: str, other: str) -> bool:
    """Two numbers, two people, whatever their name."""
    return bool(one) and bool(other) and one != other


def _twin(candidate: Candidate, seen: dict[str, dict[str, int]]) -> int:
    """The earlier line that says the same person, or 0."""
    number = str(candidate.fields.get("rpps", ""))
    if number and number in seen["rpps"]:
        return seen["rpps"][number]
    earlier = str(seen["rpps of"].get(candidate.sort_name) or "")
    return 0 if namesakes(number, earlier) else seen["name"].get(candidate.sort_name, 0)


def _resolve_site(candidate: Candidate, known: Known) -> None:
    name = candidate.fields.pop("site", None)
    if not isinstance(name, str):
        if name is not None:
            candidate.fields["site"] = name
        return
    site = known.sites.get(fold(name))
    if site is not None:
        candidate.fields["site"] = site
    elif known.sites:
        candidate.warnings.append(f"Site inconnu : « {name[:40]} ». À choisir ensuite sur la fiche.")


def differences(person: Person, fields: dict[str, Any]) -> Iterator[Difference]:
    for name in CHOICES:
        new = fields.get(name)
        old = getattr(person, name)
        if new in (None, "", []) or new == old:
            continue
        if name in ("last_name", "first_name") and fold(str(new)) == fold(str(old)):
            continue  # capitals and accents only: the record is left as somebody wrote it
        if name == "profession" and old != Profession.OTHER and new == Profession.OTHER:
            continue
        unknown = name == "profession" and old == Profession.OTHER
        yield Difference(name, LABELS[name], "" if unknown else shown(name, old), shown(name, new))


def shown(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if name == "profession":
        return Profession(value).label
    if name == "phone":
        return format_phone(str(value))
    if name == "days_on_site":
        return ", ".join(("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.")[day] for day in value)
    return date_short(value) if hasattr(value, "toordinal") else str(value)


def _any_order(name: str) -> str:
    return " ".join(sorted(name.split()))
