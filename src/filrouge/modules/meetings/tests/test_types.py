import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import MeetingType
from tests.factories import MeetingTypeFactory, noon_in


def test_install_types_twice_adds_nothing(membership, in_organisation):
    first = services.install_types(by=membership)
    second = services.install_types(by=membership)

    assert (len(first), second, MeetingType.objects.count()) == (12, [], 12)


def test_shipped_types_are_all_valid(membership, in_organisation):
    for kind in services.install_types(by=membership):
        kind.full_clean()


def test_an_upgrade_brings_what_is_shipped_and_keeps_what_the_team_wrote(membership, organisation):
    with organisation_scope(organisation):
        services.install_types(by=membership)
        bureau = MeetingType.objects.get(code="bureau")
        bureau.name = "Gérance"  # written by the team
        bureau.default_minutes = bureau.shipped["default_minutes"] = 45  # what an older version shipped
        bureau.save()

    services.bring_types_up_to_date()

    with organisation_scope(organisation):
        bureau = MeetingType.objects.get(code="bureau")
    assert (bureau.name, bureau.default_minutes, bureau.shipped["name"]) == ("Gérance", 60, "Bureau ou gérance")


def test_a_type_from_before_they_could_be_edited_takes_all_that_is_shipped(membership, in_organisation):
    MeetingTypeFactory(code="rcp", name="RCP", agenda=[])

    services.install_types(by=membership)

    rcp = MeetingType.objects.get(code="rcp")
    assert (len(rcp.agenda), rcp.session_roles) == (3, ["facilitator", "secretary", "timekeeper"])


def test_an_upgrade_gives_nothing_to_an_organisation_without_types(organisation):
    services.bring_types_up_to_date()

    with organisation_scope(organisation):
        assert not MeetingType.objects.exists()


def test_a_meeting_takes_the_confidentiality_of_its_type(membership, in_organisation):
    kind = MeetingTypeFactory(confidentiality="managers")

    meeting = services.plan_meeting(
        by=membership, type=kind, title="Entretien", starts_at=noon_in(3), ends_at=noon_in(3) + dt.timedelta(hours=1)
    )

    assert meeting.confidentiality == "managers"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("agenda", [{"title": "", "kind": "decision", "minutes": 5}]),
        ("agenda", [{"title": "Budget", "kind": "vote", "minutes": 5}]),
        ("agenda", [{"title": "Budget", "kind": "decision", "minutes": True}]),
        ("agenda", {"title": "Budget"}),
        ("outline", [{"title": "Suites", "hint": "", "place": "nowhere"}]),
        ("retroplanning", [{"days": -500, "title": "Convoquer", "owner": "coordinator", "act": "convene"}]),
        ("session_roles", ["facilitator", "facilitator"]),
        ("session_roles", ["king"]),
    ],
)
def test_a_type_refuses_lines_that_make_no_sense(in_organisation, column, value):
    kind = MeetingTypeFactory()
    setattr(kind, column, value)

    with pytest.raises(ValidationError) as refusal:
        kind.full_clean()

    assert set(refusal.value.error_dict) == {column}
