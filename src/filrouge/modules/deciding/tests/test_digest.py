import datetime as dt

from django.utils import timezone

from filrouge.modules.deciding import queries
from filrouge.modules.deciding.contributions.digest import digest
from filrouge.modules.deciding.models import Ballot, Voter
from tests.factories import PersonFactory


def test_a_proposal_waits_for_who_has_not_voted(in_organisation):
    person = PersonFactory(email="ana@example.org")
    closes_at = timezone.now() + dt.timedelta(days=3)
    ballot = Ballot.objects.create(title="Le samedi ?", closes_at=closes_at, electorate="asked", status="open")
    voter = Voter.objects.create(ballot=ballot, person=person, name=str(person))

    (line,) = digest(person)
    assert (line.label, line.action) == ("Le samedi ?", "Donner mon avis")
    assert queries.still_asks(person.pk, ballot.pk)

    voter.has_voted = True
    voter.save(update_fields=["has_voted"])
    assert list(digest(person)) == []
    assert not queries.still_asks(person.pk, ballot.pk)
