import pytest

from filrouge.modules.aci.engine import scale_of
from filrouge.modules.aci.engine.declared import FIELDS, fields_for, year_fields
from filrouge.modules.aci.tests.test_engine import CITY, RURAL


def test_every_indicator_of_the_scale_says_what_to_copy():
    assert set(FIELDS) == set(scale_of(2026).indicators)


@pytest.mark.parametrize("case", [RURAL, CITY])
def test_no_field_is_empty(case):
    pairs = [pair for code in FIELDS for pair in fields_for(code, case)] + list(year_fields(case))

    assert all(label and value for label, value in pairs)


def test_the_values_are_those_of_the_case():
    assert ("Dossiers étudiés", str(RURAL.rcp.files)) in fields_for("rcp", RURAL)
    assert fields_for("protocols", RURAL) == (("Protocoles pluriprofessionnels", str(RURAL.protocols)),)
    assert len(fields_for("public_health", CITY)) == 1 + CITY.missions()
