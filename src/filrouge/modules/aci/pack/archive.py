"""The pack itself: one ZIP, the same bytes for the same manifest, made in constant memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, time
from typing import IO

from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.documents.render_zip import Entry, write_zip
from filrouge.modules.aci.pack.index import INDEX, index_document, listing_document
from filrouge.modules.aci.pack.manifest import Manifest, Proof

MANIFEST = "manifest.json"
CHUNK = 256 * 1024

Open = Callable[[Proof], AbstractContextManager[IO[bytes]]]


class Changed(Exception):
    """A piece that is no longer what was frozen; the message says which, in French."""

    def __init__(self, proof: Proof, what: str) -> None:
        super().__init__(
            f"La pièce « {proof.name} » ({proof.label}) {what} depuis que la déclaration est figée :"
            " le dossier n’est pas préparé. Remettez le fichier d’origine, ou faites une nouvelle version."
        )


def write_pack(target: IO[bytes], manifest: Manifest, opened: Open, progress: Callable[[int], None]) -> None:
    """``progress`` hears how many pieces are written. Raises ``Changed``."""
    write_zip(target, _entries(manifest, opened, progress))


def _entries(manifest: Manifest, opened: Open, progress: Callable[[int], None]) -> Iterator[Entry]:
    moment = datetime.combine(manifest.on, time.min)
    yield Entry(INDEX, render_pdf(index_document(manifest)), moment)
    for listing in manifest.listings:
        yield Entry(listing.name, render_pdf(listing_document(manifest, listing)), moment)
    yield Entry(MANIFEST, manifest.written(), moment)
    done = 0
    for claim in manifest.claims:
        for proof in claim.proofs:
            yield Entry(f"{claim.folder}/{proof.name}", _checked(proof, opened), moment)
            done += 1
            progress(done)


def _checked(proof: Proof, opened: Open) -> Iterator[bytes]:
    digest = hashlib.sha256()
    try:
        with opened(proof) as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                yield chunk
    except FileNotFoundError:
        raise Changed(proof, "a disparu") from None
    if digest.hexdigest() != proof.sha256:
        raise Changed(proof, "a changé")
