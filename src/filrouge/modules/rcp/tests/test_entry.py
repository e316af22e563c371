import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import revoke
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.rcp import queries, services
from filrouge.modules.rcp.models import Case
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PersonFactory,
)
from tests.htmx import soup
from tests.paths import link_sent

pytestmark = pytest.mark.django_db

ENTRY_QUERIES = 8


def url(name, *args):
    return reverse(f"rcp:{name}", args=["chastel", *args])


def typed(*people, **more):
    chosen = {"category": "both", "theme": "wounds", "informed": "informed", "entry_key": str(uuid.uuid4())}
    return chosen | {"people": [person.pk for person in people]} | more


def kept(organisation):
    with organisation_scope(organisation):
        return list(Case.objects.select_related("meeting"))


def test_opening_the_link_shows_who_asks_and_writes_nothing(client, organisation, path):
    page = soup(client.get(path)).get_text()

    assert "Claire Aubert" in page
    assert "Nadia Colin" in page
    assert kept(organisation) == []


def test_a_professional_notes_a_concertation_without_an_account(client, organisation, team, path):
    response = client.post(path, typed(team[1]))

    (case,) = kept(organisation)
    assert response["Location"] == f"{path}?situation={case.pk}"
    with organisation_scope(organisation):
        assert set(case.meeting.participants.values_list("person", flat=True)) == {person.pk for person in team}
    assert soup(client.get(response["Location"])).select_one(".huge").get_text() == case.code


def test_two_taps_note_one(client, organisation, team, path):
    form = typed(team[1])

    answers = [client.post(path, form)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(kept(organisation)) == 1


def test_what_is_missing_is_said_and_what_was_ticked_stays(client, organisation, team, path):
    response = client.post(path, typed(team[1], theme=""))

    page = soup(response)
    assert response.status_code == 422
    assert "Choisissez un thème." in page.get_text()
    assert {box["value"] for box in page.select("input[checked]")} == {str(team[1].pk), "both", "informed"}
    assert kept(organisation) == []


def test_alone_is_refused_in_french(client, organisation, path):
    response = client.post(path, typed())

    assert response.status_code == 422
    assert "au moins à deux" in soup(response).get_text()


def test_a_partner_asks_for_the_patient_s_consent(client, organisation, team, path):
    with organisation_scope(organisation):
        Engagement.objects.create(person=team[1], status="partner", starts_on=dt.date(2020, 1, 6))

    refused = client.post(path, typed(team[1]))
    accepted = client.post(path, typed(team[1], outside="outside", outside_consent="outside_consent"))

    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert "L1110-4" in soup(refused).get_text()
    assert [case.outside_consent for case in kept(organisation)] == [True]


def test_another_day_and_length_may_be_said(client, organisation, team, path):
    day = timezone.localdate() - dt.timedelta(days=3)

    client.post(path, typed(team[1], day=day.isoformat(), hour="18:30", minutes="25"))

    (case,) = kept(organisation)
    ended = timezone.localtime(case.meeting.ends_at)
    assert (ended.date(), f"{ended:%H:%M}", case.meeting.planned_minutes) == (day, "18:30", 25)


def test_tomorrow_is_refused(client, organisation, team, path):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    response = client.post(path, typed(team[1], day=tomorrow.isoformat()))

    assert response.status_code == 422
    assert "notez-la une fois tenue" in soup(response).get_text()


def test_it_is_taken_back_within_a_minute_and_not_after(client, organisation, team, path):
    first = client.post(path, typed(team[1]))["Location"]
    undone = client.post(first, {"annuler": "1"})
    second = client.post(path, typed(team[1]))["Location"]
    with organisation_scope(organisation):
        Case.objects.update(created_at=timezone.now() - dt.timedelta(minutes=2))

    late = client.post(second, {"annuler": "1"}, follow=True)

    assert undone["Location"] == path
    assert "La minute est passée" in soup(late).get_text()
    assert len(kept(organisation)) == 1


def test_the_tick_is_all_that_is_sent_of_a_summary(client, organisation, team, path):
    done = client.post(path, typed(team[1]))["Location"]

    client.post(done, {"versee": "yes"})

    assert [case.filed_on for case in kept(organisation)] == [timezone.localdate()]


def test_what_waits_to_be_filed_is_shown_to_who_was_there_only(client, organisation, team, path):
    with organisation_scope(organisation):
        mine, other = CaseFactory(), CaseFactory()
        ParticipantFactory(meeting=mine.meeting, person=team[0], presence="present")
        ParticipantFactory(meeting=other.meeting, person=team[0], presence="absent")

    page = soup(client.get(path)).get_text()

    assert mine.code in page
    assert other.code not in page
    assert client.get(f"{path}?situation={other.pk}").status_code == 410
    assert client.post(f"{path}?situation={other.pk}", {"versee": "yes"}).status_code == 410
    assert client.get(f"{path}?situation=zzz").status_code == 410


def test_a_revoked_link_notes_nothing(client, organisation, membership, team, link, path):
    with organisation_scope(organisation):
        revoke(link, by=membership)

    assert client.post(path, typed(team[1])).status_code == 410
    assert kept(organisation) == []


def test_an_expired_link_and_that_of_somebody_gone_note_nothing(client, organisation, team, path):
    with organisation_scope(organisation):
        team[0].left_on = timezone.localdate() - dt.timedelta(days=1)
        team[0].save()
    gone = client.post(path, typed(team[1])).status_code
    with organisation_scope(organisation):
        team[0].left_on = None
        team[0].save()
        Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))

    assert (gone, client.post(path, typed(team[1])).status_code) == (410, 410)
    assert kept(organisation) == []


