"""Votes, a brainstorm, a sequence and proposals of a demonstration team, made through the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.enums import GroupKind
from filrouge.kernel.people.models import Group
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.timeline.services import SYSTEM, Actor
from filrouge.modules.deciding import services
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.deciding.models.papers import Paper
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import AgendaItem, Meeting
from filrouge.modules.meetings.queries import meeting_types

SLOTS = ["Le mardi midi", "Le jeudi à 19 h", "Un samedi matin par mois"]
IDEAS = {
    "Dire les horaires": (
        "Un répondeur qui donne les horaires du soir",
        "Afficher le numéro de garde à l’entrée",
        "Mettre à jour les horaires sur le site",
    ),
    "Une entrée qui se voit": ("Allumer l’enseigne plus tôt", "Un banc devant la porte", "Éclairer le parking"),
    "Des créneaux après 18 h": ("Un créneau infirmier jusqu’à 20 h", "Deux soirs par semaine plutôt que cinq"),
}
RETROSPECTIVE = {
    "À garder": ("Les binômes médecin et infirmière", "Le point de dix minutes à midi"),
    "À changer": ("Les rendez-vous notés deux fois", "Les affiches arrivées trop tard"),
    "À essayer": ("Une seule liste d’attente pour tous", "Prévenir les pharmacies une semaine avant"),
}
PROPOSAL = "Ouvrir un samedi matin sur deux, de janvier à mars, avec un médecin et une infirmière ; bilan en avril."


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    _meeting(membership, context)
    _closed_proposal(membership, context)
    _open_proposal(membership, context)
    services.note_project_idea(
        by=membership,
        title="Un jardin partagé derrière la maison de santé",
        detail="Avec l’école et le centre social. Un terrain communal existe.",
    )


def _meeting(membership: Membership, context: DemoContext) -> None:
    """A team meeting a few days old, in which much was decided together; its minutes are being read over."""
    day = almanac_of().before(context.today - timedelta(days=4))
    starts = timezone.make_aware(datetime.combine(day, time(12, 30)))
    with context.travel(starts - timedelta(days=20)):
        meeting = meetings.plan_meeting(
            by=membership,
            type=meeting_types().get(code="team"),
            title="Équipe : préparer l’année",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=90),
            group=Group.objects.filter(kind=GroupKind.TEAM).order_by("name").first(),
            place="Salle de réunion",
        )
    with context.travel(starts + timedelta(minutes=5)):
        meeting = meetings.open_session(meeting, by=membership)
        meetings.mark_all_present(meeting, by=membership)
        items = list(meeting.items.all())
        _votes(items, membership, context)
        _board(items[-2], membership)
        _sequence(items[-2], membership)
    with context.travel(starts + timedelta(minutes=92)):
        meetings.close_session(Meeting.objects.get(pk=meeting.pk), by=membership)
    with context.travel(starts + timedelta(days=1)):
        meetings.send_for_review(Meeting.objects.get(pk=meeting.pk), by=membership)


def _votes(items: list[AgendaItem], membership: Membership, context: DemoContext) -> None:
    approval = services.prepare_ballot(
        items[0], by=membership, title="Approuver le compte rendu précédent", method="hands", rule="simple"
    )
    approval = services.open_ballot(approval, by=membership)
    electors = approval.voters.count()
    services.note_hands(approval, by=membership, in_favour=electors - 1, against=0, abstained=1)
    slot = services.prepare_ballot(
        items[-1],
        by=membership,
        title="Quel créneau pour la réunion d’équipe ?",
        method="judgement",
        options=SLOTS,
        is_secret=True,
    )
    chosen = _hold(slot, membership, lambda: {"values": [_grade(context, 5), _grade(context, 3), _grade(context, 2)]})
    services.register_result(chosen, by=membership, text=services.decision_text(chosen))
    _consent(items[1], membership, context)


def _consent(item: AgendaItem, membership: Membership, context: DemoContext) -> None:
    """One objection, which made the proposal better."""
    ballot = services.prepare_ballot(
        item,
        by=membership,
        title="Répondre aux demandes du jour même",
        method="consent",
        text="Chaque médecin garde deux créneaux par jour pour les demandes du jour même.",
    )
    objections: list[Paper] = [{"side": "objection", "reason": "Le mercredi, un seul médecin est là"}]
    ballot = _hold(ballot, membership, lambda: objections.pop() if objections else {"side": "consent"})
    services.treat_objection(
        ballot.objections.get(),
        by=membership,
        state="integrated",
        word="Le mercredi est compté à part",
        amended="Chaque médecin garde deux créneaux par jour pour les demandes du jour même, un seul le mercredi.",
    )
    ballot.refresh_from_db()
    services.register_result(ballot, by=membership, text=services.decision_text(ballot))


def _hold(ballot: Ballot, membership: Membership, paper: Callable[[], Paper]) -> Ballot:
    ballot = services.open_ballot(ballot, by=membership)
    for voter in ballot.voters.order_by("name"):
        services.cast_vote(ballot, by=Actor(voter.name, voter.person_id), paper=paper())
    return services.close_ballot(ballot, by=membership)


def _grade(context: DemoContext, around: int) -> int:
    return min(max(around + context.random.randint(-2, 1), 0), 6)


def _board(item: AgendaItem, membership: Membership) -> None:
    board = services.open_board(item, by=membership, title="Comment mieux accueillir les patients du soir ?")
    for title, texts in IDEAS.items():
        ideas = [services.add_idea(board, text=text, once=text) for text in texts]
        services.gather(board, ideas, by=membership, title=title)
    board = services.move_board(board, by=membership, stage="sorting")
    board = services.move_board(board, by=membership, stage="done")
    piles = list(board.piles.all())
    services.become_task(piles[0], by=membership, text="Refaire le message du répondeur")
    services.become_project_idea(piles[2], by=membership, text="Une consultation du soir")


def _sequence(item: AgendaItem, membership: Membership) -> None:
    sequence = services.start_sequence(
        item, by=membership, code="retrospective", title="La campagne de vaccination de cet automne"
    )
    for family, texts in RETROSPECTIVE.items():
        for text in texts:
            services.contribute(sequence, text=text, once=text, family=family)
    services.finish_sequence(sequence, by=membership)


def _closed_proposal(membership: Membership, context: DemoContext) -> None:
    """Asked three weeks ago, adopted at its date: the house wrote it in the register by itself."""
    asked = timezone.make_aware(datetime.combine(almanac_of().before(context.today - timedelta(days=19)), time(9)))
    with context.travel(asked):
        ballot = services.propose(
            by=membership,
            title="Ouvrir le samedi matin, à l’essai",
            text=PROPOSAL,
            method="yes_no",
            rule="two_thirds",
            quorum="half",
            group=Group.objects.filter(kind=GroupKind.TEAM).order_by("name").first(),
            closes_at=asked + timedelta(days=8, hours=9),
        )
        ballot = services.send_proposal(ballot, by=membership)
    with context.travel(asked + timedelta(days=2)):
        _answer(ballot, context, share=0.85)
    with context.travel(asked + timedelta(days=8, hours=9)):
        services.close_proposal(ballot, by=SYSTEM)


def _open_proposal(membership: Membership, context: DemoContext) -> None:
    """Asked two days ago; a third has answered."""
    asked = timezone.make_aware(datetime.combine(almanac_of().before(context.today - timedelta(days=1)), time(9)))
    with context.travel(asked):
        ballot = services.propose(
            by=membership,
            title="Quel nom pour la salle de réunion ?",
            method="dots",
            options=["Salle du Lavoir", "Salle des Tilleuls", "Salle du Four"],
            dots_each=3,
            group=Group.objects.filter(kind=GroupKind.TEAM).order_by("name").first(),
            closes_at=timezone.make_aware(datetime.combine(context.today + timedelta(days=6), time(18))),
        )
        ballot = services.send_proposal(ballot, by=membership)
    _answer(ballot, context, share=0.35)


def _answer(ballot: Ballot, context: DemoContext, *, share: float) -> None:
    for voter in ballot.voters.order_by("name"):
        if context.random.random() > share:
            continue
        paper: Paper = {"side": context.random.choices(["for", "against", "abstain"], [8, 1, 1])[0]}
        if ballot.has_options:
            paper = {"values": context.random.choice([[2, 1, 0], [0, 3, 0], [1, 1, 1], [0, 1, 2]])}
        services.cast_vote(ballot, by=Actor(voter.name, voter.person_id), paper=paper)


STEP = DemoStep(order=40, load=load)
