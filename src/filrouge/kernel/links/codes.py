"""Six digits sent to the person's own address: they open a personal link on one more device."""

from __future__ import annotations

import hashlib
import logging
import secrets
import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac

from filrouge.kernel.links.models import Link
from filrouge.kernel.tenancy.scope import current_organisation

logger = logging.getLogger("filrouge.links")

LIVES = 15 * 60  # seconds
TRIES = 5
SENDS, SENDS_WINDOW = 3, 3600


def send(link: Link) -> None:
    """Send a new code. It is a key, hence not written in the team's register of mails."""
    if not link.person.email:
        raise ValidationError(
            "Aucune adresse e-mail n’est connue pour ce lien. Demandez un nouveau lien à la coordination.",
            code="no_email",
        )
    if _count(_key(link, "sent"), SENDS_WINDOW) > SENDS:
        raise ValidationError(
            "Trois codes sont déjà partis. Cherchez-les dans vos messages, ou réessayez dans une heure.",
            code="too_many",
        )
    code = f"{secrets.randbelow(10**6):06}"
    cache.set(_key(link, "code"), _sealed(link, code), LIVES)
    cache.set(_key(link, "tries"), 0, LIVES)
    organisation = current_organisation()
    context = {"code": code, "person": link.person, "organisation": organisation}
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = EmailMessage(
        subject=f"Votre code : {code}",
        body=render_to_string("links/mail/code.txt", context),
        from_email=formataddr((organisation.name, sender)),
        to=[link.person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("code not sent link=%s error=%s", link.pk, type(error).__name__)
        raise ValidationError("Le message n’a pas pu partir. Réessayez dans quelques minutes.", code="mail") from None


def check(link: Link, typed: str) -> None:
    """Accept the code once. Raises ``ValidationError`` when it is wrong, too old, or tried too often."""
    if _count(_key(link, "tries"), LIVES) > TRIES:
        cache.delete(_key(link, "code"))
        raise ValidationError("Trop d’essais : demandez un nouveau code.", code="too_many")
    digits = "".join(char for char in typed if char.isdigit())
    kept = cache.get(_key(link, "code"))
    if kept is None or not constant_time_compare(kept, _sealed(link, digits)):
        raise ValidationError("Ce code n’est pas le bon, ou il a plus d’un quart d’heure.", code="wrong")
    cache.delete(_key(link, "code"))


def _count(key: str, window: int) -> int:
    if cache.add(key, 1, window):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window closed in between
        return 1


def _key(link: Link, what: str) -> str:
    return f"links.{what}.{hashlib.sha256(link.pk.bytes).hexdigest()[:32]}"


def _sealed(link: Link, code: str) -> str:
    return salted_hmac("links.code.v1", f"{link.pk}:{code}", algorithm="sha256").hexdigest()
