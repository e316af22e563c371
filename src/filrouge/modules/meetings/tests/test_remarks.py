import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.links.services import url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import Minutes, MinutesSection, Remark
from tests.factories import AgendaItemFactory, MeetingFactory, ParticipantFactory, PersonFactory
from tests.htmx import soup
from tests.paths import link_sent, path_in

pytestmark = pytest.mark.django_db
BY = Actor("Élodie Noël")


@pytest.fixture
def reader(membership, organisation):
    """Somebody whom the draft was sent to: one point written, one section written."""
    with organisation_scope(organisation):
        meeting = MeetingFactory(open=True)
        AgendaItemFactory(meeting=meeting, title="Horaires", notes="<p>Ouvrir le samedi.</p>")
        MinutesSection.objects.create(meeting=meeting, key="essentiel", title="L’essentiel", notes="<p>Tout va.</p>")
        participant = ParticipantFactory(meeting=meeting, person=PersonFactory(first_name="Élodie", last_name="Noël"))
        services.mark_all_present(meeting, by=membership)
        services.close_session(meeting, by=membership)
        participant.meeting = services.send_for_review(meeting, by=membership)
        return participant


@pytest.fixture
def item(reader):
    with organisation_scope(reader.organisation):
        return reader.meeting.items.get()


@pytest.fixture
def path(reader):
    with organisation_scope(reader.organisation):
        return path_in(url_of(link_sent()))


def kept(reader):
    with organisation_scope(reader.organisation):
        return list(Remark.objects.select_related("item", "section"))


def remarked(reader, **details):
    with organisation_scope(reader.organisation):
        return services.leave_remark(reader, by=BY, text=details.pop("text", "C’est à 9 h"), **details)


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def test_a_reader_remarks_on_a_point_by_link(client, reader, item, path):
    response = client.post(path, {"on": item.anchor, "text": "C’est à 9 h"})

    (remark,) = kept(reader)
    assert (response.status_code, remark.item, remark.text, remark.state) == (302, item, "C’est à 9 h", "open")
    assert "C’est à 9 h" in soup(client.get(path)).get_text()


@pytest.mark.parametrize(("on", "place"), [("", None), ("rubrique-essentiel", "L’essentiel")])
def test_a_reader_remarks_on_a_section_or_on_the_whole(client, reader, path, on, place):
    client.post(path, {"on": on, "text": "Bien résumé"})

    (remark,) = kept(reader)
    assert (remark.item, remark.on and str(remark.on)) == (None, place)


def test_a_remark_sent_twice_is_kept_once(client, reader, item, path):
    for _tap in range(2):
        client.post(path, {"on": item.anchor, "text": "C’est à 9 h"})

    assert len(kept(reader)) == 1


def test_a_remark_on_a_point_of_another_meeting_is_refused(client, reader, organisation, path):
    other = AgendaItemFactory(organisation=organisation)

    response = client.post(path, {"on": other.anchor, "text": "C’est à 9 h"})

    assert (response.status_code, kept(reader)) == (422, [])


def test_an_identity_is_asked_about_then_kept_when_it_is_confirmed(client, reader, item, path):
    sent = {"on": item.anchor, "text": "Mme Durand, née le 12/03/1950, était citée"}

    response = client.post(path, sent)

    marks = soup(response).select_one("input[name=acknowledged][value]")["value"]
    assert (response.status_code, kept(reader)) == (422, [])
    assert client.post(path, {**sent, "acknowledged": marks}).status_code == 302
    assert len(kept(reader)) == 1


def test_its_author_takes_a_remark_back_until_it_is_answered(client, reader, membership, path):
    first, second = remarked(reader, text="Une"), remarked(reader, text="Deux")
    with organisation_scope(reader.organisation):
        services.answer_remark(second, by=membership, state="taken")

    client.post(path, {"withdraw": first.pk})
    response = client.post(path, {"withdraw": second.pk})

    assert (response.status_code, [one.text for one in kept(reader)]) == (422, ["Deux"])


def test_nobody_takes_back_the_remark_of_another(client, reader, path):
    with organisation_scope(reader.organisation):
        other = ParticipantFactory(meeting=reader.meeting)
    remark = remarked(other)

    assert client.post(path, {"withdraw": remark.pk}).status_code == 422
    assert kept(reader) == [remark]


