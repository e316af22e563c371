import os

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import settings

from filrouge.kernel.tenancy.scope import ambient_organisation, organisation_scope
from filrouge.kernel.work import kept
from tests.factories import MembershipFactory, OrganisationFactory

settings.register_profile("house", deadline=None)  # no test measures time: a first call may read a whole calendar
settings.load_profile("house")

APPLICATION_ROLE = os.environ.get("FILROUGE_TEST_APP_ROLE", "")


def pytest_collection_modifyitems(config, items):
    """What only PostgreSQL has (row-level security) is collected there only: nothing is skipped anywhere."""
    if connection.vendor == "postgresql":
        return
    elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """On PostgreSQL the owner migrates, then every test runs as the application's role, which obeys the walls."""
    if connection.vendor == "postgresql" and APPLICATION_ROLE:
        with django_db_blocker.unblock():
            with connection.cursor() as cursor:
                cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{APPLICATION_ROLE}"')
                cursor.execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{APPLICATION_ROLE}"')
                cursor.execute(f'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO "{APPLICATION_ROLE}"')
            connection.close()
            connection.settings_dict.setdefault("OPTIONS", {})["assume_role"] = APPLICATION_ROLE
    yield
    if connection.vendor == "postgresql" and APPLICATION_ROLE:
        with django_db_blocker.unblock():
            connection.close()
            connection.settings_dict["OPTIONS"].pop("assume_role", None)


@pytest.fixture
def organisation(db):
    return OrganisationFactory(slug="chastel", name="MSP du Chastel")


@pytest.fixture
def membership(organisation):
    return MembershipFactory(organisation=organisation)


@pytest.fixture
def in_organisation(organisation):
    """Run the test body inside the organisation, as a request would."""
    with organisation_scope(organisation):
        yield organisation


@pytest.fixture
def page_queries(django_assert_num_queries):
    """``with page_queries(9): client.get(…)``: the literal number of queries of a page, the same on both databases.

    On PostgreSQL a page is also a transaction that says its organisation, unless the test did: two savepoints and two
    settings.
    """

    def expect(count):
        scope = 4 if connection.vendor == "postgresql" and ambient_organisation() is None else 0
        return django_assert_num_queries(count + scope)

    return expect


@pytest.fixture
def a_long_minute(monkeypatch):
    """What pages keep for a minute stays until the end of the test, and so does the day."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(kept, "LONGEST", None)


@pytest.fixture
def logged_in(client, membership):
    client.force_login(membership.user)
    return client
