"""Small secrets sealed with the service's key: what a copy of the database alone does not tell."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(text: str, *, purpose: str) -> str:
    """Encrypt and sign (Fernet). ``purpose`` keeps a sealed value from being opened elsewhere."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Open what ``seal`` made, by today's key or one being retired. Raises ``cryptography.fernet.InvalidToken``."""
    return _box(purpose).decrypt(sealed.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str | bytes, purpose: str) -> bytes:
    digest = hashlib.scrypt(force_bytes(key), salt=purpose.encode(), n=2**4, r=8, p=1, dklen=32)
    return base64.urlsafe_b64encode(digest)
