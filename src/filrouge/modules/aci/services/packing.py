"""The pack of a frozen declaration, made by the worker: repeated without harm, never two for one declaration."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from filrouge.kernel.files import enums
from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.jobs import job
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import Declaration
from filrouge.modules.aci.pack import Changed, Manifest, Open, Proof, fingerprint, manifest_from, write_pack

logger = logging.getLogger("filrouge.aci")
STEPS = 100  # times at most that progress is written

ALTERED = "Ce qui a été figé n’a plus son empreinte : le dossier n’est pas préparé. Faites une nouvelle version."
NO_ROOM = "Le dossier n’a pas pu être écrit : demandez à l’hébergeur s’il reste de la place, puis recommencez."


@job(attempts=4, backoff=5, time_limit=3600)
def prepare_pack(organisation_id: str, declaration_id: str) -> None:
    """Opens its scopes itself: on PostgreSQL a scope is a transaction, and the pages read how far it is."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        return  # closed since
    with organisation_scope(organisation):
        row = Declaration.objects.filter(pk=declaration_id).first()
        if row is None or row.pack_id or row.manifest is None:
            return
        if fingerprint(row.manifest) != row.fingerprint:
            _note(row, pack_trouble=ALTERED)
            return
        manifest = manifest_from(row.manifest)
        kept = {str(file.pk): file for file in StoredFile.objects.filter(pk__in=_asked(manifest))}
    draft = files.new_draft(row.pk)
    try:
        _write(organisation, row, manifest, kept, draft)
    finally:
        draft.unlink(missing_ok=True)


def _asked(manifest: Manifest) -> set[str]:
    return {proof.file_id for proof in manifest.proofs}


def _write(
    organisation: Organisation, row: Declaration, manifest: Manifest, kept: dict[str, StoredFile], draft: Path
) -> None:
    try:
        with draft.open("w+b") as target:
            write_pack(target, manifest, _opener(kept), _progress(organisation, row, len(manifest.proofs)))
    except (Changed, OSError) as error:
        logger.warning("pack stopped declaration=%s error=%s", row.pk, type(error).__name__)
        with organisation_scope(organisation):
            _note(row, pack_trouble=str(error) if isinstance(error, Changed) else NO_ROOM)
        return
    with organisation_scope(organisation):
        _keep(row, draft)


def _opener(kept: dict[str, StoredFile]) -> Open:
    def opened(proof: Proof) -> File[bytes]:
        file = kept.get(proof.file_id)
        if file is None:
            raise FileNotFoundError(proof.file_id)
        return files.open_file(file)

    return opened


def _progress(organisation: Organisation, row: Declaration, total: int) -> Callable[[int], None]:
    step = max(total // STEPS, 1)

    def progress(done: int) -> None:
        if done % step == 0 or done == total:
            with organisation_scope(organisation):
                _note(row, pack_done=done)

    return progress


def _note(row: Declaration, **changes: object) -> None:
    """Nothing of what is frozen: how far the pack is, or why it stopped."""
    Declaration.objects.filter(pk=row.pk, pack=None).update(**changes)


@transaction.atomic
def _keep(row: Declaration, draft: Path) -> None:
    locked = Declaration.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if locked is None or locked.pack_id:
        return  # another worker was quicker
    name = f"ACI-{locked.year}-version-{locked.version}.zip"
    # the key is that of the declaration: a second pack is refused by the database
    locked.pack = files.adopt(draft, locked.pk, name=name, media_type=enums.ZIP, capability=policy.KEEP)
    locked.pack_trouble = ""
    locked.save(update_fields=["pack", "pack_trouble"])
    timeline.record(locked, "aci.pack_ready", by=timeline.SYSTEM, year=locked.year, version=locked.version)
