from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.documents import richtext
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.scanner import scan
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deciding import policy, queries
from filrouge.modules.deciding.models import Contribution, Sequence
from filrouge.modules.deciding.services.ballots import require_alive
from filrouge.modules.deciding.services.room import show_in_room, tell_room
from filrouge.modules.deciding.services.status import lock_sequence
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import AgendaItem, Participant

MOST_CONTRIBUTIONS = 400
SPACE = uuid.UUID("b0b6a0f4-8f0e-4f43-8f4e-5d0d0b8f7a52")  # of the keys of what phones send


@transaction.atomic
def start_sequence(item: AgendaItem, *, by: Membership, code: str, title: str) -> Sequence:
    """Begin at the first step, its clock running; the screens of the session show it."""
    require(by, policy.RUN)
    require_alive(item.meeting)
    if code not in queries.sequence_plans():
        raise ValidationError("Cette séquence n’existe pas : choisissez-en une dans la liste.", code="unknown")
    sequence = Sequence(meeting=item.meeting, item=item, code=code, title=title, step_since=timezone.now())
    sequence.full_clean()
    sequence.save()
    show_in_room(sequence, by=by)
    timeline.record(sequence, "deciding.sequence_started", by=by, title=sequence.title)
    return sequence


@transaction.atomic
def go_to_step(sequence: Sequence, *, by: Membership, step: int) -> Sequence:
    """Forward or back; the clock of the step begins again."""
    require(by, policy.RUN)
    sequence = _running(sequence)
    plan = queries.plan_of(sequence)
    sequence.step = min(max(step, 0), len(plan.steps) - 1)
    sequence.step_since, sequence.step_spent = timezone.now(), 0
    sequence.save(update_fields=["step", "step_since", "step_spent"])
    tell_room(sequence)
    return sequence


@transaction.atomic
def stop_step_clock(sequence: Sequence, *, by: Membership) -> Sequence:
    require(by, policy.RUN)
    sequence = _running(sequence)
    if sequence.step_since is not None:
        sequence.step_spent += max(int((timezone.now() - sequence.step_since).total_seconds()), 0)
        sequence.step_since = None
        sequence.save(update_fields=["step_since", "step_spent"])
        tell_room(sequence)
    return sequence


@transaction.atomic
def start_step_clock(sequence: Sequence, *, by: Membership) -> Sequence:
    require(by, policy.RUN)
    sequence = _running(sequence)
    if sequence.step_since is None:
        sequence.step_since = timezone.now()
        sequence.save(update_fields=["step_since"])
        tell_room(sequence)
    return sequence


@transaction.atomic
def contribute(sequence: Sequence, *, text: str, once: str, family: str = "") -> Contribution:
    """Keep what somebody writes at the present step. Nobody is named; sent again, it is the same row."""
    sequence = _running(sequence)
    step = queries.plan_of(sequence).steps[sequence.step]
    key = uuid.uuid5(SPACE, f"{sequence.pk} {once} {family} {text}")
    kept = Contribution.objects.filter(pk=key).first()
    if kept is not None:
        return kept
    if step.capture not in {"ideas", "families"}:
        raise ValidationError("Cette étape ne prend pas de texte.", code="capture")
    if step.capture == "families" and family not in step.families:
        raise ValidationError({"family": "Choisissez une famille de la liste."}, code="family")
    if sequence.contributions.count() >= MOST_CONTRIBUTIONS:
        raise ValidationError("Il y a déjà 400 contributions : passez à l’étape suivante.", code="too_many")
    row = Contribution(pk=key, sequence=sequence, step=sequence.step, text=text.strip())
    row.family = family if step.capture == "families" else ""
    row.full_clean()
    row.save(force_insert=True)
    tell_room(sequence)
    return row


@transaction.atomic
def remove_contribution(contribution: Contribution, *, by: Membership) -> None:
    require(by, policy.RUN)
    sequence = _running(contribution.sequence)
    contribution.delete()
    tell_room(sequence)


@transaction.atomic
def mark_spoken(sequence: Sequence, participant: Participant, *, spoken: bool) -> Sequence:
    """Somebody had their turn, or not yet: told by who facilitates, or by the person from their phone."""
    sequence = _running(sequence)
    if participant.meeting_id != sequence.meeting_id:
        raise ValidationError("Cette personne n’est pas de cette réunion.", code="other_meeting")
    others = [key for key in sequence.spoken if key != str(participant.pk)]
    sequence.spoken = [*others, str(participant.pk)] if spoken else others
    sequence.save(update_fields=["spoken"])
    tell_room(sequence)
    return sequence


@transaction.atomic
def finish_sequence(sequence: Sequence, *, by: Membership) -> Sequence:
    """End it, and add what was written to the notes of its item, after what is there."""
    require(by, policy.RUN)
    sequence = _running(sequence)
    sequence.finished_at = timezone.now()
    sequence.step_since = None
    sequence.save(update_fields=["finished_at", "step_since"])
    blocks = queries.blocks_of(sequence)
    if sequence.item is not None and blocks and sequence.meeting.is_writable:
        added = richtext.html_of(blocks)
        item = AgendaItem.objects.get(pk=sequence.item.pk)
        # each line was read for identities, and confirmed, when it was written
        marks = [found.fingerprint for found in scan(richtext.plain_of(blocks), known_names())]
        meetings.write_notes(item, by=by, notes=f"{item.notes}{added}", read_version=item.version, acknowledged=marks)
    tell_room(sequence)
    timeline.record(sequence, "deciding.sequence_finished", by=by, title=sequence.title)
    return sequence


def _running(sequence: Sequence) -> Sequence:
    sequence = lock_sequence(sequence)
    if sequence.is_over:
        raise ValidationError("Cette séquence est terminée.", code="over")
    return sequence