def test_a_link_that_has_served_asks_who_you_are_elsewhere(client, organisation, team, path):
    client.post(path, typed(team[1]))
    client.cookies.clear()

    page = soup(client.get(path)).get_text()

    assert "Est-ce bien vous ?" in page
    assert "Nadia Colin" not in page


def test_a_link_in_use_lives_on(client, organisation, team, path):
    soon = timezone.now() + dt.timedelta(days=3)
    with organisation_scope(organisation):
        Link.objects.update(expires_at=soon)

    client.post(path, typed(team[1]))

    with organisation_scope(organisation):
        assert link_sent().expires_at > soon + dt.timedelta(days=300)


def test_somebody_of_another_team_cannot_be_named(client, organisation, path):
    stranger = PersonFactory(organisation=OrganisationFactory())

    assert client.post(path, typed(stranger)).status_code == 422
    assert kept(organisation) == []


def test_a_key_that_names_a_situation_of_another_team_makes_a_new_one(client, organisation, team, path):
    other = OrganisationFactory()
    key = uuid.uuid4()
    CaseFactory(organisation=other, entry_key=key)

    client.post(path, typed(team[1], entry_key=str(key)))

    assert len(kept(organisation)) == 1


def test_recent_partners_and_themes_come_first(organisation, team, membership):
    with organisation_scope(organisation):
        PersonFactory.create_batch(12)
        for theme in ("copd", "copd", "insulin"):
            services.note_concertation(by=membership, people=team, category="ald", theme=theme, entry_key=uuid.uuid4())

        assert queries.recent_partners(team[0]) == [team[1].pk]
        assert set(queries.recent_partners(None)) == {person.pk for person in team}
        assert queries.recent_themes() == ["copd", "insulin", "wounds"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_entry_costs_the_same_in_a_large_team(logged_in, organisation, team, membership, item_count, page_queries):
    with organisation_scope(organisation):
        for partner in PersonFactory.create_batch(item_count * 5):
            people = [team[0], partner]
            services.note_concertation(
                by=membership, people=people, entry_key=uuid.uuid4(), category="ald", theme="copd"
            )

    with page_queries(ENTRY_QUERIES):
        logged_in.get(url("entry"))


def test_an_account_notes_for_two_others_or_for_itself(logged_in, organisation, membership, team):
    first = logged_in.post(url("entry"), typed(*team))
    with organisation_scope(organisation):
        team[0].user = membership.user
        team[0].save()
    second = logged_in.post(url("entry"), typed(team[1]))

    assert [response.status_code for response in (first, second)] == [302, 302]
    assert len(kept(organisation)) == 2
    assert soup(logged_in.get(second["Location"])).select_one(".huge")


def test_an_account_takes_back_too(logged_in, organisation, team):
    logged_in.post(url("entry"), typed(*team))
    (case,) = kept(organisation)

    response = logged_in.post(url("entry_undo", case.pk))

    assert response["Location"] == url("entry")
    with organisation_scope(organisation):
        assert not Meeting.objects.exists()


def test_an_employee_notes_nothing(client, organisation, team):
    client.force_login(MembershipFactory(organisation=organisation, roles=["employee"]).user)

    assert client.post(url("entry"), typed(*team)).status_code == 403
