import datetime as dt

from django.utils import timezone

from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.contributions.digest import digest
from tests.factories import PersonFactory, PollFactory, RespondentFactory, SlotFactory


def test_a_poll_waits_until_it_is_answered(in_organisation):
    person, poll = PersonFactory(email="ana@example.org"), PollFactory()
    SlotFactory(poll=poll)
    asked = RespondentFactory(poll=poll, person=person, asked_at=timezone.now() - dt.timedelta(days=1))

    (line,) = digest(person)
    assert (line.label, line.action, line.on) == (poll.meeting.title, "Répondre", poll.respond_by)
    assert queries.still_asks(person.pk, poll.meeting_id)
    assert list(digest(PersonFactory())) == []

    asked.answered_at = timezone.now()
    asked.save(update_fields=["answered_at"])
    assert list(digest(person)) == []
    assert not queries.still_asks(person.pk, poll.meeting_id)
