import datetime as dt

import pytest

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci.models import Declaration, DisputeStep
from filrouge.modules.indicators.models import CountSheet
from tests.factories import CountSheetFactory, DeclarationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organisation, membership):
    return PersonFactory(organisation=organisation, user=membership.user, first_name="Ana", last_name="Roux")


def test_names_on_counting_sheets_go_with_the_person(organisation, person):
    with organisation_scope(organisation):
        CountSheetFactory(organisation=organisation, labels=["Ana Roux", "Paul Colin"], entered_by=str(person.user))

        assert registry.personal_data.get("indicators").erase(person.pk) == 2

        sheet = CountSheet.objects.get()
        assert (sheet.labels, sheet.entered_by) == (["Quelqu’un de l’équipe", "Paul Colin"], "Quelqu’un de l’équipe")


def test_who_worked_on_a_declaration_is_forgotten_and_what_was_sent_stays(organisation, person):
    with organisation_scope(organisation):
        row = DeclarationFactory(organisation=organisation, year=2025)
        Declaration.objects.filter(pk=row.pk).update(reviewed={"rcp": {"by": "Ana Roux", "on": "2026-01-10"}})
        DisputeStep.objects.create(declaration=row, on=dt.date(2026, 5, 4), words="Courrier.", by="Ana Roux")
        known = registry.personal_data.get("aci.declarations")
        before = row.manifest

        assert {"a noté une étape de contestation": 2025, "le": dt.date(2026, 5, 4)} in list(known.export(person.pk))
        assert known.erase(person.pk) == 2

        row.refresh_from_db()
        assert row.reviewed["rcp"]["by"] == DisputeStep.objects.get().by == "Quelqu’un de l’équipe"
        assert row.manifest == before
        assert not any("Ana" in str(line) for line in known.export(person.pk))
