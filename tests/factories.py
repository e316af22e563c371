"""Rows for tests. Each belongs to an organisation given or made; a scope is opened for the insert."""

import datetime as dt

import factory
from django.contrib.auth import get_user_model

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"msp-{n}")
    name = factory.Sequence(lambda n: f"MSP {n}")
    contact_email = "coordination@msp.example"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Essai{n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    roles = factory.LazyFunction(lambda: ["coordinator"])


class TenantFactory(factory.django.DjangoModelFactory):
    """Base of the factories of tenant rows: ``organisation=`` is given, or that of the ambient scope."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        organisation = kwargs.pop("organisation", None)
        if organisation is None:
            return super()._create(model_class, *args, **kwargs)
        with organisation_scope(organisation, switching=True):
            return super()._create(model_class, *args, organisation=organisation, **kwargs)


class PersonFactory(TenantFactory):
    class Meta:
        model = Person

    last_name = factory.Sequence(lambda n: f"Martin{n:04}")
    first_name = "Dominique"
    profession = "nurse"
    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    arrived_on = dt.date(2020, 1, 6)
    sort_name = factory.LazyAttribute(lambda o: f"{o.last_name} {o.first_name}".lower())


class GroupFactory(TenantFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Groupe {n}")
