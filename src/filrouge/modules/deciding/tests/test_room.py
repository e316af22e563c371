"""What the screens of a session show of a vote, and what the phones send."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.http import QueryDict

from filrouge.modules.deciding import services
from filrouge.modules.deciding.models import Ballot, Voter
from filrouge.modules.live.models import LiveSession
from filrouge.modules.live.panels import activities
from tests.factories import BallotFactory, LiveSessionFactory, ParticipantFactory, SeatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_organisation")]

VOTE = activities.get("ballot")


@pytest.fixture
def room(membership):
    """A function that opens a vote in a live session, and returns it with the seats of those present."""

    def make(people=3, guests=0, **details):
        ballot = BallotFactory(**details)
        live = LiveSessionFactory(meeting=ballot.meeting)
        come = ParticipantFactory.create_batch(people, meeting=ballot.meeting, presence="present")
        seats = [SeatFactory(live=live, participant=one) for one in come]
        seats += [
            SeatFactory(live=live, participant=None, guest_name=f"Passage {n}", profession="other")
            for n in range(guests)
        ]
        return services.open_ballot(ballot, by=membership), seats

    return make


def answer(seat, ballot, **data):
    posted = QueryDict(mutable=True)
    posted.update(data)
    return VOTE.act(seat, ballot.pk, posted)


def screen(ballot, audience):
    return " ".join(BeautifulSoup(VOTE.render(ballot.pk, audience), "html.parser").get_text().split())


def test_a_vote_that_opens_takes_every_screen(room):
    ballot, _seats = room()

    live = LiveSession.objects.get()

    assert (live.activity_kind, live.activity_id) == ("ballot", ballot.pk)


def test_a_phone_votes_and_is_told(room):
    ballot, seats = room()

    given = answer(seats[0], ballot, side="for")

    assert (given.error, "Votre voix est comptée." in given.html) == ("", True)
    assert Voter.objects.get(has_voted=True).person_id == seats[0].person_id


def test_every_audience_sees_how_many_and_never_what(room):
    ballot, seats = room(title="Ouvrir le samedi")
    answer(seats[0], ballot, side="against")

    for audience in ("phone", "projector", "facilitator"):
        shown = screen(ballot, audience)
        assert "Ouvrir le samedi" in shown
        assert "1 sur 3 a voté" in shown.replace("ont voté", "a voté")
        assert "contre" not in shown


@pytest.mark.parametrize("audience", ["phone", "projector", "facilitator"])
def test_the_result_reaches_every_screen(room, membership, audience):
    ballot, seats = room()
    for seat in seats:
        answer(seat, ballot, side="for")

    services.close_ballot(ballot, by=membership)

    assert "3 pour, 0 contre : adoptée." in screen(ballot, audience)


def test_phones_ask_again_when_the_vote_closes_and_not_when_somebody_votes(room, membership):
    ballot, seats = room()
    before = VOTE.turn(ballot.pk)
    answer(seats[0], ballot, side="for")

    during = VOTE.turn(ballot.pk)

    services.close_ballot(ballot, by=membership)
    assert during == before != VOTE.turn(ballot.pk)
    assert VOTE.mine(seats[1], ballot.pk) == ""


@pytest.mark.parametrize("is_secret", [False, True])
def test_a_phone_that_has_voted_is_asked_again_only_for_a_named_vote(room, is_secret):
    ballot, seats = room(is_secret=is_secret)
    answer(seats[0], ballot, side="for")

    mine = VOTE.mine(seats[0], ballot.pk)

    assert "Votre voix est comptée" in mine
    assert ('name="side"' in mine) is not is_secret


def test_a_guest_does_not_vote_where_a_roll_was_made(room):
    ballot, seats = room(guests=1)

    mine = VOTE.mine(seats[-1], ballot.pk)

    assert "Vous n’êtes pas sur la liste" in mine
    with pytest.raises(ValidationError, match="arrêtée à son ouverture"):
        answer(seats[-1], ballot, side="for")


def test_the_whole_room_votes_guests_included_and_once_each(room, membership):
    ballot, seats = room(guests=2, electorate="room", is_secret=True)
    for seat in [*seats, *seats]:
        answer(seat, ballot, side="for")

    closed = services.close_ballot(ballot, by=membership)

    assert closed.figures == {"pour": 5, "contre": 0, "abstentions": 0}
    assert Voter.objects.filter(seat__isnull=False).count() == 2


def test_a_paper_that_is_incomplete_comes_back_with_what_was_typed(room):
    ballot, seats = room(method="judgement", options=["A", "B"])

    with pytest.raises(ValidationError, match="chaque option"):
        answer(seats[0], ballot, **{"option-0": "5"})


def test_a_patient_s_name_in_an_objection_is_asked_about_then_kept(room):
    ballot, seats = room(method="consent")
    refused = answer(seats[0], ballot, side="objection", reason="Et Mme Durand ?")
    marks = BeautifulSoup(refused.html, "html.parser").select_one("input[name=acknowledged]")["value"]

    kept = answer(seats[0], ballot, side="objection", reason="Et Mme Durand ?", acknowledged=marks)

    assert ("Mme Durand" in refused.html, refused.error != "") == (True, True)
    assert (kept.error, Voter.objects.filter(has_voted=True).count()) == ("", 1)


def test_raised_hands_are_asked_of_nobody_s_phone(room):
    ballot, seats = room(method="hands")

    assert VOTE.mine(seats[0], ballot.pk) == ""
    assert "Levez la main" in screen(ballot, "phone")


def test_nothing_of_a_secret_result_is_named_on_any_screen(room, membership):
    ballot, seats = room(is_secret=True)
    for seat in seats:
        answer(seat, ballot, side="for")
    services.close_ballot(ballot, by=membership)

    shown = "".join(VOTE.render(ballot.pk, audience) for audience in ("phone", "projector", "facilitator"))

    assert [seat.name for seat in seats if seat.name in shown] == []


def test_without_a_session_in_progress_nothing_is_shown_and_the_vote_opens(membership):
    ballot = BallotFactory()
    ParticipantFactory(meeting=ballot.meeting, presence="present")

    services.open_ballot(ballot, by=membership)

    assert Ballot.objects.get().is_open
