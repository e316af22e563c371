"""The second wall, tried with raw SQL: on PostgreSQL as the application's role, on SQLite through the triggers."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from filrouge.kernel.people.models import Engagement, Person
from filrouge.kernel.tenancy import walls
from filrouge.kernel.tenancy.scope import (
    NoOrganisation,
    OrganisationMismatch,
    current_organisation,
    organisation_scope,
)
from tests.factories import OrganisationFactory, PersonFactory


@pytest.fixture
def other(db):
    return OrganisationFactory()


def count_people_by_raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        return cursor.fetchone()[0]


def test_outside_any_scope_nothing_can_be_read(db):
    with pytest.raises(NoOrganisation):
        Person.objects.all()


def test_outside_any_scope_nothing_can_be_made(db):
    with pytest.raises(NoOrganisation):
        Person(last_name="Noël")


def test_a_scope_shows_its_own_rows_only(organisation, other):
    mine = PersonFactory(organisation=organisation)
    PersonFactory(organisation=other)

    with organisation_scope(organisation):
        assert list(Person.objects.all()) == [mine]


def test_a_scope_inside_another_must_say_so(organisation, other):
    with organisation_scope(organisation), pytest.raises(OrganisationMismatch), organisation_scope(other):
        raise AssertionError("never reached")


def test_a_switched_scope_gives_the_outer_one_back(organisation, other):
    mine = PersonFactory(organisation=organisation)
    with organisation_scope(organisation):
        with organisation_scope(other, switching=True):
            assert (current_organisation(), list(Person.objects.all())) == (other, [])
        assert (current_organisation(), list(Person.objects.all())) == (organisation, [mine])


def test_a_link_to_another_organisation_is_refused_in_french(in_organisation, other):
    stranger = PersonFactory(organisation=other)

    with pytest.raises(ValidationError, match="appartient à une autre organisation"):
        Engagement(person=stranger, status="associate", starts_on="2026-01-01").full_clean()


@pytest.mark.django_db(transaction=True)
def test_a_link_to_another_organisation_is_refused_by_the_database():
    mine, theirs = OrganisationFactory(), OrganisationFactory()
    stranger = PersonFactory(organisation=theirs)

    with pytest.raises(DatabaseError), organisation_scope(mine), transaction.atomic():
        Engagement.objects.create(person_id=stranger.pk, status="associate", starts_on="2026-01-01")

    with organisation_scope(mine):
        assert Engagement.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_row_never_changes_organisation():
    mine, theirs = OrganisationFactory(), OrganisationFactory()
    person = PersonFactory(organisation=mine)

    with pytest.raises(DatabaseError), organisation_scope(mine), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(organisation=theirs)

    with organisation_scope(mine):
        assert Person.objects.get() == person


@pytest.mark.parametrize("model", walls.tenant_models(), ids=lambda model: model._meta.label)
def test_every_index_of_a_tenant_table_begins_with_the_organisation(db, model):
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table).values()

    strangers = [
        constraint["columns"]
        for constraint in constraints
        if (constraint["index"] or constraint["unique"])
        and not constraint["primary_key"]
        and constraint["columns"][0] != "organisation_id"
    ]
    assert strangers == []


@pytest.mark.parametrize("model", walls.tenant_models(), ids=lambda model: model._meta.label)
def test_every_tenant_table_has_its_walls(db, model):
    """Whatever the model, and without its author having asked for anything: nothing is left to build."""
    statements = walls.postgresql_walls if connection.vendor == "postgresql" else walls.sqlite_walls

    assert list(statements(connection, [model])) == []


def test_a_tenant_row_points_to_tenant_rows_by_the_tenant_key_only():
    plain = [
        str(field)
        for model in walls.tenant_models()
        for field in model._meta.local_concrete_fields
        if field.is_relation
        and field.related_model in walls.tenant_models()
        and field not in walls.tenant_foreign_keys(model)
    ]
    assert plain == []


@pytest.mark.postgresql
def test_raw_sql_without_a_scope_sees_nothing(organisation):
    PersonFactory(organisation=organisation)

    assert count_people_by_raw_sql() == 0


@pytest.mark.postgresql
def test_raw_sql_that_forgets_its_filter_sees_its_own_rows_only(organisation, other):
    PersonFactory(organisation=organisation)
    PersonFactory.create_batch(2, organisation=other)

    with organisation_scope(organisation):
        assert count_people_by_raw_sql() == 1


@pytest.mark.postgresql
def test_raw_sql_cannot_insert_for_another_organisation(organisation, other):
    insert = "INSERT INTO people_group (id, organisation_id, name, kind, mandate) VALUES (%s, %s, 'x', 'team', '')"
    refused = pytest.raises(DatabaseError, match="row-level security")

    with refused, organisation_scope(organisation), connection.cursor() as cursor:
        cursor.execute(insert, [uuid.uuid4(), other.pk])


@pytest.mark.postgresql
def test_raw_sql_cannot_touch_another_organisation(organisation, other):
    PersonFactory(organisation=other)

    with organisation_scope(organisation), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET first_name = 'Autre'")
        updated = cursor.rowcount
        cursor.execute("DELETE FROM people_person")
        deleted = cursor.rowcount

    assert (updated, deleted) == (0, 0)


@pytest.mark.postgresql
def test_the_application_role_obeys(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
