import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import AgendaItem, ItemDocument
from filrouge.modules.meetings.tasks import forget_removed
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory
from tests.htmx import assert_same_fragment, soup

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PDF = b"%PDF-1.7 devis"


@pytest.fixture
def meeting(organisation):
    return MeetingFactory(organisation=organisation)


@pytest.fixture
def items(organisation, meeting):
    return [
        AgendaItemFactory(organisation=organisation, meeting=meeting, title=title, position=position)
        for position, title in enumerate("ABCD", 1)
    ]


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=["chastel", meeting.pk, *args])


def titles(meeting):
    with organisation_scope(meeting.organisation):
        return "".join(meeting.items.values_list("title", flat=True))


def arrange(client, meeting, **sent):
    return client.post(url("agenda_arrange", meeting), sent, headers=HTMX)


@pytest.mark.parametrize(("to", "order"), [(1, "CABD"), (2, "ACBD"), (3, "ABCD"), (99, "ABDC"), (-5, "CABD")])
def test_a_point_moves_to_a_rank_and_the_others_close_up(membership, in_organisation, meeting, items, to, order):
    services.move_item(items[2], by=membership, to=to)

    assert titles(meeting) == order
    assert list(meeting.items.values_list("position", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize(("rank", "step", "order"), [(0, -1, "ABCD"), (0, 1, "BACD"), (3, 1, "ABCD"), (3, -1, "ABDC")])
def test_the_buttons_move_by_one_and_stop_at_the_ends(membership, in_organisation, meeting, items, rank, step, order):
    services.shift_item(items[rank], by=membership, step=step)

    assert titles(meeting) == order


def test_a_duplicate_stands_just_below_without_what_was_written(membership, in_organisation, meeting, items):
    items[1].notes = "Déjà dit"
    items[1].save()

    twin = services.duplicate_item(items[1], by=membership)

    assert (titles(meeting), twin.notes) == ("ABBCD", "")


def test_a_removed_point_is_out_of_sight_and_comes_back_where_it_was(membership, in_organisation, meeting, items):
    services.remove_item(items[1], by=membership)
    without = titles(meeting)

    services.restore_item(AgendaItem.everything.get(pk=items[1].pk), by=membership)

    assert (without, titles(meeting)) == ("ACD", "ABCD")


def test_moving_a_point_that_somebody_removed_meanwhile_is_refused(membership, in_organisation, meeting, items):
    services.remove_item(AgendaItem.objects.get(pk=items[1].pk), by=membership)

    with pytest.raises(ValidationError, match="n’est plus à l’ordre du jour"):
        services.move_item(items[1], by=membership, to=1)


def test_what_was_removed_a_week_ago_is_forgotten_with_its_files(membership, organisation, meeting, items):
    with organisation_scope(organisation):
        services.attach_document(items[0], by=membership, name="devis.pdf", content=PDF)
        kept = services.attach_document(items[1], by=membership, name="plan.pdf", content=b"%PDF-1.7 plan")
        services.remove_item(items[0], by=membership)
        AgendaItem.everything.filter(pk=items[0].pk).update(removed_at=timezone.now() - dt.timedelta(days=8))

    forget_removed.func()

    with organisation_scope(organisation):
        assert list(AgendaItem.everything.values_list("title", flat=True)) == ["B", "C", "D"]
        assert list(StoredFile.objects.all()) == [kept.file]


def test_what_was_removed_yesterday_can_still_come_back(membership, organisation, meeting, items):
    with organisation_scope(organisation):
        services.remove_item(items[0], by=membership)

    forget_removed.func()

    with organisation_scope(organisation):
        assert AgendaItem.everything.count() == 4


@pytest.mark.parametrize(
    ("sent", "order"),
    [
        ({"up": 2}, "ACBD"),
        ({"down": 0}, "BACD"),
        ({"duplicate": 0}, "AABCD"),
        ({"remove": 0}, "BCD"),
        ({"move": 0, "to": 3}, "BCAD"),
    ],
)
def test_each_gesture_on_the_agenda(logged_in, meeting, items, sent, order):
    values = {name: items[value].pk if name != "to" else value for name, value in sent.items()}

    response = arrange(logged_in, meeting, **values)

    shown = "".join(row.get_text() for row in soup(response).select(".fil-agenda-row .fil-row-title"))
    assert (shown, titles(meeting)) == (order, order)


def test_a_removed_point_is_offered_back_and_comes_back(logged_in, meeting, items):
    removed = arrange(logged_in, meeting, remove=items[1].pk)
    offered = soup(removed).select_one("button[name=restore]")["value"]

    arrange(logged_in, meeting, restore=offered)

    assert titles(meeting) == "ABCD"


def test_a_gesture_nobody_understands_changes_nothing_and_says_so(logged_in, meeting, items):
    response = arrange(logged_in, meeting, up="pas-une-cle")

    assert (titles(meeting), "pas été compris" in response["HX-Trigger"].encode().decode("unicode_escape")) == (
        "ABCD",
        True,
    )


def test_without_scripts_the_buttons_come_back_to_the_page(logged_in, meeting, items):
    response = logged_in.post(url("agenda_arrange", meeting), {"down": items[0].pk})

    assert (response["Location"], titles(meeting)) == (meeting.get_absolute_url(), "BACD")


def test_a_professional_reads_the_agenda_and_arranges_nothing(client, organisation, meeting, items):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("detail", meeting)))
    refused = client.post(url("agenda_arrange", meeting), {"up": items[2].pk})

    assert (page.select(".fil-agenda-tools"), refused.status_code, titles(meeting)) == ([], 403, "ABCD")


