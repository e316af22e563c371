import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.files.services import read
from filrouge.kernel.mail.models import Message
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import Decision, Minutes
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory, ParticipantFactory, PersonFactory


@pytest.fixture
def held(membership, in_organisation):
    """A meeting held: two present, one decision, one task."""
    meeting = MeetingFactory(open=True)
    for person in (PersonFactory(), PersonFactory()):
        ParticipantFactory(meeting=meeting, person=person)
    item = AgendaItemFactory(meeting=meeting, title="Horaires")
    services.write_notes(item, by=membership, notes="Discussion nourrie.", read_version=0)
    services.add_decision(item, by=membership, text="Ouvrir le samedi", reason="Demande des usagers")
    services.add_session_task(item, by=membership, title="Changer l’affiche", owner=PersonFactory())
    services.mark_all_present(meeting, by=membership)
    return services.close_session(meeting, by=membership)


def test_approving_freezes_a_numbered_pdf_with_its_fingerprint(membership, held):
    minutes = services.approve_minutes(held, by=membership)

    content = read(minutes.file)
    year = timezone.localdate(held.starts_at).year
    assert minutes.reference == f"CR-{year}-001"
    assert (content[:5], minutes.file.frozen) == (b"%PDF-", True)
    assert minutes.file.sha256 == hashlib.sha256(content).hexdigest()


def test_approving_numbers_decisions_and_hands_tasks_over(membership, held):
    services.approve_minutes(held, by=membership)

    decision, task = Decision.objects.get(), Task.objects.get()
    year = timezone.localdate(held.starts_at).year
    assert decision.reference == f"D-{year}-001"
    assert task.released_at is not None
    assert Message.objects.get().to_email == task.owner.email


def test_numbers_follow_one_another(membership, held):
    services.approve_minutes(held, by=membership)
    other = MeetingFactory(open=True, type=held.type)
    services.close_session(other, by=membership)

    minutes = services.approve_minutes(other, by=membership)

    assert minutes.number == 2


def test_approving_twice_is_refused_and_freezes_once(membership, held):
    services.approve_minutes(held, by=membership)

    with pytest.raises(ValidationError, match="elle ne peut pas devenir"):
        services.approve_minutes(held, by=membership)

    assert Minutes.objects.count() == 1


def test_presence_left_to_mark_stops_the_approval(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    ParticipantFactory(meeting=meeting)
    services.close_session(meeting, by=membership)

    with pytest.raises(ValidationError, match="présences à pointer"):
        services.approve_minutes(meeting, by=membership)


def test_an_assistant_does_not_approve(organisation, held):
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    with pytest.raises(PermissionDenied, match="approuver un compte rendu"):
        services.approve_minutes(held, by=assistant)


def test_review_writes_to_those_who_came(membership, held):
    ParticipantFactory(meeting=held, presence="excused")

    services.send_for_review(held, by=membership)

    readers = {one.person.email for one in held.participants.filter(presence="present").select_related("person")}
    assert set(Message.objects.values_list("to_email", flat=True)) == readers


@pytest.mark.parametrize(
    ("approval", "comment", "kept"), [("approved", "oubli", ""), ("changes", "Il manque un nom", "Il manque un nom")]
)
def test_a_reader_gives_an_opinion_by_link(membership, held, approval, comment, kept):
    services.send_for_review(held, by=membership)
    reader = held.participants.first()

    services.give_opinion(reader, by=Actor("Dominique"), approval=approval, comment=comment)

    reader.refresh_from_db()
    assert (reader.approval, reader.approval_comment) == (approval, kept)


def test_an_opinion_after_the_approval_is_refused(membership, held):
    services.send_for_review(held, by=membership)
    services.approve_minutes(held, by=membership)

    with pytest.raises(ValidationError, match="n’est plus en relecture"):
        services.give_opinion(held.participants.first(), by=Actor("Dominique"), approval="approved")


def test_a_correction_says_what_to_correct(membership, held):
    services.send_for_review(held, by=membership)

    with pytest.raises(ValidationError, match="Dites en une phrase"):
        services.give_opinion(held.participants.first(), by=Actor("Dominique"), approval="changes", comment=" ")


def test_the_text_of_a_decision_never_changes_in_the_register(membership, held):
    with pytest.raises(ValidationError, match="Le texte d’une décision"):
        services.change_decision(Decision.objects.get(), by=membership, text="Autre chose")


def test_a_decision_is_followed_in_the_register(membership, held):
    followed = services.change_decision(Decision.objects.get(), by=membership, status="applied")

    assert followed.status == "applied"