def test_remarks_of_others_are_not_shown_by_link(client, reader, path):
    with organisation_scope(reader.organisation):
        other = ParticipantFactory(meeting=reader.meeting)
    remarked(other, text="Entre nous")

    assert "Entre nous" not in client.get(path).content.decode()


def test_the_page_of_the_meeting_shows_the_remark_beside_its_point_and_counts_it(logged_in, reader, item):
    remarked(reader, on=item)

    page = soup(logged_in.get(url("detail", reader.meeting_id)))

    assert "C’est à 9 h" in page.select_one(f"#{item.anchor}").get_text()
    assert "1 remarque à traiter" in " ".join(page.select_one("#relecture").get_text().split())


def test_notes_are_completed_with_the_remark_in_sight(logged_in, reader, item):
    remarked(reader, on=item)

    page = soup(logged_in.get(url("session", reader.meeting_id)))

    assert "C’est à 9 h" in page.select_one(f"#{item.anchor}").get_text()


def test_a_remark_is_treated_in_one_tap_and_its_author_sees_it(logged_in, client, reader, path):
    remark = remarked(reader)

    response = logged_in.post(url("remark_answer", reader.meeting_id, remark.pk), {"state": "taken"})

    assert response["Location"] == remark.get_absolute_url()
    assert "traitée" in soup(client.get(path)).select_one(".box").get_text()


def test_setting_a_remark_aside_needs_a_word(logged_in, reader):
    remark = remarked(reader)

    response = logged_in.post(url("remark_answer", reader.meeting_id, remark.pk), {"state": "refused"})

    assert response.status_code == 422
    assert "Dites en un mot pourquoi" in response.content.decode()
    assert kept(reader)[0].state == "open"


def test_a_reply_leaves_the_remark_open_and_reaches_its_author(logged_in, client, reader, path):
    remark = remarked(reader)

    logged_in.post(url("remark_answer", reader.meeting_id, remark.pk), {"state": "open", "answer": "Le matin ?"})

    assert (kept(reader)[0].state, kept(reader)[0].answer) == ("open", "Le matin ?")
    assert "Le matin ?" in client.get(path).content.decode()


def test_approving_with_remarks_to_treat_asks_first(logged_in, reader):
    remarked(reader)

    response = logged_in.post(url("approve", reader.meeting_id), follow=True)

    page = soup(response)
    assert "Des remarques attendent une suite" in page.get_text()
    with organisation_scope(reader.organisation):
        assert not Minutes.objects.exists()
    left = page.select_one("[name=remarks_left]")["value"]
    logged_in.post(url("approve", reader.meeting_id), {"remarks_left": left})
    with organisation_scope(reader.organisation):
        assert Minutes.objects.count() == 1


def test_a_remark_that_came_since_stops_the_approval_once_more(membership, reader):
    remarked(reader, text="Une")
    remarked(reader, text="Deux")

    with organisation_scope(reader.organisation), pytest.raises(ValidationError, match="remarques attendent") as raised:
        services.approve_minutes(reader.meeting, by=membership, remarks_left=1)

    assert raised.value.code == "remarks"


def test_once_approved_no_remark_enters_and_an_open_one_says_so(client, membership, reader, path):
    remarked(reader)
    with organisation_scope(reader.organisation):
        services.approve_minutes(reader.meeting, by=membership, remarks_left=1)

    assert client.post(path, {"text": "Trop tard"}).status_code == 422
    assert "restée sans suite" in client.get(path).content.decode()


def test_the_first_page_tells_that_a_remark_waits(membership, reader):
    remarked(reader)

    with organisation_scope(reader.organisation):
        items = list(registry.today.get("meetings")(membership))

    (item,) = [one for one in items if one.label.startswith("Approuver")]
    assert (item.section, item.detail) == ("due", "0 avis sur 1, 1\xa0remarque à traiter")


def test_words_are_given_to_their_author_and_forgotten_on_demand(reader):
    remarked(reader)
    data = registry.personal_data.get("meetings")

    with organisation_scope(reader.organisation):
        assert [row["remarques"] for row in data.export(reader.person_id)] == [["C’est à 9 h"]]
        assert [row["remarques"] for row in registry.portability.get("meetings")()] == [
            [{"nom": "Élodie Noël", "texte": "C’est à 9 h", "état": "open", "réponse": ""}]
        ]
        data.erase(reader.person_id)

    assert kept(reader) == []
