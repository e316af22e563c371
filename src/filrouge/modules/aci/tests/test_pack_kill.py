"""The worker is killed (-9) in the middle of a pack: the next one makes it whole, once, the same bytes."""

import datetime as dt
import io
import os
import time
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.jobs.models import Heartbeat
from filrouge.kernel.jobs.tests.test_jobs import start_worker  # noqa: F401 -- a fixture
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import services
from filrouge.modules.aci.models import Declaration
from filrouge.modules.aci.pack import manifest_from, write_pack
from filrouge.modules.aci.tests.test_engine import RURAL
from tests.factories import MembershipFactory, YearInputsFactory


def test_a_killed_pack_is_made_again_whole(start_worker, monkeypatch):  # noqa: F811
    membership = MembershipFactory()
    with organisation_scope(membership.organisation), monkeypatch.context() as travel:
        travel.setattr(timezone, "now", lambda: dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC))
        inputs = YearInputsFactory(year=2026, case=RURAL)
        for code in ("opening", "coordination", "protocols"):
            services.hand_in(2026, code, by=membership, uploads=[SimpleUploadedFile("Papier.txt", code.encode())])
        row = services.freeze(inputs, by=membership, anyway=True)
    manifest = manifest_from(row.manifest)
    kept = {proof.file_id: proof for proof in manifest.proofs}
    with organisation_scope(membership.organisation):
        stored = StoredFile.objects.get(pk=manifest.proofs[1].file_id)
        contents = {key: files.read(StoredFile.objects.get(pk=key)) for key in kept}
    path = Path(default_storage.path(stored.path))
    path.unlink()
    os.mkfifo(path)  # whoever opens it waits

    worker = start_worker("--batch")
    wait_for(lambda: seen(membership, row).pack_done == 1)
    worker.kill()
    worker.wait(20)
    path.unlink()
    path.write_bytes(contents[str(stored.pk)])
    Heartbeat.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=2))
    assert start_worker("--batch").wait(60) == 0

    expected = io.BytesIO()
    write_pack(expected, manifest, lambda proof: io.BytesIO(contents[proof.file_id]), lambda _done: None)
    done = seen(membership, row)
    with organisation_scope(membership.organisation):
        assert files.read(done.pack) == expected.getvalue()
        assert StoredFile.objects.filter(name__endswith=".zip").count() == 1
    assert list(files.new_draft(row.pk).parent.glob(f"{row.pk}*")) == []


def seen(membership, row):
    connection.close()
    with organisation_scope(membership.organisation):
        return Declaration.objects.select_related("pack").get(pk=row.pk)


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
