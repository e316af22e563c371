import datetime as dt

import pytest

from filrouge.kernel.accounts.models import User
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import associates_on
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deciding.models import Ballot, Board, Sequence
from filrouge.modules.meetings.demo import year
from filrouge.modules.meetings.models import Decision, Meeting, Minutes
from filrouge.reports.demo import services
from filrouge.reports.demo.teams import TEAMS

DAY = dt.date(2026, 11, 22)
RESULT = ("title", "status", "verdict")


@pytest.fixture
def small_team(db, monkeypatch):
    """The first team only, with fewer meetings: the others are made by the same code."""
    monkeypatch.setitem(year.YEARS, "A", {"rcp": 3, "team": 2, "bureau": 2})
    password = "!"  # nobody signs in
    return services._load_team(TEAMS[0], 0, DAY, password)


def test_the_rural_team_is_that_of_its_profile(small_team):
    with organisation_scope(small_team):
        professions = sorted(person.profession for person in associates_on(DAY))

    assert professions == sorted(["gp"] * 3 + ["nurse"] * 5 + ["physio"] * 2 + ["pharmacist", "podiatrist", "speech"])


def test_its_year_is_lived_through_the_services(small_team):
    with organisation_scope(small_team):
        called = Meeting.objects.filter(impromptu=False)
        held = called.filter(status="approved")
        left = called.filter(starts_at__date__lt=DAY - dt.timedelta(days=9)).exclude(pk__in=held)
        assert [meeting.status for meeting in left] == ["review"]  # kept open, to show what is said of a draft
        assert Minutes.objects.filter(version=1).count() == held.count()
        assert Minutes.objects.filter(version=2).count() == 1
        assert Decision.objects.filter(number__isnull=False, meeting__in=held).count() == held.count()
        assert all(minutes.approved_at.date() <= DAY for minutes in Minutes.objects.all())


def test_it_has_decided_together(small_team):
    with organisation_scope(small_team):
        results = {title: (status, verdict) for title, status, verdict in Ballot.objects.values_list(*RESULT)}
        board = Board.objects.get()
        assert results == {
            "Approuver le compte rendu précédent": ("closed", "adopted"),
            "Quel créneau pour la réunion d’équipe ?": ("closed", "chosen"),
            "Répondre aux demandes du jour même": ("closed", "adopted"),
            "Ouvrir le samedi matin, à l’essai": ("closed", "adopted"),
            "Quel nom pour la salle de réunion ?": ("open", ""),
        }
        assert (board.stage, board.piles.count(), board.ideas.count()) == ("done", 3, 8)
        assert Sequence.objects.get().finished_at is not None


def test_the_same_day_gives_the_same_team(small_team):
    with organisation_scope(small_team):
        first = [(str(person), person.rpps) for person in Person.objects.all()]
        titles = list(Meeting.objects.order_by("starts_at", "pk").values_list("title", "starts_at"))
    Organisation.objects.filter(pk=small_team.pk).update(slug="ancienne")

    again = services._load_team(TEAMS[0], 0, DAY, "!")

    with organisation_scope(again):
        assert [(str(person), person.rpps) for person in Person.objects.all()] == first
        assert list(Meeting.objects.order_by("starts_at", "pk").values_list("title", "starts_at")) == titles


def test_slugs_and_the_shared_coordinator_are_those_announced():
    coordinator = TEAMS[0].accounts[0]

    assert [team.slug for team in TEAMS] == ["msp-du-val-d-aubre", "msp-des-tilleuls", "msp-porte-sud"]
    assert [coordinator in team.accounts for team in TEAMS] == [True, True, False]


def test_a_team_already_there_is_left_alone(small_team, monkeypatch):
    monkeypatch.setattr(services, "TEAMS", TEAMS[:1])

    assert services.load_demo(DAY) == []
    assert (Membership.objects.count(), User.objects.count()) == (2, 2)
