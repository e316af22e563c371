"""The chapters in the team's own order, kept by year, taken over by the years that follow."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel.documents.content import Heading
from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.reports.annual import queries, services
from filrouge.reports.annual.tests.conftest import YEAR
from filrouge.reports.annual.tests.test_files import document
from tests.factories import MembershipFactory

OUTLINE = list(REPORT_CHAPTERS)


@pytest.fixture
def moved(year, membership):
    """The partners told before anything else."""
    return services.move_chapter(YEAR, "partners", 1, by=membership)


def url_of(year=YEAR):
    return reverse("annual:order", args=["chastel", year])


def test_a_chapter_moved_is_numbered_by_its_place(moved, membership):
    chapters = queries.outline_of(membership, YEAR)

    assert [one.code for one in chapters[:3]] == ["partners", "identity", "year"]
    assert [one.number for one in chapters] == list(range(1, 14))


def test_the_years_that_follow_take_the_order_over_and_those_before_keep_theirs(moved, membership):
    assert queries.order_of(YEAR + 2)[0] == "partners"
    assert queries.order_of(YEAR - 1) == OUTLINE

    services.move_chapter(YEAR + 1, "users", 1, by=membership)

    assert queries.order_of(YEAR + 2)[:2] == ["users", "partners"]
    assert queries.order_of(YEAR)[:2] == ["partners", "identity"]


def test_each_move_is_undone_one_by_one(moved, membership):
    services.move_chapter(YEAR, "users", 1, by=membership)

    services.undo_order(YEAR, by=membership)
    assert queries.order_of(YEAR)[:2] == ["partners", "identity"]
    services.undo_order(YEAR, by=membership)
    assert queries.order_of(YEAR) == OUTLINE
    with pytest.raises(ValidationError):
        services.undo_order(YEAR, by=membership)


def test_the_proposed_order_may_be_taken_back_and_left_again(moved, membership):
    services.take_default_order(YEAR, by=membership)
    assert queries.order_of(YEAR) == OUTLINE

    services.undo_order(YEAR, by=membership)
    assert queries.order_of(YEAR)[0] == "partners"


def test_a_move_to_its_own_place_leaves_nothing_to_undo(year, membership):
    assert services.move_chapter(YEAR, "identity", 1, by=membership).orders == []
    assert services.move_chapter(YEAR, "objectives", 99, by=membership).orders == []


def test_the_file_follows_the_order(moved, membership):
    titles = [one.text for one in document(membership).blocks if isinstance(one, Heading) and one.level == 1]

    told = [title.partition(". ")[2] for title in titles if ". " in title]
    assert told == [one.chapter.title for one in queries.told_of(moved, queries.outline_of(membership, YEAR))]


@pytest.mark.parametrize(
    ("sent", "first"),
    [
        ({"up": "year"}, ["year", "identity"]),
        ({"down": "identity"}, ["year", "identity"]),
        ({"move": "users", "to": 2}, ["identity", "users"]),
        ({"up": "identity"}, ["identity", "year"]),
    ],
)
def test_the_buttons_and_the_mouse_move_a_chapter(logged_in, organisation, sent, first):
    answer = logged_in.post(url_of(), sent, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    with organisation_scope(organisation):
        assert queries.order_of(YEAR)[:2] == first


@pytest.mark.parametrize("sent", [{}, {"up": "nothing"}, {"act": "undo"}, {"move": "users", "to": "-3"}])
def test_what_is_not_understood_is_said_and_changes_nothing(logged_in, organisation, sent):
    answer = logged_in.post(url_of(), sent, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    with organisation_scope(organisation):
        assert queries.order_of(YEAR) == OUTLINE


def test_the_page_is_for_those_who_write(client, logged_in, organisation):
    assert "Monter « Usagers »" in logged_in.get(url_of()).content.decode()
    assert "Défaire" not in logged_in.get(url_of()).content.decode()

    member = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(member.user)
    assert client.get(url_of()).status_code == 403
    with organisation_scope(organisation), pytest.raises(PermissionDenied):
        services.move_chapter(YEAR, "users", 1, by=member)
