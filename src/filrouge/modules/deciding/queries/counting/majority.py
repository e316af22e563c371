from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from filrouge.modules.deciding.enums import QUORUM_SHARES, RULE_SHARES, Base, Quorum, Rule, Verdict
from filrouge.ui.typography import count

_NAMES = {
    Base.EXPRESSED: "exprimé",
    Base.VOTERS: "votant",
    Base.ELECTORS: "personne appelée à voter|personnes appelées à voter",
}


@dataclass(frozen=True, slots=True)
class Votes:
    """What was said of one proposal, and how many people could say it."""

    in_favour: int
    against: int
    abstained: int
    electors: int

    @property
    def expressed(self) -> int:
        return self.in_favour + self.against

    @property
    def voters(self) -> int:
        return self.expressed + self.abstained

    def total(self, base: Base) -> int:
        return {Base.EXPRESSED: self.expressed, Base.VOTERS: self.voters, Base.ELECTORS: self.electors}[base]


@dataclass(frozen=True, slots=True)
class Ruling:
    verdict: Verdict
    sentence: str
    option: int | None = None  # the one that wins alone


def quorum_needed(quorum: Quorum, called: int) -> int:
    """The fewest people who make the quorum; a share falls on the next whole person."""
    if quorum == Quorum.NONE:
        return 0
    if quorum == Quorum.MORE_THAN_HALF:
        return called // 2 + 1
    return ceil(QUORUM_SHARES[quorum] * called)


def quorum_ruling(quorum: Quorum, *, there: int, called: int, between: bool = False) -> tuple[bool, str]:
    """Whether enough people were there (or answered, between meetings), and the sentence that says it."""
    if quorum == Quorum.NONE:
        return True, ""
    needed = quorum_needed(quorum, called)
    reached = there >= needed
    if between:
        who = f"{count(there, 'réponse')} sur {count(called, 'personne interrogée|personnes interrogées')}"
    else:
        who = f"{count(there, 'présent')} sur {count(called, 'convié')}"
    return reached, f"Quorum {'atteint' if reached else 'non atteint'} : {who}, il en fallait {needed}."


def needed(rule: Rule, total: int) -> int:
    """The fewest votes in favour that carry the proposal, of ``total`` counted. Simple majority has no such number."""
    if rule == Rule.UNANIMITY:
        return total
    if rule in RULE_SHARES:
        return ceil(RULE_SHARES[rule] * total)
    return total // 2 + 1


def rule_on(votes: Votes, rule: Rule, base: Base) -> Ruling:
    """« 7 pour sur 10 exprimés, il en fallait 6 : adoptée. »"""
    if not votes.voters:
        return Ruling(Verdict.NO_VOTE, "Personne n’a voté : rien n’est décidé.")
    if rule == Rule.SIMPLE:
        return _by_simple_majority(votes)
    total = votes.total(base)
    fewest = needed(rule, total)
    adopted = votes.expressed > 0 and votes.in_favour >= fewest
    rest = "" if base == Base.VOTERS else _abstentions(votes)
    asked = "il fallait l’unanimité" if rule == Rule.UNANIMITY else f"il en fallait {fewest}"
    return _ruling(adopted, f"{votes.in_favour} pour sur {count(total, _NAMES[base])}{rest}, {asked}")


def rule_on_consent(*, consenting: int, aside: int, standing: int, treated: int) -> Ruling:
    """Consent: a proposal passes when no objection stands, not when everybody likes it."""
    voters = consenting + aside + standing + treated
    if not voters:
        return Ruling(Verdict.NO_VOTE, "Personne n’a répondu : rien n’est décidé.")
    answers = count(voters, "réponse")
    if standing:
        objections = count(standing, "objection")
        return Ruling(Verdict.OBJECTIONS, f"{objections} à traiter, sur {answers} : pas encore de consentement.")
    if treated:
        objections = count(treated, "objection entendue et traitée|objections entendues et traitées")
        return Ruling(Verdict.ADOPTED, f"{answers}, {objections} : adoptée par consentement.")
    return Ruling(Verdict.ADOPTED, f"{answers}, aucune objection : adoptée par consentement.")


def _by_simple_majority(votes: Votes) -> Ruling:
    said = f"{votes.in_favour} pour, {votes.against} contre{_abstentions(votes, ', ')}"
    if votes.in_favour == votes.against:
        return Ruling(Verdict.REJECTED, f"{said} : égalité, la proposition n’est pas adoptée.")
    return _ruling(votes.in_favour > votes.against, said)


def _ruling(adopted: bool, said: str) -> Ruling:
    if adopted:
        return Ruling(Verdict.ADOPTED, f"{said} : adoptée.")
    return Ruling(Verdict.REJECTED, f"{said} : rejetée.")


def _abstentions(votes: Votes, before: str = "") -> str:
    if not votes.abstained:
        return ""
    said = count(votes.abstained, "abstention")
    return f"{before}{said}" if before else f" ({said})"
