from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from filrouge.kernel.documents.content import (
    Block,
    Callout,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Table,
    TableColumn,
)
from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.deciding.enums import BallotStatus, Method, Verdict
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.deciding.queries import rules_of, said
from filrouge.ui.typography import datetime_fr


def results_document(
    organisation: Organisation, ballots: Sequence[Ballot], *, title: str, subtitle: str, day: date
) -> Document:
    """The votes counted, each with its rules, its result explained, its figures and, when named, who said what."""
    blocks: list[Block] = []
    for ballot in ballots:
        blocks += _ballot_blocks(ballot)
    return Document(
        title=title, subtitle=subtitle, letterhead=letterhead(organisation), date=day,
        blocks=blocks or [Paragraph("Aucun vote dépouillé.")],
    )  # fmt: skip


def ballots_sheet(ballots: Iterable[Ballot]) -> Sheet:
    """Rows of ``queries.with_turnout``."""
    return Sheet(
        title="Votes",
        columns=[
            Column("Question", "text"),
            Column("Mode", "text"),
            Column("Secret", "text"),
            Column("Réunion", "text"),
            Column("Ouvert le", "datetime"),
            Column("Dépouillé le", "datetime"),
            Column("Appelés à voter", "number"),
            Column("Ont voté", "number"),
            Column("Issue", "text"),
            Column("Résultat", "text"),
        ],
        rows=([*_what(ballot), *_when(ballot), *_outcome(ballot)] for ballot in ballots),
    )


def _what(ballot: Ballot) -> list[Value]:
    place = ballot.meeting.title if ballot.meeting else "entre deux réunions"
    return [ballot.title, Method(ballot.method).label, "oui" if ballot.is_secret else "non", place]


def _when(ballot: Ballot) -> list[Value]:
    return [timezone.localtime(day) if day else None for day in (ballot.opened_at, ballot.closed_at)]


def _outcome(ballot: Ballot) -> list[Value]:
    issue = Verdict(ballot.verdict).label if ballot.verdict else BallotStatus(ballot.status).label
    return [ballot.electors, ballot.voted, issue, ballot.sentence]  # type: ignore[attr-defined]


def _ballot_blocks(ballot: Ballot) -> list[Block]:
    blocks: list[Block] = [Heading(ballot.title)]
    if ballot.text:
        blocks.append(Paragraph(ballot.final_text, style="quote"))
    pairs = [*rules_of(ballot)]
    if ballot.closed_at:
        pairs.append(("Dépouillé le", datetime_fr(ballot.closed_at)))
    carried = ballot.verdict in {Verdict.ADOPTED, Verdict.CHOSEN}
    result = Callout(ballot.sentence, label="Résultat", tone="success" if carried else "info")
    blocks += [KeyValues(pairs), result]
    if ballot.figures:
        rows = [[label, str(number)] for label, number in ballot.figures.items()]
        blocks.append(Table([TableColumn("Décompte", 3), TableColumn("", 1, "right")], rows))
    if not ballot.is_secret:
        named = [[voter.name, said(ballot, voter.paper)] for voter in ballot.voters.all() if voter.paper]
        if named:
            blocks.append(Table([TableColumn("Nom", 1), TableColumn("Vote", 2)], named))
    return blocks
