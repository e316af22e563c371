"""The secret of a personal link: its key and a signature of it. Nothing secret is stored."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.encoding import force_bytes

SIGNATURE_BYTES = 16
PURPOSE = b"filrouge.links.v1"


def token_of(link_id: UUID) -> str:
    return base64.urlsafe_b64encode(link_id.bytes + _signature(link_id, settings.SECRET_KEY)).decode().rstrip("=")


def link_id_of(token: str) -> UUID | None:
    """The link's key if the signature is ours, by today's secret key or one being retired; else None."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + SIGNATURE_BYTES or token_canonical(raw) != token:
        return None
    link_id = UUID(bytes=raw[:16])
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # every key is tried, so that the time taken tells nothing
    valid = [constant_time_compare(raw[16:].hex(), _signature(link_id, key).hex()) for key in keys]
    return link_id if any(valid) else None


def token_canonical(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _signature(link_id: UUID, key: str | bytes) -> bytes:
    derived = hashlib.sha256(PURPOSE + force_bytes(key)).digest()
    return hmac.new(derived, link_id.bytes, hashlib.sha256).digest()[:SIGNATURE_BYTES]
