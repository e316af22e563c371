from datetime import timedelta

import pytest
from django.utils import timezone

from filrouge.kernel.registry import personal_data, portability
from filrouge.modules.live import queries, services
from filrouge.modules.live.models import LiveSession, Seat, Speech
from filrouge.modules.live.tasks import forget_seats
from tests.factories import SeatFactory

pytestmark = pytest.mark.django_db


def test_one_s_sessions_are_handed_over_and_one_s_speeches_erased(in_organisation, live, seat):
    services.take_floor(seat)
    services.end_speech(live, by=seat)
    services.take_floor(SeatFactory(live=live))
    data, person = personal_data.get("live"), seat.participant.person_id

    (told,) = data.export(person)
    erased = data.erase(person)

    assert (told["séance"], told["entrée par"], len(told["prises de parole"])) == (
        live.meeting.title,
        "code de la séance",
        1,
    )
    assert erased == 1
    assert [speech.seat_id for speech in Speech.objects.all()] == [Seat.objects.exclude(pk=seat.pk).get().pk]


def test_six_months_after_a_session_nobody_is_named_in_it(in_organisation, live, seat, organisation):
    old = SeatFactory(organisation=organisation)
    services.take_floor(old)
    LiveSession.objects.filter(pk=old.live_id).update(closed_at=timezone.now() - timedelta(days=181))

    forget_seats.call()

    assert list(Seat.objects.all()) == [seat]
    assert not Speech.objects.exists()


def test_the_time_of_each_point_leaves_with_the_meetings(in_organisation, live, membership, seat):
    first = queries.course_of(live).points[0].item
    services.go_to(live, first, by=membership)
    services.take_floor(seat)
    services.stop_clock(live, by=membership)

    (told,) = portability.get("live")()

    assert told["réunion"] == str(live.meeting_id)
    assert told["points"] == [{"titre": "Accueil", "secondes": 0}]
    assert "Élodie" not in str(told)