def test_a_long_agenda_shows_ten_points_and_the_rest_on_demand(logged_in, organisation, meeting):
    AgendaItemFactory.create_batch(25, organisation=organisation, meeting=meeting, minutes=3)

    first = soup(logged_in.get(url("detail", meeting)))
    whole = soup(logged_in.get(url("detail", meeting), {"points": "tous"}))

    shown = [len(page.select(".fil-agenda-row")) for page in (first, whole)]
    assert shown == [10, 25]
    assert [link.get_text() for link in first.select(".fil-more a")] == ["15\xa0autres points"]
    assert "25\xa0points, 1\xa0h\xa015" in first.select_one("#agenda .card-subtitle").get_text()


def test_the_rest_is_the_same_by_htmx(logged_in, organisation, meeting):
    AgendaItemFactory.create_batch(12, organisation=organisation, meeting=meeting)

    assert_same_fragment(logged_in, f"{url('detail', meeting)}?points=tous", "#agenda-rows")


def test_a_point_opens_in_its_place_and_is_saved_with_its_documents(logged_in, organisation, meeting, items):
    files = [SimpleUploadedFile("devis.pdf", PDF), SimpleUploadedFile("note.txt", b"bonjour")]

    opened = logged_in.get(url("item_change", meeting, items[0].pk), headers=HTMX)
    saved = logged_in.post(
        url("item_change", meeting, items[0].pk),
        {"title": "Budget", "kind": "decision", "minutes": "25", "uploads": files},
        headers=HTMX,
    )

    assert soup(opened).select_one(f"#point-{items[0].pk} input[name=title]")["value"] == "A"
    row = soup(saved).select_one(f"#point-{items[0].pk}")
    assert row.select_one(".fil-row-title").get_text() == "Budget"
    assert [link.get_text() for link in row.select(".fil-item-documents a")] == ["devis.pdf", "note.txt"]


def test_a_wrong_file_is_refused_and_the_right_one_kept(logged_in, organisation, meeting, items):
    files = [SimpleUploadedFile("devis.pdf", PDF), SimpleUploadedFile("virus.pdf", b"MZ\x90\x00")]

    response = logged_in.post(
        url("item_change", meeting, items[0].pk),
        {"title": "A", "kind": "decision", "minutes": "25", "uploads": files},
        headers=HTMX,
    )

    assert (response.status_code, response["HX-Retarget"]) == (422, f"#point-{items[0].pk}")
    assert "« virus.pdf » est un programme" in soup(response).get_text()
    with organisation_scope(organisation):
        assert [str(one) for one in ItemDocument.objects.all()] == ["devis.pdf"]


def test_a_document_is_taken_out_and_put_back(logged_in, membership, organisation, meeting, items):
    with organisation_scope(organisation):
        document = services.attach_document(items[0], by=membership, name="devis.pdf", content=PDF)
    words = {"title": "A", "kind": "decision", "minutes": "10"}

    out = logged_in.post(url("item_change", meeting, items[0].pk), {**words, "detach": document.pk}, headers=HTMX)
    gone = logged_in.get(url("document", meeting, document.pk))
    back = logged_in.post(url("item_change", meeting, items[0].pk), {**words, "reattach": document.pk}, headers=HTMX)

    buttons = [soup(answer).select_one(".fil-item-files button")["name"] for answer in (out, back)]
    assert (buttons, gone.status_code) == (["reattach", "detach"], 404)


def test_hostile_names_are_tamed(membership, in_organisation, meeting, items):
    document = services.attach_document(
        items[0], by=membership, name="../../etc/<script>alert(1)</script>\u202efdp.txt", content=b"bonjour"
    )

    assert str(document) == "script>fdp.txt".replace(">", "")


def test_a_document_is_read_by_who_reads_the_meeting(client, membership, organisation, meeting, items):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    with organisation_scope(organisation):
        document = services.attach_document(items[0], by=membership, name="devis.pdf", content=PDF)
        services.change_readers(meeting, by=membership, confidentiality="managers")
    client.force_login(professional.user)

    answers = [client.get(url("document", meeting, document.pk)), client.get(document.file.get_absolute_url())]

    assert [answer.status_code for answer in answers] == [404, 403]


def test_twenty_documents_are_enough(membership, in_organisation, meeting, items):
    for rank in range(20):
        services.attach_document(items[0], by=membership, name=f"{rank}.txt", content=b"bonjour")

    with pytest.raises(ValidationError, match="déjà 20 documents"):
        services.attach_document(items[0], by=membership, name="21.txt", content=b"bonjour")


def test_documents_of_a_meeting_come_in_the_order_of_its_points(membership, in_organisation, meeting, items):
    for item, name in ((items[2], "c.txt"), (items[0], "a.txt"), (items[1], "b.txt")):
        services.attach_document(item, by=membership, name=name, content=b"bonjour")
    services.remove_item(items[1], by=membership)

    assert [str(one) for one in queries.documents_of(meeting)] == ["a.txt", "c.txt"]
