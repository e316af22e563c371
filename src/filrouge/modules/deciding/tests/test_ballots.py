import itertools
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import services
from filrouge.modules.deciding.enums import BallotStatus, Verdict
from filrouge.modules.deciding.models import Ballot, BallotBox, Objection, Voter
from filrouge.modules.meetings.models import Decision
from tests.factories import AgendaItemFactory, BallotFactory, MeetingFactory, MembershipFactory, ParticipantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_organisation")]

IN_FAVOUR, AGAINST, ABSTAIN = {"side": "for"}, {"side": "against"}, {"side": "abstain"}


@pytest.fixture
def opened(membership):
    """A function that opens a vote to so many people present, and returns it with each of them as an actor."""

    def make(people=3, absent=0, **details):
        ballot = BallotFactory(**details)
        come = ParticipantFactory.create_batch(people, meeting=ballot.meeting, presence="present")
        ParticipantFactory.create_batch(absent, meeting=ballot.meeting, presence="absent")
        ballot = services.open_ballot(ballot, by=membership)
        return ballot, [Actor(one.person.full_name, one.person_id) for one in come]

    return make


def close(ballot, membership):
    closed = services.close_ballot(ballot, by=membership)
    return closed.verdict, closed.sentence.replace("\u00a0", " ")


def test_a_vote_prepared_under_an_item_opens_to_those_present_only(membership, opened):
    ballot, voters = opened(people=2, absent=1)

    assert (ballot.status, ballot.called_count, ballot.present_count) == ("open", 3, 2)
    assert set(Voter.objects.values_list("person", flat=True)) == {voter.person_id for voter in voters}


@pytest.mark.parametrize("electorate", ["present", "called"])
def test_a_guest_of_one_item_does_not_vote_nor_count(membership, electorate):
    ballot = BallotFactory(electorate=electorate)
    called = ParticipantFactory(meeting=ballot.meeting, presence="present")
    ParticipantFactory(meeting=ballot.meeting, presence="present", item=ballot.item)

    ballot = services.open_ballot(ballot, by=membership)

    assert (ballot.called_count, ballot.present_count) == (1, 1)
    assert list(Voter.objects.values_list("person", flat=True)) == [called.person_id]


def test_votes_are_counted_and_the_result_explained(membership, opened):
    ballot, voters = opened(people=4, rule="absolute")
    for voter, paper in zip(voters, [IN_FAVOUR, IN_FAVOUR, AGAINST, ABSTAIN], strict=True):
        services.cast_vote(ballot, by=voter, paper=paper)

    verdict, sentence = close(ballot, membership)

    assert (verdict, sentence) == ("adopted", "2 pour sur 3 exprimés (1 abstention), il en fallait 2 : adoptée.")
    assert Ballot.objects.get().figures == {"pour": 2, "contre": 1, "abstentions": 1}


@pytest.mark.parametrize("is_secret", [False, True])
def test_a_vote_sent_twice_counts_once(membership, opened, is_secret):
    ballot, voters = opened(is_secret=is_secret)
    for voter in voters:
        services.cast_vote(ballot, by=voter, paper=IN_FAVOUR)

    again = services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR)

    assert again == (services.Cast.ALREADY if is_secret else services.Cast.COUNTED)
    assert close(ballot, membership) == ("adopted", "3 pour, 0 contre : adoptée.")


def test_a_named_vote_changes_until_closing(membership, opened):
    ballot, voters = opened(people=1)
    services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR)

    changed = services.cast_vote(ballot, by=voters[0], paper=AGAINST)

    assert changed == services.Cast.CHANGED
    assert close(ballot, membership) == ("rejected", "0 pour, 1 contre : rejetée.")
    with pytest.raises(ValidationError, match="terminé"):
        services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR)


def test_a_secret_vote_does_not_change_and_says_so(membership, opened):
    ballot, voters = opened(is_secret=True)
    for voter in voters:
        services.cast_vote(ballot, by=voter, paper=IN_FAVOUR)

    said = services.cast_vote(ballot, by=voters[0], paper=AGAINST)

    assert "ne se change pas" in said.value
    assert close(ballot, membership)[1] == "3 pour, 0 contre : adoptée."


