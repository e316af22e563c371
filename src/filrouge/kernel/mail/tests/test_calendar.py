import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from filrouge.kernel.mail.calendar import invitation


def make(starts, **changes):
    given = {
        "uid": "reunion-42@filrouge",
        "sequence": 1,
        "summary": "Réunion de concertation pluriprofessionnelle, plaies chroniques et cicatrisation",
        "description": "Ordre du jour :\n1. Accueil ; 2. Cas",
        "location": "Salle des Tilleuls",
        "starts_at": starts,
        "ends_at": starts + dt.timedelta(minutes=75),
        "organizer_email": "coordination@msp.example",
        "organizer_name": "MSP du Chastel",
        "attendee_email": "e.noel@msp.example",
        "attendee_name": "Dr Élodie Noël",
    }
    return invitation(**given | changes)


def moment(*parts):
    return dt.datetime(*parts, tzinfo=ZoneInfo("Europe/Paris"))


def test_an_invitation_reads_back_as_written(in_organisation):
    text = make(moment(2026, 12, 10, 12, 30))

    calendar = Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "REQUEST",
        "reunion-42@filrouge",
        1,
        "CONFIRMED",
    )
    assert event["SUMMARY"] == "Réunion de concertation pluriprofessionnelle, plaies chroniques et cicatrisation"
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(event["ORGANIZER"]) == "mailto:coordination@msp.example"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert len(text) < 2500


@pytest.mark.parametrize(
    "parts", [(2026, 3, 29, 12, 30), (2026, 10, 25, 12, 30), (2026, 7, 1, 8, 0), (2026, 12, 31, 23, 30)]
)
def test_the_hour_is_right_around_changes_of_hour(in_organisation, parts):
    starts = moment(*parts)

    event = Calendar.from_ical(make(starts)).walk("VEVENT")[0]

    assert event["DTSTART"].dt == starts
    assert event["DTSTART"].dt.hour == parts[3]


def test_a_cancellation(in_organisation):
    event = Calendar.from_ical(make(moment(2026, 12, 10, 12, 30), method="CANCEL", sequence=2))

    assert event["METHOD"] == "CANCEL"
    assert event.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_names_cannot_add_properties(in_organisation):
    hostile = 'Jean"\r\nATTENDEE:mailto:pirate@example.org\r\n'
    text = make(moment(2026, 12, 10, 12, 30), attendee_name=hostile, summary=hostile, location=hostile)

    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert not isinstance(event["ATTENDEE"], list)
    assert event["SUMMARY"] == 'Jean" ATTENDEE:mailto:pirate@example.org'
