from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
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
from filrouge.modules.sharing.engine import Outcome
from filrouge.modules.sharing.models import euros_of
from filrouge.modules.sharing.queries import Group, Team, Tried, groups_of, outcome_in_words, rules_in_words
from filrouge.ui.typography import euros

PART_LABELS = ("Forfaits", "Heures au taux", "Parts égales", "Selon les heures", "Clé des professions")
REMINDER = "Simulation avant un vote : ce n’est ni un paiement, ni une décision. Les montants suivent l’année ACI."


def scenario_sheet(tried: Tried, team: Team) -> Sheet:
    """One row for each associate; the sum of a row is its total."""
    labels = ["Nom", "Profession", *PART_LABELS, "Total"]
    columns = [Column(label, "text" if rank < 2 else "euros") for rank, label in enumerate(labels)]
    return Sheet(
        title=tried.scenario.title,
        columns=[
            *columns[:2],
            Column("Présence dans l’année (%)", "number"),
            Column("Minutes", "minutes"),
            *columns[2:],
        ],
        rows=_rows(tried, team),
    )


def _rows(tried: Tried, team: Team) -> Iterator[Sequence[Value]]:
    for line in tried.outcome.lines if tried.outcome else ():
        person, who = team.people[line.associate.key], line.associate
        presence = float(round(who.presence * 100, 1))
        amounts = [euros_of(cents) for cents in (*line.parts, line.cents)]
        yield [str(person), person.get_profession_display(), presence, who.minutes, *amounts]


def vote_document(tried: Sequence[Tried], team: Team, day: date, *, names: bool) -> Document:
    """What is shown before a vote: the rules said, and what each would give. Without names, by profession only."""
    scenario = tried[0].scenario
    blocks: list[Block] = [Callout(REMINDER, label="À savoir", tone="warning")]
    for one in tried:
        blocks += [Heading(one.scenario.title), *_scenario(one, team, names=names)]
    if team.left_out:
        text = "Salariés : payés par leur salaire. Non-associés : sur facture ou convention. Ils n’ont pas de part."
        blocks.append(Paragraph(text, style="small"))
    return Document(
        title=f"Répartition de l’ACI {scenario.year}",
        subtitle="Scénarios à voter",
        letterhead=letterhead(scenario.organisation),
        date=day,
        blocks=blocks,
    )


def _scenario(tried: Tried, team: Team, *, names: bool) -> list[Block]:
    outcome = tried.outcome
    if outcome is None:
        return [Paragraph(tried.refusal)]
    facts = [
        ("Montant de départ", _money(outcome.total)),
        ("Charges", _money(outcome.charged)),
        ("Réparti", _money(outcome.shared)),
        ("Reste", _money(outcome.left)),
    ]
    said = [*rules_in_words(tried.scenario, team, names=names), *outcome_in_words(outcome)]
    table = _by_name(outcome, team) if names else _by_profession(tried, groups_of(team, nobody_alone=True))
    return [KeyValues(facts), *([BulletList(said)] if said else []), table]


def _by_name(outcome: Outcome, team: Team) -> Block:
    rows = [
        [
            str(team.people[line.associate.key]),
            team.people[line.associate.key].get_profession_display(),
            _money(line.cents),
        ]
        for line in outcome.lines
    ]
    rows.append(["Total", "", _money(outcome.shared)])
    return Table([TableColumn("Nom", 2), TableColumn("Profession", 2), _amount("Montant")], rows, total=True)


def _by_profession(tried: Tried, groups: Sequence[Group]) -> Block:
    rows = []
    for group in groups:
        cents = group.cents_in(tried) or 0
        rows.append([group.label, str(len(group.keys)), _money(cents), _money(cents // len(group.keys))])
    shared = tried.outcome.shared if tried.outcome else 0
    rows.append(["Total", str(sum(len(group.keys) for group in groups)), _money(shared), ""])
    columns = [TableColumn("Profession", 3), _amount("Personnes"), _amount("Montant"), _amount("En moyenne")]
    return Table(columns, rows, total=True)


def _amount(label: str) -> TableColumn:
    return TableColumn(label, 0, "right")


def _money(cents: int) -> str:
    return euros(euros_of(cents))
