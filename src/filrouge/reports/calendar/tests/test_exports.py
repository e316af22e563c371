"""The calendar outside: a file that programs read, a month for the wall."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.core.cache import caches
from django.urls import reverse
from icalendar import Calendar

from filrouge.kernel.documents.tests.test_render_pdf import text_of
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.reports.calendar import queries
from tests.factories import (
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PersonFactory,
    PresenceDayFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 26)
PARIS = ZoneInfo("Europe/Paris")
NOON = dt.datetime(2026, 11, 26, 12, 30, tzinfo=PARIS)
MONTH = {"jour": "2026-11-26"}


@pytest.fixture
def task(in_organisation):
    return Task.objects.create(title="Relancer", due_on=DAY, released_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))


def page(name):
    return reverse(f"agenda:{name}", args=["chastel"])


def test_the_file_holds_the_period_with_whole_days_and_hours(logged_in, task):
    MeetingFactory(title="Bureau", starts_at=NOON)

    answer = logged_in.get(page("ics"), {"jour": DAY, "vue": "jour"})

    events = {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"Bureau", "Relancer"}
    assert (events["Relancer"]["dtstart"].dt, events["Relancer"]["dtend"].dt) == (DAY, dt.date(2026, 11, 27))
    assert events["Bureau"]["dtstart"].dt == NOON
    assert answer["Content-Disposition"] == 'attachment; filename="agenda-2026-11-26.ics"'


def test_what_is_hidden_is_not_in_the_file_and_the_same_file_is_read_twice(logged_in, task):
    MeetingFactory(title="Bureau", starts_at=NOON)
    query = {"jour": DAY, "vue": "jour", "sans": "task"}

    first, second = (logged_in.get(page("ics"), query).content for _ in range(2))

    assert [str(one["summary"]) for one in Calendar.from_ical(first).walk("VEVENT")] == ["Bureau"]
    assert first == second


@pytest.mark.parametrize("month", ["2027-02-01", "2026-11-26", "2026-08-15"])  # four, six and six weeks
def test_the_month_for_the_wall_is_one_a3_sheet_that_is_tagged(logged_in, organisation, month):
    answer = logged_in.get(page("month_pdf"), {"jour": month})

    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        (sheet,) = pdf.pages
        width, height = (float(side) / 72 * 25.4 for side in sheet.MediaBox[2:])
        assert (round(width), round(height)) == (420, 297)
        assert pdf.Root.MarkInfo.Marked


def test_a_month_full_of_long_words_still_holds_on_one_sheet(logged_in, in_organisation):
    words = "Anticonstitutionnellement préparer l’interprofessionnalité des radiodiagnosticiens"
    for day in range(1, 32):
        noon = dt.datetime(2026, 8, day, 12, 30, tzinfo=PARIS)
        MeetingFactory.create_batch(6, title=words, starts_at=noon)

    answer = logged_in.get(page("month_pdf"), {"jour": "2026-08-15", "sans": "task"})

    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert "et 4 autres" in text_of(answer.content).replace("\u00a0", " ")


def test_the_wall_says_the_month_and_its_holidays(logged_in, task):
    text = text_of(logged_in.get(page("month_pdf"), MONTH).content)

    assert "Novembre 2026" in text
    assert "Relancer" in text
    assert "Armistice" in text


def test_a_confidential_meeting_never_hangs_on_the_wall(logged_in, membership, in_organisation):
    MeetingFactory(title="Conflit", starts_at=NOON, confidentiality="management")
    called = MeetingFactory(title="Entretien", starts_at=NOON, confidentiality="called")
    ParticipantFactory(meeting=called, person=PersonFactory(user=membership.user))
    ParticipantFactory(meeting=called, person=PersonFactory(user=None))
    MeetingFactory(title="Équipe", starts_at=NOON)

    seen = [one.label for one in queries.entries_between(membership, DAY, DAY)]
    on_the_wall = [one.label for one in queries.entries_for_all(membership, DAY, DAY)]

    assert "Entretien" in seen
    assert on_the_wall == ["Équipe"]


def test_the_wall_fills_no_place_of_what_is_kept(logged_in, membership, task):
    before = set(caches["memory"]._cache)

    assert [logged_in.get(page("month_pdf"), MONTH).status_code for _time in range(2)] == [200, 200]

    assert set(caches["memory"]._cache) == before


def test_who_sees_less_prints_less(organisation):
    member = MembershipFactory(organisation=organisation, roles=["accountant"])
    with organisation_scope(organisation):
        MeetingFactory(title="Équipe", starts_at=NOON)

        assert queries.entries_for_all(member, DAY, DAY, hidden=["health"]) == []


def test_an_observer_takes_nothing_out(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["observer"]).user)

    assert [client.get(page(name)).status_code for name in ("ics", "month_pdf")] == [403, 403]


def events_of(logged_in, **query):
    return {
        str(one["summary"]): one for one in Calendar.from_ical(logged_in.get(page("ics"), query).content).walk("VEVENT")
    }


def test_moved_and_renamed_it_is_still_the_same_event(logged_in, task, organisation):
    meeting = MeetingFactory(title="Bureau", starts_at=NOON, place="Salle ; du haut, à droite")
    before = events_of(logged_in, vue="mois", jour="2026-11-26")
    with organisation_scope(organisation, switching=True):
        Task.objects.filter(pk=task.pk).update(title="Relancer encore", due_on=DAY - dt.timedelta(days=3))
        meeting.title, meeting.sequence = "Bureau, élargi", 1
        meeting.save()

    after = events_of(logged_in, vue="mois", jour="2026-11-26")

    assert before["Relancer"]["uid"] == after["Relancer encore"]["uid"]
    assert before["Bureau"]["uid"] == after["Bureau, élargi"]["uid"] == meeting.uid  # that of the invitation too
    assert (before["Bureau"]["sequence"], after["Bureau, élargi"]["sequence"]) == (0, 1)
    assert str(after["Bureau, élargi"]["location"]) == "Salle ; du haut, à droite"


def test_only_what_keeps_somebody_busy_fills_their_day(logged_in, task):
    MeetingFactory(title="Bureau", starts_at=NOON)

    found = events_of(logged_in, vue="jour", jour="2026-11-26")

    assert (found["Bureau"]["transp"], found["Relancer"]["transp"]) == ("OPAQUE", "TRANSPARENT")


def test_no_identifier_twice_in_a_file(logged_in, task):
    MeetingFactory.create_batch(40, title="Bureau", starts_at=NOON)

    content = logged_in.get(page("ics"), {"vue": "annee", "jour": "2026-11-26"}).content
    found = [str(one["uid"]) for one in Calendar.from_ical(content).walk("VEVENT")]

    assert len(found) == len(set(found)) > 40


def test_the_wall_says_the_school_holidays_and_when_the_coordination_is_there(logged_in, membership, in_organisation):
    PresenceDayFactory(person=PersonFactory(user=membership.user, first_name="Ana", last_name="Roux"))
    Site.objects.create(name="Siège", school_zone="Zone A", is_main=True)

    text = text_of(logged_in.get(page("month_pdf"), {"jour": "2026-12-01"}).content).replace("\u00a0", " ")

    assert text.count("Vacances de Noël") == 3  # on their first day, then each Monday
    assert text.count("Ana Roux, 9 h") == 5  # each Tuesday
    assert "Sur place" not in text


@pytest.mark.parametrize("zone", ["America/Martinique", "Indian/Reunion", "Europe/Paris"])
@pytest.mark.parametrize("day", [dt.date(2027, 3, 28), dt.date(2026, 10, 25)])  # the hour changes in Paris
def test_a_file_says_the_hours_of_where_the_team_is(client, zone, day):
    organisation = OrganisationFactory(slug="outre-mer", time_zone=zone)
    client.force_login(MembershipFactory(organisation=organisation).user)
    starts = dt.datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(zone))
    with organisation_scope(organisation):
        MeetingFactory(title="Bureau", starts_at=starts)
        Task.objects.create(title="Relancer", due_on=day, released_at=starts - dt.timedelta(days=1))

    query = {"vue": "jour", "jour": day}
    calendar = Calendar.from_ical(client.get(reverse("agenda:ics", args=["outre-mer"]), query).content)

    events = {str(one["summary"]): one for one in calendar.walk("VEVENT")}
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [zone]
    assert events["Bureau"]["dtstart"].dt == starts
    assert events["Relancer"]["dtstart"].dt == day
