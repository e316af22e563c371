from __future__ import annotations

import logging
from smtplib import SMTPException
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from filrouge.kernel.accounts.models import User

logger = logging.getLogger(__name__)
SALT = "accounts.invitation"


@transaction.atomic
def open_account(email: str, *, first_name: str = "", last_name: str = "") -> tuple[User, bool]:
    """The account of this address, made without a password when there is none. Says whether it was made."""
    email = email.strip().lower()
    validate_email(email)
    user = User.objects.filter(email__iexact=email).first()
    if user is not None:
        if not user.is_active:
            raise ValidationError(
                "Ce compte est fermé : demandez à l’exploitant du service de le rouvrir.", code="inactive"
            )
        return user, False
    user = User.objects.create_user(email, first_name=first_name.strip(), last_name=last_name.strip())
    EmailAddress.objects.create(user=user, email=email, primary=True)
    return user, True


def is_new(user: User) -> bool:
    return not user.has_usable_password() and user.last_login is None


def invitation_url(user: User) -> str:
    """Where an invited person goes: to choose a password, or to sign in when they already have one."""
    path = reverse("account_invitation", args=[invitation_token(user)]) if is_new(user) else reverse("account_login")
    return f"{settings.SITE_URL}{path}"


def send_invitation(user: User, *, organisation_name: str, inviter: str) -> bool:
    """Send the link that opens the account; False when the mail server refused (the invitation can be sent again).

    It never goes through a team's register of mails: the link is a key to the account, which may serve other teams.
    """
    context = {
        "user": user,
        "organisation_name": organisation_name,
        "inviter": inviter,
        "link": invitation_url(user),
        "days": settings.INVITATION_DAYS,
        "is_new": is_new(user),
    }
    try:
        get_adapter().render_mail("account/email/invitation", user.email, context).send()
    except (OSError, SMTPException) as error:
        logger.warning("invitation not sent user=%s error=%s", user.pk, type(error).__name__)
        return False
    return True


def invitation_token(user: User) -> str:
    """Valid until the account has a password: what it signs changes then."""
    return signing.dumps({"user": str(user.pk), "state": _state(user)}, salt=SALT)


def read_invitation(token: str) -> User | None:
    try:
        found = signing.loads(token, salt=SALT, max_age=settings.INVITATION_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=UUID(found["user"]), is_active=True).first()
    if user is None or not constant_time_compare(found["state"], _state(user)):
        return None
    return user


@transaction.atomic
def accept_invitation(user: User, *, first_name: str, last_name: str, password: str) -> User:
    """The link came by mail: whoever opens it also proves the address."""
    user.first_name, user.last_name = first_name, last_name
    user.set_password(password)
    user.full_clean()
    user.save(update_fields=["first_name", "last_name", "password"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def rename(user: User, *, first_name: str, last_name: str) -> User:
    user.first_name, user.last_name = first_name, last_name
    user.full_clean()
    user.save(update_fields=["first_name", "last_name"])
    return user


def settle_address(user: User) -> None:
    """Tell allauth that the present address is proven: otherwise it takes it for the new one and drops it."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Close every session of the account, but the one named."""
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=keep or ""))
    for session in sessions:
        session.end()
    return len(sessions)


def _state(user: User) -> str:
    return salted_hmac(SALT, f"{user.password}{user.last_login}").hexdigest()[:24]