def test_a_secret_vote_counted_before_the_answer_was_lost_is_told_even_after_closing(membership, opened):
    ballot, voters = opened(is_secret=True)
    for voter in voters:
        services.cast_vote(ballot, by=voter, paper=IN_FAVOUR)
    services.close_ballot(ballot, by=membership)

    assert services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR) == services.Cast.ALREADY


def stored(ballot):
    """Everything the database keeps of a secret ballot, but for who has voted."""
    box = BallotBox.objects.filter(ballot=ballot).values_list("papers", flat=True)
    voters = Voter.objects.filter(ballot=ballot).values_list("paper", "reminders")
    entries = Entry.objects.values_list("action", "data")
    return json.dumps([list(box), list(voters), ballot.hands, list(entries)], sort_keys=True)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_secret_ballot_keeps_nothing_of_the_order_of_votes(membership, opened, order):
    """Whoever votes first, and whatever each votes, the rows end up the same."""
    ballot, voters = opened(is_secret=True, title="Élection")
    papers = [IN_FAVOUR, AGAINST, ABSTAIN]

    for turn in order:
        services.cast_vote(ballot, by=voters[turn], paper=papers[turn])

    assert stored(ballot) == json.dumps(
        [
            [[{"side": "abstain"}, {"side": "against"}, {"side": "for"}]],
            [[None, 0]] * 3,
            {},
            [["deciding.opened", {"count": 3, "title": "Élection"}]],
        ]
    )


def test_the_row_of_who_voted_in_secret_has_no_hour():
    names = {field.name for field in Voter._meta.fields} | {field.name for field in BallotBox._meta.fields}

    assert not [name for name in names if name.endswith(("_at", "_on"))]


def test_too_few_secret_papers_are_destroyed_rather_than_counted(membership, opened):
    ballot, voters = opened(people=4, is_secret=True)
    services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR)

    verdict, sentence = close(ballot, membership)

    assert (verdict, "détruits" in sentence) == ("void", True)
    assert not BallotBox.objects.exists()


def test_cancelling_destroys_the_papers(membership, opened):
    ballot, voters = opened(is_secret=True)
    services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR)

    cancelled = services.cancel_ballot(ballot, by=membership, reason="Question mal posée")

    assert cancelled.status == BallotStatus.CANCELLED
    assert not BallotBox.objects.exists()


def test_two_people_do_not_make_a_secret(membership):
    ballot = BallotFactory(is_secret=True)
    ParticipantFactory.create_batch(2, meeting=ballot.meeting, presence="present")

    with pytest.raises(ValidationError, match="nominatif"):
        services.open_ballot(ballot, by=membership)


def test_who_is_not_on_the_roll_does_not_vote(membership, opened):
    ballot, _voters = opened()
    late = ParticipantFactory(meeting=ballot.meeting, presence="present")

    with pytest.raises(ValidationError, match="arrêtée à son ouverture"):
        services.cast_vote(ballot, by=Actor("Retard", late.person_id), paper=IN_FAVOUR)
    with pytest.raises(ValidationError, match="arrêtée à son ouverture"):
        services.cast_vote(ballot, by=Actor("Personne"), paper=IN_FAVOUR)


def test_the_database_refuses_a_second_row_for_a_voter(membership, opened):
    ballot, voters = opened()

    with pytest.raises(IntegrityError), transaction.atomic():
        Voter.objects.create(ballot=ballot, person_id=voters[0].person_id, name="Bis")


def test_presence_comes_first(membership):
    ballot = BallotFactory()
    ParticipantFactory(meeting=ballot.meeting)

    with pytest.raises(ValidationError, match="Pointez d’abord les présences"):
        services.open_ballot(ballot, by=membership)


def test_everybody_called_may_vote_when_the_question_says_so(membership, opened):
    ballot, _voters = opened(people=1, absent=2, electorate="called", quorum="half")

    assert ballot.voters.count() == 3
    assert close(ballot, membership) == (
        "no_quorum",
        "Quorum non atteint : 1 présent sur 3 conviés, il en fallait 2. Le vote ne décide de rien.",
    )


def test_the_facilitator_counts_raised_hands(membership, opened):
    ballot, _voters = opened(people=12, method="hands", rule="two_thirds")

    closed = services.note_hands(ballot, by=membership, in_favour=8, against=2, abstained=1)

    assert closed.sentence.replace("\u00a0", " ") == (
        "8 pour sur 10 exprimés (1 abstention), il en fallait 7 : adoptée."
    )


