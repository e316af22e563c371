"""The same check for a model, a form and an import.

Each validator takes the normalised form (see `normalisers`) and raises a ValidationError whose code names
the fault: `<kind>` for the shape, `<kind>_key` for a wrong check digit. An import turns the codes ending in
`_key` into warnings instead of refusing the line.
`[0-9]` and never `\\d`, which also accepts Arabic-Indic and other digits.
"""

import re

from django.core.exceptions import ValidationError
from stdnum import luhn
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret


def validate_rpps(value: str, *, strict: bool = True) -> None:
    """Eleven digits, the last one a Luhn key over the eleven. `strict=False` checks the shape only."""
    if not re.fullmatch(r"[0-9]{11}", value):
        raise ValidationError("Le numéro RPPS compte 11 chiffres : vérifiez qu’il n’en manque pas.", code="rpps")
    if strict and not luhn.is_valid(value):
        raise ValidationError(
            "Ce numéro RPPS ne tombe pas juste : un chiffre est sans doute mal recopié. Vérifiez-le sur la "
            "carte CPS ou l’annuaire santé.",
            code="rpps_key",
        )


def validate_adeli(value: str) -> None:
    """Nine characters, department first (Corsica: 2A, 2B). No key rule is published."""
    if not re.fullmatch(r"[0-9][0-9AB][0-9]{7}", value):
        raise ValidationError(
            "Le numéro ADELI compte 9 chiffres, dont les deux premiers sont ceux du département.",
            code="adeli",
        )


def validate_am(value: str) -> None:
    """The number under which health insurance knows a professional: nine characters, department first. No key rule
    is published."""
    if not re.fullmatch(r"[0-9][0-9AB][0-9]{7}", value):
        raise ValidationError(
            "Le numéro AM (Assurance maladie) compte 9 chiffres, dont les deux premiers sont ceux du département :"
            " il est en bas des feuilles de soins.",
            code="am",
        )


def validate_finess(value: str) -> None:
    """Nine characters (pattern of the official FINESS schema).

    The Luhn key is checked on numeric values only: how it counts the letter of Corsica is not published.
    """
    if not re.fullmatch(r"[0-9][0-9A-Z][0-9]{7}", value):
        raise ValidationError("Le numéro FINESS compte 9 caractères, par exemple « 38 000 012 5 ».", code="finess")
    if value.isdigit() and not luhn.is_valid(value):
        raise ValidationError(
            "Ce numéro FINESS ne tombe pas juste : un chiffre est sans doute mal recopié. Vérifiez-le sur "
            "le courrier de l’ARS.",
            code="finess_key",
        )


def validate_siren(value: str) -> None:
    if not re.fullmatch(r"[0-9]{9}", value):
        raise ValidationError("Le numéro SIREN compte 9 chiffres.", code="siren")
    try:
        stdnum_siren.validate(value)
    except StdnumError:
        raise ValidationError(
            "Ce numéro SIREN ne tombe pas juste : vérifiez-le sur l’extrait Kbis ou l’avis de situation.",
            code="siren_key",
        ) from None


def validate_siret(value: str) -> None:
    """Fourteen digits with their key; La Poste (356 000 000) follows its own rule, which python-stdnum
    knows."""
    if not re.fullmatch(r"[0-9]{14}", value):
        raise ValidationError(
            "Le numéro SIRET compte 14 chiffres : les 9 du SIREN, puis 5 pour l’établissement.", code="siret"
        )
    try:
        stdnum_siret.validate(value)
    except StdnumError:
        raise ValidationError(
            "Ce numéro SIRET ne tombe pas juste : vérifiez-le sur l’avis de situation.", code="siret_key"
        ) from None


def validate_rna(value: str) -> None:
    """National register of associations: W and nine digits; Corsican ones carry 2A or 2B."""
    if not re.fullmatch(r"W[0-9][0-9AB][0-9]{7}", value):
        raise ValidationError("Le numéro RNA d’une association commence par W, suivi de 9 chiffres.", code="rna")


def validate_phone(value: str) -> None:
    """Something that can be dialled: 2 to 15 digits, in groups, perhaps « + ». Nothing more is known
    abroad."""
    if not re.fullmatch(r"\+?[0-9 .()/\-]{2,25}", value) or not 2 <= sum(sign.isdigit() for sign in value) <= 15:
        raise ValidationError(
            "Ce numéro de téléphone n’a pas la forme attendue, par exemple « 06 12 34 56 78 ».", code="phone"
        )


def validate_iban(value: str) -> None:
    """Structure, length, key of the IBAN, then national key (in France the RIB key), then SEPA zone.

    Codes: iban, iban_country, iban_length, iban_key, iban_rib_key, iban_not_sepa.
    """
    from schwifty import IBAN, exceptions  # noqa: PLC0415 -- slow import: 0.3 s of bank registries

    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", value):
        raise _iban_error("iban")
    try:
        iban = IBAN(value, validate_bban=True)
    except exceptions.SchwiftyException as error:
        raise _iban_error(_IBAN_CODES.get(type(error).__name__, "iban")) from None
    if not iban.in_sepa_zone:
        raise _iban_error("iban_not_sepa")


_IBAN_CODES = {
    "InvalidCountryCode": "iban_country",
    "InvalidLength": "iban_length",
    "InvalidChecksumDigits": "iban_key",
    "InvalidBBANChecksum": "iban_rib_key",
}

_IBAN_SENTENCES = {
    "iban": "Cet IBAN contient des signes inattendus : recopiez-le depuis le RIB, par exemple « FR76 3000 6000 … ».",
    "iban_country": "Les deux premières lettres de cet IBAN ne désignent aucun pays : recopiez-le depuis le RIB.",
    "iban_length": "Cet IBAN n’a pas la bonne longueur (27 caractères pour la France) : il en manque ou il "
    "y en a trop.",
    "iban_key": "La clé de cet IBAN (les deux chiffres après le pays) est fausse : un caractère est sans "
    "doute mal recopié.",
    "iban_rib_key": "La clé RIB de ce compte est fausse : vérifiez le numéro de compte sur le RIB.",
    "iban_not_sepa": "Ce compte est hors de la zone SEPA : il ne peut pas recevoir de virement préparé ici.",
}


def _iban_error(code: str) -> ValidationError:
    return ValidationError(_IBAN_SENTENCES[code], code=code)
