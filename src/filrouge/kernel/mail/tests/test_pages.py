import pytest
from django.db import connection
from django.urls import reverse

from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.tests.factories import MessageFactory
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import assert_same_fragment, soup

LIST = "/chastel/courrier/"
LIST_QUERIES = 5  # session, account, memberships, count, rows
SCOPE = 4 if connection.vendor == "postgresql" else 0  # the savepoints and the setting of the wall


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_costs_the_same_whatever_its_length(logged_in, organisation, count, django_assert_num_queries):
    for _ in range(count):
        MessageFactory(organisation=organisation)
    logged_in.get(LIST)

    with django_assert_num_queries(LIST_QUERIES + SCOPE):
        response = logged_in.get(LIST)

    assert len(soup(response).select("#message-rows tbody tr")) == min(count, 50)


def subjects(response):
    return [cell.get_text(strip=True) for cell in soup(response).select("#message-rows .fil-row-title")]


def test_filters_are_in_the_address(logged_in, organisation):
    person = PersonFactory(organisation=organisation)
    MessageFactory(organisation=organisation, subject="Convocation", status=MessageStatus.FAILED)
    MessageFactory(organisation=organisation, subject="Rappel", person=person, kind="tests.other")

    assert subjects(logged_in.get(LIST)) == ["Rappel", "Convocation"]
    assert subjects(logged_in.get(LIST, {"q": "convo"})) == ["Convocation"]
    assert subjects(logged_in.get(LIST, {"status": "failed"})) == ["Convocation"]
    assert subjects(logged_in.get(LIST, {"kind": "work.released"})) == ["Convocation"]
    assert subjects(logged_in.get(LIST, {"person": person.pk})) == ["Rappel"]
    assert subjects(logged_in.get(LIST, {"status": "' or 1=1", "person": "x", "page": "99"})) == [
        "Rappel",
        "Convocation",
    ]


def test_the_fragment_is_the_page(logged_in, organisation):
    MessageFactory(organisation=organisation)

    assert_same_fragment(logged_in, LIST, "#message-rows")


def test_personal_links_are_not_shown(logged_in, organisation):
    token = "AaIBweLNfcuF6t7JRRFQt2Uizi-C8t2OEBVmHN_x8Tw"
    message = MessageFactory(
        organisation=organisation,
        body_text=f"Voir http://x/chastel/lien/{token}/ ou http://x/chastel/courrier/arret/{token}/mail.digest/\n<script>",
    )

    page = logged_in.get(reverse("mail:detail", args=["chastel", message.pk])).content.decode()

    assert token not in page
    assert "/chastel/lien/…/" in page
    assert "<script>" not in page.partition("fil-letter")[2].partition("</section>")[0]


def test_send_again_and_cancel(logged_in, organisation):
    message = MessageFactory(organisation=organisation, status=MessageStatus.FAILED)

    def press(name):
        return logged_in.post(reverse(f"mail:{name}", args=["chastel", message.pk]), follow=True)

    assert "Le message repart." in press("again").content.decode()
    assert "Le message est annulé" in press("cancel").content.decode()
    with organisation_scope(organisation):
        assert Message.objects.get().status == MessageStatus.CANCELLED
    refused = press("cancel")
    assert refused.status_code == 422
    assert "il ne peut plus être annulé" in refused.content.decode()


@pytest.mark.parametrize(("role", "status"), [("assistant", 200), ("professional", 403), ("observer", 403)])
def test_only_the_coordination_reads_the_mail(client, organisation, role, status):
    client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)
    message = MessageFactory(organisation=organisation)

    assert client.get(LIST).status_code == status
    assert client.get(reverse("mail:detail", args=["chastel", message.pk])).status_code == status


def test_the_mail_of_others_is_not_found(logged_in):
    message = MessageFactory(organisation=MembershipFactory().organisation)

    assert logged_in.get(reverse("mail:detail", args=["chastel", message.pk])).status_code == 404