def test_more_hands_than_people_are_counted_again(membership, opened):
    ballot, _voters = opened(people=3, method="hands")

    with pytest.raises(ValidationError, match="recomptez"):
        services.note_hands(ballot, by=membership, in_favour=3, against=1, abstained=0)


def test_hands_may_be_noted_by_name(membership, opened):
    ballot, _voters = opened(people=3, method="hands")
    for voter, paper in zip(ballot.voters.all(), [IN_FAVOUR, IN_FAVOUR, AGAINST], strict=True):
        services.note_vote(voter, by=membership, paper=paper)

    assert close(ballot, membership) == ("adopted", "2 pour, 1 contre : adoptée.")


def test_nobody_notes_a_secret_vote_for_somebody_else(membership, opened):
    ballot, _voters = opened(is_secret=True)

    with pytest.raises(ValidationError, match="secret"):
        services.note_vote(ballot.voters.first(), by=membership, paper=IN_FAVOUR)


@pytest.mark.parametrize("is_secret", [False, True])
def test_objections_are_heard_treated_and_the_proposal_adopted(membership, opened, is_secret):
    ballot, voters = opened(method="consent", is_secret=is_secret, text="Ouvrir le samedi")
    services.cast_vote(ballot, by=voters[0], paper={"side": "consent"})
    services.cast_vote(ballot, by=voters[1], paper={"side": "aside"})
    services.cast_vote(ballot, by=voters[2], paper={"side": "objection", "reason": "Le secrétariat n’y sera pas"})

    assert close(ballot, membership) == (
        "objections",
        "1 objection à traiter, sur 3 réponses : pas encore de consentement.",
    )
    objection = Objection.objects.get()
    assert (objection.name == "", objection.reason) == (is_secret, "Le secrétariat n’y sera pas")

    services.treat_objection(
        objection, by=membership, state="integrated", amended="Ouvrir le samedi, sans secrétariat, à l’essai"
    )

    ballot = Ballot.objects.get()
    assert (ballot.verdict, ballot.final_text) == ("adopted", "Ouvrir le samedi, sans secrétariat, à l’essai")
    assert services.decision_text(ballot) == "Ouvrir le samedi, sans secrétariat, à l’essai"


def test_an_objection_comes_with_its_reason(membership, opened):
    ballot, voters = opened(method="consent")

    with pytest.raises(ValidationError, match="en une phrase"):
        services.cast_vote(ballot, by=voters[0], paper={"side": "objection", "reason": "  "})


@pytest.mark.parametrize(
    ("method", "paper", "message"),
    [
        ("yes_no", {"side": "peut-être"}, "pour, contre ou abstention"),
        ("consent", {}, "je consens"),
        ("judgement", {"values": [6]}, "chaque option"),
        ("judgement", {"values": [6, 7]}, "une mention"),
        ("ranking", {"values": [1, 3]}, "un rang"),
        ("dots", {"values": [4, 0]}, "1 à 3 gommettes"),
        ("dots", {"values": [0, 0]}, "1 à 3 gommettes"),
        ("dots", {"values": [-1, 3]}, "1 à 3 gommettes"),
    ],
)
def test_a_paper_that_says_nothing_valid_is_refused_and_not_counted(membership, opened, method, paper, message):
    options = ["Lundi", "Mardi"] if method in {"judgement", "ranking", "dots"} else []
    ballot, voters = opened(method=method, options=options)

    with pytest.raises(ValidationError, match=message):
        services.cast_vote(ballot, by=voters[0], paper=paper)

    assert not Voter.objects.filter(has_voted=True).exists()


@pytest.mark.parametrize(
    ("method", "papers", "verdict", "chosen"),
    [
        ("judgement", [[6, 0], [5, 1], [4, 6]], "chosen", "Lundi"),
        ("ranking", [[1, 2], [1, 2], [2, 1]], "chosen", "Lundi"),
        ("dots", [[0, 3], [1, 2], [0, 1]], "chosen", "Mardi"),
        ("dots", [[1, 1], [1, 1], [1, 1]], "tie", ""),
    ],
)
def test_options_are_told_apart_by_each_method(membership, opened, method, papers, verdict, chosen):
    ballot, voters = opened(method=method, options=["Lundi", "Mardi"], is_secret=True)
    for voter, values in zip(voters, papers, strict=True):
        services.cast_vote(ballot, by=voter, paper={"values": values})

    services.close_ballot(ballot, by=membership)

    row = Ballot.objects.get()
    assert (row.verdict, row.chosen) == (verdict, chosen)


