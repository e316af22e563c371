import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.modules.meetings import exports, queries, services
from filrouge.modules.meetings.models import AgendaItem, BacklogItem
from filrouge.modules.meetings.services.agenda import MOST_ITEMS
from filrouge.ui.typography import date_long
from tests.factories import AgendaItemFactory, DecisionFactory, GroupFactory, MeetingFactory, MeetingTypeFactory


def in_days(days):
    return timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + dt.timedelta(days=days)


@pytest.fixture
def group(in_organisation):
    return GroupFactory(name="Bureau", kind="bureau")


def meeting_in(days, group, **values):
    return MeetingFactory(group=group, starts_at=in_days(days), **values)


def again(item):
    return AgendaItem.everything.select_related("postponed_to__meeting").get(pk=item.pk)


def test_put_off_to_the_next_meeting_of_the_group(group, membership):
    first, second = meeting_in(2, group), meeting_in(30, group)
    meeting_in(10, GroupFactory())
    item = AgendaItemFactory(meeting=first, title="Le parking", minutes=20)
    done = services.postpone_item(item, by=membership)
    onward = second.items.get()
    assert (done.postponed_to, onward.title, onward.minutes) == (onward, "Le parking", 20)
    assert done.where_it_went == f"reporté au {date_long(second.starts_on)}"
    assert onward.where_it_came_from == f"reporté du {date_long(first.starts_on)}"
    assert first.items.get() == item


def test_several_times_it_says_how_many_and_since_when(group, membership):
    meetings = [meeting_in(days, group) for days in (2, 20, 40, 60)]
    item = AgendaItemFactory(meeting=meetings[0], title="Le parking")
    for _ in range(3):
        item = services.postpone_item(item, by=membership).postponed_to
    assert item.meeting == meetings[3]
    assert item.where_it_came_from == f"reporté 3 fois depuis le {date_long(meetings[0].starts_on)}"
    assert BacklogItem.objects.count() == 1


def test_without_a_next_meeting_it_waits_then_goes_on(group, membership):
    item = AgendaItemFactory(meeting=meeting_in(2, group), title="Le parking")
    assert services.postpone_item(item, by=membership).where_it_went == "reporté, en attente d’une réunion"
    [point] = queries.point_list(membership)
    later = meeting_in(30, group)
    onward = services.plan_point(point, later, by=membership)
    assert again(item).postponed_to == onward
    assert onward.postponed_times == 1


def test_twice_is_once(group, membership):
    item = AgendaItemFactory(meeting=meeting_in(2, group))
    later = meeting_in(30, group)
    for _ in range(2):
        services.postpone_item(item, by=membership)
    assert later.items.count() == 1


def test_a_reserved_point_does_not_go_to_an_open_meeting(group, membership):
    item = AgendaItemFactory(meeting=meeting_in(2, group, confidentiality="managers"))
    meeting_in(30, group)
    assert services.postpone_item(item, by=membership).postponed_to is None
    assert queries.point_list(membership).get().confidentiality == "managers"


def test_a_full_agenda_takes_nothing_more(group, membership):
    item, later = AgendaItemFactory(meeting=meeting_in(2, group)), meeting_in(30, group)
    for _ in range(MOST_ITEMS):
        AgendaItemFactory(meeting=later)
    assert services.postpone_item(item, by=membership).postponed_to is None


def test_kept_after_all_it_leaves_the_next_agenda(group, membership):
    item, later = AgendaItemFactory(meeting=meeting_in(2, group)), meeting_in(30, group)
    services.postpone_item(item, by=membership)
    kept = services.keep_item(item, by=membership)
    assert (kept.postponed_at, kept.where_it_went, later.items.count()) == (None, "", 0)
    assert services.postpone_item(item, by=membership).postponed_to.meeting == later


def test_worked_on_since_it_stays_there(group, membership):
    item, later = AgendaItemFactory(meeting=meeting_in(2, group)), meeting_in(30, group)
    services.postpone_item(item, by=membership)
    later.items.update(notes="<p>Vu</p>")
    with pytest.raises(ValidationError, match="déjà été travaillé"):
        services.keep_item(item, by=membership)


def test_frozen_minutes_keep_their_points(group, membership):
    item = AgendaItemFactory(meeting=meeting_in(-10, group, status="approved"))
    with pytest.raises(ValidationError):
        services.postpone_item(item, by=membership)


