from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.deciding.models import Ballot, Board, Objection, ProjectIdea, Sequence, Voter
from filrouge.modules.deciding.queries import said

ERASED = "Personne effacée"


def _votes_of(person: UUID) -> Iterator[dict[str, Any]]:
    """What a secret vote said is not known; ideas and contributions are nobody’s."""
    for one in Voter.objects.filter(person=person).select_related("ballot").order_by("pk"):
        yield {
            "question": one.ballot.title,
            "a voté": "oui" if one.has_voted else "non",
            "réponse": said(one.ballot, one.paper) if one.paper else "",
        }


def _forget_name_of(person: UUID) -> int:
    """The vote stays, because the decision rests on it; the name beside it goes."""
    count = 0
    for one in Voter.objects.filter(person=person).exclude(name=ERASED):
        count += Objection.objects.filter(ballot=one.ballot_id, name=one.name).update(name=ERASED)
        one.name = ERASED
        one.save(update_fields=["name"])
        count += 1
    return count


registry.personal_data.add(
    "deciding",
    PersonalData(
        "Votes et réponses aux propositions",
        "intérêt légitime de l’équipe : décider, et en garder la preuve",
        "aussi longtemps que la décision ; rien n’est gardé de ce que dit un vote secret",
        _votes_of,
        _forget_name_of,
    ),
)


@registry.portability.register("deciding.ballots")
def ballots() -> Iterator[dict[str, Any]]:
    for ballot in Ballot.objects.select_related("group").prefetch_related("voters", "objections"):
        yield {
            "id": str(ballot.pk),
            "réunion": str(ballot.meeting_id) if ballot.meeting_id else None,
            "question": ballot.title,
            "proposition": ballot.final_text,
            "mode": ballot.method,
            "secret": ballot.is_secret,
            "options": ballot.options,
            "état": ballot.status,
            "issue": ballot.verdict,
            "résultat": ballot.sentence,
            "décompte": ballot.figures,
            "objections": [{"texte": one.reason, "état": one.state} for one in ballot.objections.all()],
            "votants": [
                {"nom": one.name, "a voté": one.has_voted, "réponse": one.paper} for one in ballot.voters.all()
            ],
        }


@registry.portability.register("deciding.boards")
def boards() -> Iterator[dict[str, Any]]:
    for board in Board.objects.prefetch_related("ideas", "piles__ideas"):
        yield {
            "id": str(board.pk),
            "réunion": str(board.meeting_id),
            "question": board.title,
            "groupes": [
                {"titre": pile.title, "devenu": pile.became, "idées": [idea.text for idea in pile.ideas.all()]}
                for pile in board.piles.all()
            ],
            "à regrouper": [idea.text for idea in board.ideas.all() if idea.pile_id is None],
        }


@registry.portability.register("deciding.sequences")
def sequences() -> Iterator[dict[str, Any]]:
    for sequence in Sequence.objects.prefetch_related("contributions"):
        yield {
            "id": str(sequence.pk),
            "réunion": str(sequence.meeting_id),
            "séquence": sequence.code,
            "question": sequence.title,
            "contributions": [
                {"étape": one.step, "famille": one.family, "texte": one.text} for one in sequence.contributions.all()
            ],
        }


@registry.portability.register("deciding.ideas")
def ideas() -> Iterator[dict[str, Any]]:
    for idea in ProjectIdea.objects.all():
        yield {"id": str(idea.pk), "idée": idea.title, "précisions": idea.detail, "état": idea.state}
