"""Every template shipped can be laid, says why, and says where its delays come from."""

import datetime as dt
from dataclasses import replace

import pytest

from filrouge.kernel.days.almanac import Almanac
from filrouge.modules.planning.engine import Frame, lay
from filrouge.modules.planning.enums import Confidence
from filrouge.modules.planning.queries import shipped, template_of
from filrouge.modules.planning.queries.templates import codes

DAY = dt.date(2026, 11, 28)
EXPECTED = {
    "aci_declaration", "crisis_exercise", "etp_programme", "funding_application", "general_assembly", "health_project",
    "newcomer", "prevention_action", "satisfaction_survey",
}  # fmt: skip


def test_the_nine_templates_are_there():
    assert set(codes()) == EXPECTED
    assert len(shipped(DAY)) == len(EXPECTED)


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_a_template_is_sound(code):
    template = template_of(code, DAY)
    keys = [step.key for step in template.steps]
    assert len(keys) == len(set(keys))
    assert template.source
    assert template.confidence != Confidence.OWN
    assert template.checked_on <= DAY
    for step in template.steps:
        assert set(step.after) <= set(keys) - {step.key}
        assert step.why
        assert 0 < step.minutes <= 480


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_a_template_begun_in_time_fits_and_keeps_its_delays(code):
    """Nobody named, nine months ahead: every step before the target falls on the day it asks for."""
    template = template_of(code, DAY)
    target = dt.date(2027, 9, 30)
    steps = [step.laid_with({}) for step in template.steps]
    layout = lay(steps, Frame(target, DAY, Almanac().is_working_day))
    assert layout.fits
    for step in template.steps:
        alone = lay([replace(step.laid_with({}), after=())], Frame(target, DAY, Almanac().is_working_day))
        if step.days <= 0:
            assert layout.places[step.key].ends_on == alone.places[step.key].ends_on, step.key


@pytest.mark.parametrize("weekday", range(7))
def test_the_assembly_is_convened_fifteen_days_before_whatever_the_day(weekday):
    """Decree of 3 July 1978: the day of sending does not count."""
    template = template_of("general_assembly", DAY)
    target = dt.date(2027, 6, 7) + dt.timedelta(days=weekday)
    layout = lay([step.laid_with({}) for step in template.steps], Frame(target, DAY, Almanac().is_working_day))
    assert (target - layout.places["convene"].ends_on).days >= 15


def test_two_months_pass_between_the_declaration_to_the_ars_and_its_check():
    template = template_of("etp_programme", DAY)
    steps = [step.laid_with({}) for step in template.steps]
    places = lay(steps, Frame(dt.date(2027, 9, 30), DAY, Almanac().is_working_day)).places
    assert (places["complete"].ends_on - places["declare"].ends_on).days >= 62


def test_an_unknown_template_is_none(in_organisation):
    assert template_of("autre", DAY) is None
    assert template_of("0198f000-0000-7000-8000-000000000000", DAY) is None