def test_a_point_put_off_takes_no_time(logged_in, group, membership):
    meeting = meeting_in(2, group)
    item = AgendaItemFactory(meeting=meeting, minutes=50)
    AgendaItemFactory(meeting=meeting, minutes=10)
    services.postpone_item(item, by=membership)
    assert queries.agenda_figures(meeting).minutes == 10
    rows = exports.agenda_document(queries.meetings_with_everything().get(pk=meeting.pk)).blocks[1].rows
    assert len(rows) == 1
    assert "reporté, en attente" in logged_in.get(meeting.get_absolute_url()).content.decode()


def test_minutes_tell_where_a_point_went(group, membership):
    meeting = meeting_in(-2, group, status="held")
    later = meeting_in(30, group)
    services.postpone_item(AgendaItemFactory(meeting=meeting), by=membership)
    document = exports.minutes_document(queries.meetings_with_everything().get(pk=meeting.pk), {}, None)
    assert f"Reporté au {date_long(later.starts_on)}".replace("\xa0", " ") in str(document.blocks).replace(
        "\\xa0", " "
    ).replace("\xa0", " ")


def test_untreated_points_are_those_with_nothing_under_them(group, membership):
    meeting = meeting_in(-2, group, status="held")
    left = AgendaItemFactory(meeting=meeting)
    AgendaItemFactory(meeting=meeting, notes="<p>Vu</p>")
    DecisionFactory(item=AgendaItemFactory(meeting=meeting))
    informed, given = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting)
    services.add_information(informed, by=membership, text="Une nouvelle")
    services.add_session_task(given, by=membership, title="Relancer")
    assert queries.untreated(meeting) == [left]


def test_closed_the_page_offers_to_put_off_what_is_left(logged_in, organisation, group):
    usual = {"title": "Prochaine date", "kind": "decision", "minutes": 5}
    kind = MeetingTypeFactory(agenda=[usual])
    meeting, later = meeting_in(-2, group, status="held", type=kind), meeting_in(30, group)
    item, habit = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting, title="Prochaine date")
    page = logged_in.get(reverse("meetings:offers", args=[organisation.slug, meeting.pk])).content.decode()
    assert f'value="{item.pk}" checked' in page
    assert f'value="{habit.pk}">' in page
    answer = logged_in.post(
        reverse("meetings:postpone", args=[organisation.slug, meeting.pk]), {"items": [item.pk]}, follow=True
    )
    assert "1 point reporté au" in answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert later.items.count() == 1


def test_from_the_session_one_comes_back_to_the_session(logged_in, organisation, group):
    meeting = meeting_in(0, group, status="open")
    item = AgendaItemFactory(meeting=meeting)
    url = reverse("meetings:postpone", args=[organisation.slug, meeting.pk])
    session = reverse("meetings:session", args=[organisation.slug, meeting.pk])
    assert "Reporter à la prochaine" in logged_in.get(session).content.decode()
    assert logged_in.post(url, {"items": item.pk, "back": "session"}).url == session
    assert "Annuler le report" in logged_in.get(session).content.decode()
    logged_in.post(url, {"keep": item.pk, "back": "session"})
    assert again(item).postponed_at is None


def test_nothing_ticked_is_said(logged_in, organisation, group):
    url = reverse("meetings:postpone", args=[organisation.slug, meeting_in(2, group).pk])
    assert "Cochez au moins un point" in logged_in.post(url, follow=True).content.decode()


def test_from_the_agenda_in_one_gesture(logged_in, organisation, group):
    meeting = meeting_in(2, group)
    item = AgendaItemFactory(meeting=meeting)
    url = reverse("meetings:agenda_arrange", args=[organisation.slug, meeting.pk])
    page = logged_in.post(url, {"postpone": item.pk}, headers={"HX-Request": "true"}).content.decode()
    assert f'name="keep" value="{item.pk}"' in page


def test_a_team_point_waits_for_the_next_meeting_of_its_kind(group, membership):
    kind, rcp = MeetingTypeFactory(evidence_axis="coordination"), MeetingTypeFactory(evidence_axis="rcp")
    first = meeting_in(2, group, type=kind)
    meeting_in(10, group, type=rcp)
    second = meeting_in(30, group, type=kind)
    assert services.postpone_item(AgendaItemFactory(meeting=first), by=membership).postponed_to.meeting == second
    assert queries.next_meeting_for(group) == first


def test_put_off_without_a_date_it_is_offered_to_the_next_meeting_not_to_the_same(group, membership):
    meeting = meeting_in(2, group)
    services.postpone_item(AgendaItemFactory(meeting=meeting, title="Le parking"), by=membership)
    assert services.offers_for(meeting).now == []
    [offer] = services.offers_for(meeting_in(30, group)).now
    assert (offer.title, offer.why) == ("Le parking", "reporté 1 fois")
