"""A ballot and its named papers, said in words: the same on the pages, the screens and the documents."""

from __future__ import annotations

from filrouge.modules.deciding.enums import (
    Base,
    ConsentAnswer,
    Electorate,
    Mention,
    Method,
    Quorum,
    Rule,
    Side,
)
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.deciding.models.papers import Paper
from filrouge.ui.typography import count


def rules_of(ballot: Ballot) -> list[tuple[str, str]]:
    rules = [
        ("Mode", str(Method(ballot.method).label)),
        ("Votes", "secrets" if ballot.is_secret else "nominatifs"),
        ("Qui vote", ballot.group.name if ballot.group else str(Electorate(ballot.electorate).label)),
    ]
    if ballot.has_majority:
        base = "" if ballot.rule == Rule.SIMPLE else f", {Base(ballot.base).label}"
        rules.append(("Majorité", f"{Rule(ballot.rule).label}{base}"))
    if ballot.method == Method.DOTS:
        rules.append(("Chacun dispose de", count(ballot.dots_each, "gommette")))
    if ballot.quorum:
        rules.append(("Quorum", str(Quorum(ballot.quorum).label)))
    return rules


def said(ballot: Ballot, paper: Paper) -> str:
    """One named paper in words."""
    if ballot.method == Method.CONSENT:
        label = str(ConsentAnswer(paper["side"]).label)
        return f"{label} : {paper['reason']}" if paper.get("reason") else label
    if not ballot.has_options:
        return str(Side(paper["side"]).label)
    pairs = list(zip(ballot.options, paper["values"], strict=True))
    if ballot.method == Method.JUDGEMENT:
        return ", ".join(f"{name} : {Mention(value).label}" for name, value in pairs)
    if ballot.method == Method.RANKING:
        return ", ".join(f"{value}. {name}" for name, value in sorted(pairs, key=lambda pair: pair[1]))
    return ", ".join(f"{name} : {value}" for name, value in pairs if value)
