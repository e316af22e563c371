import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from filrouge.kernel.people.models import Person
from filrouge.kernel.reading import about_years, reading, told_by_year, told_once
from filrouge.kernel.tenancy.middleware import OrganisationMiddleware
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@told_once
def names():
    return tuple(Person.objects.values_list("last_name", flat=True))


@told_by_year
def years_asked(years):
    return {year: tuple(years) for year in years}


def test_what_was_told_in_a_reading_is_not_asked_again(in_organisation, django_assert_num_queries):
    PersonFactory(last_name="Roux")
    with reading(), django_assert_num_queries(1):
        assert names() == names() == ("Roux",)
    with reading(), django_assert_num_queries(1):
        names()


def test_outside_a_reading_it_is_asked_each_time(in_organisation, django_assert_num_queries):
    with django_assert_num_queries(2):
        names()
        names()


@pytest.mark.parametrize(
    "write",
    [
        lambda: PersonFactory(last_name="Blanc"),
        lambda: Person.objects.update(last_name="Blanc"),
        lambda: connection.cursor().execute("UPDATE people_person SET last_name = 'Blanc'"),
        lambda: Person.objects.all().delete(),
    ],
)
def test_a_write_makes_it_forget(in_organisation, write):
    PersonFactory(last_name="Roux")
    with reading():
        before = names()
        write()
        assert names() != before


def test_a_write_forgets_the_years_too(in_organisation):
    asked = []

    @told_by_year
    def ask(years):
        asked.append(tuple(years))
        return dict.fromkeys(years)

    with reading():
        ask(2026)
        PersonFactory()
        ask(2026)

    assert asked == [(2026,), (2026,)]


def test_another_organisation_is_told_nothing(in_organisation):
    PersonFactory(last_name="Roux")
    other = OrganisationFactory()
    with reading():
        assert names() == ("Roux",)
        with organisation_scope(other, switching=True):
            assert names() == ()
        assert names() == ("Roux",)


def test_the_years_a_page_is_about_are_asked_together(in_organisation):
    assert years_asked(2026) == (2026,)
    with reading():
        with about_years(2025, 2026):
            assert years_asked(2026) == (2025, 2026)
        assert years_asked(2025) == (2025, 2026)
        assert years_asked(2024) == (2024,)
        with about_years(2023, 2024):
            assert years_asked(2023) == (2023,)


@pytest.mark.parametrize(("method", "queries"), [("get", 1), ("head", 1), ("post", 2)])
def test_a_page_that_is_read_is_a_reading_and_a_form_that_is_posted_is_not(
    organisation, membership, method, queries, django_assert_num_queries
):
    found = []

    def view(_request):
        with django_assert_num_queries(queries):
            found.extend([names(), names()])
        return HttpResponse()

    def answer(request):
        middleware.process_view(request, view, (), {"organisation": organisation.slug})
        return view(request)

    middleware = OrganisationMiddleware(answer)
    request = getattr(RequestFactory(), method)("/chastel/")
    request.user = membership.user
    middleware(request)

    assert found == [(), ()]
    assert not connection.execute_wrappers
