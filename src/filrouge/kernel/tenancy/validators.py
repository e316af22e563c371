from __future__ import annotations

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError

from filrouge.kernel.tenancy.enums import Role

# First parts of addresses that belong to the house itself.
RESERVED_SLUGS = frozenset(
    {
        "admin", "aide", "calculer-l-aci", "compte", "connexion", "journee", "live", "organisations", "sante", "static",
        "ui", "vu",
    }
)  # fmt: skip


def validate_slug(value: str) -> None:
    if value in RESERVED_SLUGS:
        raise ValidationError(
            "L’adresse « %(value)s » est réservée : choisissez-en une autre.",
            code="reserved",
            params={"value": value},
        )


def validate_roles(value: object) -> None:
    if not isinstance(value, list) or not value or not set(value) <= set(Role.values):
        raise ValidationError("Choisissez au moins un rôle de la liste.", code="roles")


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("Ce fuseau horaire n’existe pas.", code="time_zone")