def test_ranks_close_up_so_that_a_paper_says_only_the_order(membership, opened):
    ballot, voters = opened(method="ranking", options=["A", "B", "C"])

    services.cast_vote(ballot, by=voters[0], paper={"values": [3, 1, 3]})

    assert Voter.objects.get(has_voted=True).paper == {"values": [2, 1, 2]}


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"method": "dots", "options": ["Seule"]}, "options"),
        ({"method": "dots", "options": ["Même", "même"]}, "options"),
        ({"method": "dots", "options": [f"n° {rank}" for rank in range(31)]}, "options"),
        ({"method": "dots", "options": ["A", " "]}, "options"),
        ({"method": "yes_no", "options": ["A", "B"]}, "options"),
        ({"method": "hands", "is_secret": True}, "__all__"),
        ({"dots_each": 0}, "__all__"),
        ({"title": ""}, "title"),
    ],
)
def test_a_question_that_cannot_be_voted_is_refused(membership, details, field):
    item = AgendaItemFactory(meeting__open=True)

    with pytest.raises(ValidationError) as refused:
        services.prepare_ballot(item, by=membership, **{"title": "Horaires", **details})

    assert set(refused.value.message_dict) == {field}


def test_the_question_changes_in_draft_only(membership, opened):
    draft = services.prepare_ballot(AgendaItemFactory(), by=membership, title="Horaires")
    services.change_ballot(draft, by=membership, title="Horaires du samedi")
    ballot, _voters = opened()

    with pytest.raises(ValidationError, match="ne change plus"):
        services.change_ballot(ballot, by=membership, title="Autre chose")

    assert Ballot.objects.get(pk=draft.pk).title == "Horaires du samedi"


def test_a_closed_vote_neither_opens_nor_closes_again(membership, opened):
    ballot, _voters = opened()
    services.close_ballot(ballot, by=membership)

    for act in (services.open_ballot, services.close_ballot, services.cancel_ballot):
        with pytest.raises(ValidationError, match="ne peut pas devenir"):
            act(ballot, by=membership)


def test_the_decision_is_written_under_the_item_with_its_vote(membership, opened):
    ballot, voters = opened(title="Ouvrir le samedi")
    services.cast_vote(ballot, by=voters[0], paper=IN_FAVOUR)
    ballot = services.close_ballot(ballot, by=membership)

    services.register_result(ballot, by=membership, text=services.decision_text(ballot), reason="Demande des patients")

    decision = Decision.objects.get()
    assert (decision.item_id, decision.text, decision.vote) == (
        ballot.item_id,
        "Ouvrir le samedi",
        "1 pour, 0 contre : adoptée.",
    )
    assert decision.vote_figures == {"pour": 1, "contre": 0, "abstentions": 0}
    with pytest.raises(ValidationError, match="déjà inscrite"):
        services.register_result(ballot, by=membership, text="Encore")


@pytest.mark.parametrize("verdict", [Verdict.NO_QUORUM, Verdict.NO_VOTE, Verdict.VOID, Verdict.OBJECTIONS])
def test_a_vote_that_decided_nothing_makes_no_decision(membership, verdict):
    ballot = BallotFactory(status="closed", verdict=verdict)

    with pytest.raises(ValidationError):
        services.register_result(ballot, by=membership, text="Quand même")

    assert not Decision.objects.exists()


def test_a_frozen_meeting_takes_no_vote(membership):
    ballot = BallotFactory(item__meeting=MeetingFactory(status="approved"))

    with pytest.raises(ValidationError, match="on n’y vote plus"):
        services.open_ballot(ballot, by=membership)


def test_a_professional_does_not_run_votes(organisation, membership, opened):
    ballot, _voters = opened()
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(PermissionDenied):
        services.close_ballot(ballot, by=professional)
