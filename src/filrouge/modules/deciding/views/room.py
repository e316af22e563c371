"""What the screens of a session show of a vote, and what comes back from the phones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.template.loader import render_to_string

from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import forms, queries, services
from filrouge.modules.deciding.enums import BallotStatus, Mention, Verdict
from filrouge.modules.deciding.models import Ballot, Board, Sequence, Voter
from filrouge.modules.deciding.views import drawing, shape
from filrouge.modules.live.models import Seat
from filrouge.modules.live.panels import Activity, ActivityAnswer
from filrouge.ui.forms import form_sentence

SHOWN_IDEAS = 60  # on one screen
UNDRAWN = (Verdict.VOID, Verdict.NO_VOTE)  # nothing to draw


def ballot_screen(pk: UUID, audience: str) -> str:
    ballot = queries.shown_ballot(pk)
    voters = list(ballot.voters.all())
    label, colour = shape.badge(ballot)
    context: dict[str, Any] = {
        "ballot": ballot,
        "organisation": ballot.organisation,
        "state": label,
        "state_colour": colour,
        "electors": len(voters) if ballot.has_roll else 0,
        "voted": sum(one.has_voted for one in voters),
    }
    if ballot.status == BallotStatus.CLOSED and ballot.verdict not in UNDRAWN and audience != "phone":
        context["result"] = shape.result_of(ballot, queries.papers_of(ballot), [])
        context["mentions"] = [(mention.value, mention.label) for mention in reversed(Mention)]
    return render_to_string(f"deciding/room/ballot_{audience}.html", context)


def ballot_turn(pk: UUID) -> str:
    return queries.shown_ballot(pk).status


def my_paper(seat: Seat, pk: UUID) -> str:
    ballot = queries.shown_ballot(pk)
    return _paper(ballot, queries.voter_in_seat(ballot, seat), forms.PaperForm(ballot=ballot))


def bring_paper(seat: Seat, pk: UUID, data: QueryDict) -> ActivityAnswer:
    ballot = queries.shown_ballot(pk)
    form = forms.PaperForm(data, ballot=ballot)
    if not form.is_valid():
        mine = _paper(ballot, queries.voter_in_seat(ballot, seat), form)
        return ActivityAnswer(mine, form_sentence(form))
    by = Actor(seat.name, seat.person_id)
    said = services.cast_vote(ballot, by=by, paper=form.paper(), seat=seat)
    return ActivityAnswer(
        _paper(ballot, queries.voter_in_seat(ballot, seat), forms.PaperForm(ballot=ballot), said.value)
    )


def _paper(ballot: Ballot, voter: Voter | None, form: forms.PaperForm, said: str = "") -> str:
    """Fields for who may vote, a word for who has or may not; nothing once it is counted."""
    if not ballot.is_open or not ballot.has_papers:
        return ""
    context = {"ballot": ballot, "voter": voter, "may_vote": voter is not None or not ballot.has_roll, "form": form}
    return render_to_string("deciding/room/my_paper.html", context | {"said": said})


def board_screen(pk: UUID, audience: str) -> str:
    board = queries.shown_board(pk)
    piles = shape.piles_of(board)
    loose = [idea for idea in board.ideas.all() if idea.pile_id is None]
    context = {
        "board": board,
        "organisation": board.organisation,
        "piles": piles,
        "loose": loose[:SHOWN_IDEAS],
        "more": max(len(loose) - SHOWN_IDEAS, 0),
        "count": len(board.ideas.all()),
    }
    return render_to_string(f"deciding/room/board_{audience}.html", context)


def board_turn(pk: UUID) -> str:
    return queries.shown_board(pk).stage


def my_idea(seat: Seat, pk: UUID) -> str:
    return _idea(queries.shown_board(pk), forms.IdeaForm())


def send_idea(seat: Seat, pk: UUID, data: QueryDict) -> ActivityAnswer:
    """Kept without the seat: nobody will know whose it is."""
    board, form = queries.shown_board(pk), forms.IdeaForm(data)
    if not form.is_valid():
        return ActivityAnswer(_idea(board, form), form_sentence(form))
    services.add_idea(board, **form.cleaned_data)
    return ActivityAnswer(_idea(board, forms.IdeaForm(), "Votre idée est envoyée, sans votre nom. Une autre ?"))


def _idea(board: Board, form: forms.IdeaForm, said: str = "") -> str:
    if not board.takes_ideas:
        return ""
    return render_to_string("deciding/room/my_idea.html", {"board": board, "form": form, "said": said})


def sequence_screen(pk: UUID, audience: str) -> str:
    sequence = queries.shown_sequence(pk)
    plan = queries.plan_of(sequence)
    step = plan.steps[sequence.step]
    found = queries.gathered(sequence)
    people = queries.people_to_hear(sequence) if step.capture == "turns" else []
    context = {
        "sequence": sequence,
        "organisation": sequence.organisation,
        "plan": plan,
        "step": step,
        "last": len(plan.steps) - 1,
        "here": found[sequence.step],
        "gathered": [one for one in found if not one.is_empty],
        "fishbone": drawing.fishbone_of(sequence, found) if step.drawing else None,
        "people": people if audience == "facilitator" else [],  # the other screens name nobody
        "heard": sum(spoken for _person, spoken in people),
        "to_hear": len(people),
    }
    return render_to_string(f"deciding/room/sequence_{audience}.html", context)


def sequence_turn(pk: UUID) -> str:
    sequence = queries.shown_sequence(pk)
    return f"{sequence.step} {sequence.is_over}"


def my_part(seat: Seat, pk: UUID) -> str:
    return _part(seat, queries.shown_sequence(pk))


def take_part(seat: Seat, pk: UUID, data: QueryDict) -> ActivityAnswer:
    sequence = queries.shown_sequence(pk)
    step = queries.plan_of(sequence).steps[sequence.step]
    if step.capture == "turns":
        if seat.participant is not None:
            sequence = services.mark_spoken(sequence, seat.participant, spoken=data.get("spoken") == "yes")
        return ActivityAnswer(_part(seat, sequence))
    form = forms.ContributionForm(data, step=step)
    if not form.is_valid():
        return ActivityAnswer(_part(seat, sequence, form), form_sentence(form))
    services.contribute(sequence, **form.cleaned_data)
    return ActivityAnswer(_part(seat, sequence, said="C’est envoyé, sans votre nom. Autre chose ?"))


def _part(seat: Seat, sequence: Sequence, form: forms.ContributionForm | None = None, said: str = "") -> str:
    step = queries.plan_of(sequence).steps[sequence.step]
    if sequence.is_over or step.capture == "none" or (step.capture == "turns" and seat.participant is None):
        return ""
    context = {
        "sequence": sequence,
        "step": step,
        "form": form or forms.ContributionForm(step=step),
        "has_spoken": str(seat.participant_id) in sequence.spoken,
        "said": said,
    }
    return render_to_string("deciding/room/my_part.html", context)


FILES: dict[str, Any] = {"styles": ("deciding/deciding.css",), "scripts": ("deciding/paper.js",)}
ACTIVITIES = {
    "ballot": Activity("Vote", "checks", ballot_screen, bring_paper, my_paper, ballot_turn, **FILES),
    "board": Activity("Remue-méninges", "bulb", board_screen, send_idea, my_idea, board_turn, **FILES),
    "sequence": Activity("Séquence guidée", "route", sequence_screen, take_part, my_part, sequence_turn, **FILES),
}
