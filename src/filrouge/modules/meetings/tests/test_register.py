import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import SYSTEM
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import Decision
from tests.factories import AgendaItemFactory, GroupFactory, MeetingFactory, MembershipFactory


def test_a_decision_between_meetings_is_numbered_at_once(membership, in_organisation):
    group = GroupFactory(name="Bureau")

    decision = services.register_decision(
        by=membership,
        text="Acheter un défibrillateur",
        body="Bureau",
        group=group,
        decided_on=dt.date(2026, 5, 4),
        vote="4 pour, 1 abstention",
        vote_figures={"pour": 4, "abstention": 1},
    )

    kept = Decision.objects.get()
    assert (kept.reference, kept.origin, kept.meeting, kept.item) == ("D-2026-001", "between", None, None)
    assert (kept.group, kept.body, kept.vote_figures) == (group, "Bureau", {"pour": 4, "abstention": 1})
    assert Entry.objects.get(subject_id=decision.pk).action == "meetings.decision_registered"


def test_both_kinds_of_decisions_share_one_sequence_without_gap(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    item = AgendaItemFactory(meeting=meeting)
    services.add_decision(item, by=membership, text="En réunion")
    day = meeting.starts_on

    first = services.register_decision(by=membership, text="Avant", body="Bureau", decided_on=day)
    services.close_session(meeting, by=membership)
    services.approve_minutes(meeting, by=membership)
    last = services.register_decision(by=SYSTEM, text="Après", body="Bureau", decided_on=day)

    numbers = Decision.objects.order_by("number").values_list("text", "number")
    assert list(numbers) == [("Avant", 1), ("En réunion", 2), ("Après", 3)]
    assert (first.year, last.year) == (day.year, day.year)


def test_a_decision_remembers_what_it_was_born_of(membership, in_organisation):
    meeting = MeetingFactory()

    decision = services.register_decision(by=SYSTEM, text="Fermer le 24", body="Équipe", source=meeting)

    assert (decision.source_kind, decision.source_id, decision.source_url) == (
        "meetings.meeting",
        meeting.pk,
        meeting.get_absolute_url(),
    )


def test_who_decided_at_a_meeting_is_its_group_or_its_type(membership, in_organisation):
    with_group = AgendaItemFactory(meeting=MeetingFactory(open=True, group=GroupFactory(name="Bureau")))
    without = AgendaItemFactory(meeting=MeetingFactory(open=True))

    bodies = [services.add_decision(item, by=membership, text="Oui").body for item in (with_group, without)]

    assert bodies == ["Bureau", "Réunion de concertation pluriprofessionnelle (RCP)"]


def test_a_vote_is_kept_with_its_decision(membership, in_organisation):
    item = AgendaItemFactory(meeting=MeetingFactory(open=True))

    services.add_decision(
        item, by=membership, text="Oui", vote="9 pour, 1 contre", vote_figures={"pour": 9, "contre": 1}
    )

    kept = Decision.objects.get()
    assert (kept.vote, kept.vote_figures) == ("9 pour, 1 contre", {"pour": 9, "contre": 1})


def test_a_decision_of_the_register_is_not_taken_away(membership, in_organisation):
    decision = services.register_decision(by=membership, text="Oui", body="Bureau")

    with pytest.raises(ValidationError, match="abandonnez-la"):
        services.remove_decision(decision, by=membership)


def test_the_register_is_kept_by_those_in_charge(organisation, in_organisation):
    nurse = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(PermissionDenied):
        services.register_decision(by=nurse, text="Oui", body="Bureau")


def test_a_decision_that_names_a_patient_is_refused(membership, in_organisation):
    with pytest.raises(ValidationError) as refused:
        services.register_decision(by=membership, text="Mme Durand sera suivie à domicile", body="Bureau")

    assert (refused.value.code, Decision.objects.count()) == ("identity", 0)
