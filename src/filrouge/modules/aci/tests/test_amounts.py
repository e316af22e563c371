"""What the year brings, as other rooms ask for it: the same euros as the year page."""

from decimal import Decimal

from filrouge.kernel import registry
from filrouge.kernel.tenancy.enums import Role
from filrouge.modules.aci import queries
from filrouge.modules.aci.tests.test_engine import RURAL
from tests.factories import MembershipFactory, YearInputsFactory


def amounts(membership, year):
    return list(registry.yearly_amounts.get("aci")(membership, year))


def test_the_amounts_are_those_of_the_year_page(in_organisation, membership):
    inputs = YearInputsFactory(year=2024, case=RURAL)
    [one] = amounts(membership, 2024)
    value = queries.value_of(membership, inputs)

    assert (one.label, one.expected) == ("ACI 2024", value.result.total_euros)
    assert one.secured == value.shares[0][2]
    assert Decimal(0) <= one.secured <= one.expected
    assert one.url.endswith("?annee=2024")


def test_nothing_before_the_year_is_typed(in_organisation, membership):
    assert amounts(membership, 2024) == []


def test_nothing_for_who_does_not_read_the_year(in_organisation, organisation):
    YearInputsFactory(year=2024, case=RURAL)

    assert amounts(MembershipFactory(organisation=organisation, roles=[Role.EMPLOYEE]), 2024) == []
