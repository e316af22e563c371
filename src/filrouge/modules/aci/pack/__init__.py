"""What is sent to the CPAM: a frozen manifest, its pages and its archive. No database."""

from filrouge.modules.aci.pack.archive import Changed, Open, write_pack
from filrouge.modules.aci.pack.index import index_document
from filrouge.modules.aci.pack.manifest import (
    Claim,
    Identity,
    Listing,
    Manifest,
    Proof,
    fingerprint,
    manifest_from,
)

__all__ = [
    "Changed",
    "Claim",
    "Identity",
    "Listing",
    "Manifest",
    "Open",
    "Proof",
    "fingerprint",
    "index_document",
    "manifest_from",
    "write_pack",
]
