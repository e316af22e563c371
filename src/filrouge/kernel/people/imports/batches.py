"""The life of an import: read into a draft, shown, confirmed in one go, undone while nothing moved since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people import policy, services
from filrouge.kernel.people.enums import ImportKind, ImportState
from filrouge.kernel.people.imports.columns import Target
from filrouge.kernel.people.imports.proposals import Proposal, propose
from filrouge.kernel.people.imports.records import read_records
from filrouge.kernel.people.imports.table import Table
from filrouge.kernel.people.imports.undo import changed_entry, created_entry
from filrouge.kernel.people.models import ImportBatch, Person
from filrouge.kernel.people.names import tidy
from filrouge.kernel.people.services.people import allow
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.ui.typography import count

DRAFTS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to one line. ``take`` names the fields taken from the list when the person is already known."""

    action: str  # "create", "update"
    take: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """Lines that are kept, and what the list does not say about them."""

    decisions: Mapping[int, Decision] = field(default_factory=dict)
    status: str = ""
    since: date | None = None


@transaction.atomic
def start(table: Table, *, by: Membership, kind: ImportKind, source_name: str, text: str = "") -> ImportBatch:
    """Keep what was read, so that it can be looked at, corrected, left and found again. Writes no person."""
    allow(by, policy.IMPORT)
    ImportBatch.objects.filter(state=ImportState.DRAFT, created_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    batch = ImportBatch(
        kind=kind,
        source_name=tidy(source_name)[:200] or "liste",
        text=text,
        header=table.header,
        rows=list(zip(table.lines, table.rows, strict=True)),
        mapping=table.mapping,
        created_by=by.user,
    )
    batch.save()
    return batch


@transaction.atomic
def remap(batch: ImportBatch, *, by: Membership, mapping: Sequence[str]) -> ImportBatch:
    """Correct which column is which."""
    allow(by, policy.IMPORT)
    locked = _draft(batch)
    clean = [target if target in Target.values else "" for target in mapping]
    given = [target for target in clean if target]
    if len(clean) != len(locked.header):
        raise ValidationError("Le nombre de colonnes a changé : recommencez l’import.", code="columns")
    if twice := next((target for target in given if given.count(target) > 1), None):
        raise ValidationError(
            "Deux colonnes sont « %(column)s » : choisissez-en une.",
            code="twice",
            params={"column": Target(twice).label},
        )
    if not {Target.LAST_NAME, Target.FULL_NAME} & set(given):
        raise ValidationError("Dites quelle colonne contient le nom.", code="no_name")
    locked.mapping = clean
    locked.save(update_fields=["mapping"])
    return locked


def proposals(batch: ImportBatch) -> list[Proposal]:
    return propose(read_records(batch.header, [(line, cells) for line, cells in batch.rows], batch.mapping))


@transaction.atomic
def apply(batch: ImportBatch, *, by: Membership, plan: Plan) -> ImportBatch:
    """Write the kept lines, all or none."""
    allow(by, policy.IMPORT)
    locked = _draft(batch)
    _write(locked, proposals(locked), by=by, plan=plan)
    return locked


@transaction.atomic
def apply_all_new(
    found: Iterable[Proposal], *, by: Membership | Actor, kind: ImportKind, source_name: str, plan: Plan
) -> ImportBatch:
    """Without a preview (command line): people already known are left as they are."""
    allow(by, policy.IMPORT)
    batch = ImportBatch(kind=kind, source_name=source_name[:200])
    batch.save()
    _write(batch, list(found), by=by, plan=plan)
    return batch


def _write(batch: ImportBatch, found: list[Proposal], *, by: Membership | Actor, plan: Plan) -> None:
    changes: list[dict[str, Any]] = []
    for proposal in found:
        decision = plan.decisions.get(proposal.candidate.line)
        if decision is None or proposal.candidate.errors:
            continue
        try:
            changes.extend(_write_one(proposal, decision, by=by, plan=plan))
        except ValidationError as error:
            raise ValidationError(
                "Ligne %(line)s (%(name)s) : %(why)s Rien n’a été importé.",
                code="line",
                params={
                    "line": proposal.candidate.line,
                    "name": proposal.candidate.name,
                    "why": " ".join(error.messages),
                },
            ) from error
    if not changes:
        raise ValidationError("Aucune ligne n’est cochée : choisissez les personnes à importer.", code="nothing")
    batch.changes = changes
    batch.created_count = sum(change["kind"] == "created" for change in changes)
    batch.changed_count = len(changes) - batch.created_count
    batch.state, batch.applied_at = ImportState.APPLIED, timezone.now()
    batch.text, batch.rows = "", []  # nothing is kept that is not on the records
    batch.save()
    timeline.record(
        batch,
        "people.imported",
        by=by,
        source=batch.source_name,
        created=count(batch.created_count, "personne ajoutée|personnes ajoutées"),
        changed=count(batch.changed_count, "fiche complétée|fiches complétées"),
    )


def _write_one(proposal: Proposal, decision: Decision, *, by: Membership | Actor, plan: Plan) -> list[dict[str, Any]]:
    fields = dict(proposal.candidate.fields)
    left_on = fields.pop("left_on", None)
    if decision.action == "update" and proposal.match is not None:
        taken = {name: fields[name] for name in decision.take if name in fields}
        if not taken:
            return []
        entry = changed_entry(proposal.match, taken)
        services.change_person(proposal.match, by=by, accept_wrong_key=True, **taken)
        return [entry]
    if proposal.match is not None and fields.get("rpps") == proposal.match.rpps:
        fields.pop("rpps", None)  # another record on purpose: the number stays on the first one
    status = proposal.candidate.status or plan.status
    since = fields.get("arrived_on") or plan.since
    if left_on and since and since > left_on:
        since = left_on
    fields.setdefault("arrived_on", plan.since)
    person = services.add_person(by=by, status=status, status_since=since, accept_wrong_key=True, **fields)
    if left_on:
        services.record_departure(person, by=by, left_on=left_on)
    return [created_entry(Person.objects.get(pk=person.pk), ties=bool(status) + bool(left_on))]


@transaction.atomic
def discard(batch: ImportBatch, *, by: Membership) -> None:
    allow(by, policy.IMPORT)
    _draft(batch).delete()


def _draft(batch: ImportBatch) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update(of=("self",)).filter(pk=batch.pk).first()
    if locked is None or locked.state != ImportState.DRAFT:
        raise ValidationError("Cet import est déjà terminé.", code="not_a_draft")
    return locked
