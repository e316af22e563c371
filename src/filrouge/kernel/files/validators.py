from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

from django.core.exceptions import ValidationError

from filrouge.kernel.files import enums
from filrouge.kernel.files.sniff import extension_of, is_active_markup, is_executable, media_type_of

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


def tidy_name(name: str) -> str:
    """A name that is safe to show and to save: no folder, no control or direction mark, at most 200 characters."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = FORBIDDEN.sub("", base).strip(" .") or "fichier"
    suffix = PurePath(base).suffix[:20]
    return base if len(base) <= 200 else base[: 200 - len(suffix)] + suffix


def validate_size(size: int, name: str) -> None:
    if size == 0:
        raise ValidationError(
            "Le fichier « %(name)s » est vide. Vérifiez-le puis envoyez-le de nouveau.",
            code="empty",
            params={"name": name},
        )
    if size > enums.MAX_SIZE:
        raise ValidationError(
            "Le fichier « %(name)s » dépasse %(limit)s Mo. Réduisez-le ou partagez-le autrement.",
            code="too_big",
            params={"name": name, "limit": enums.MAX_SIZE // 1024**2},
        )


def validated_type(content: bytes, name: str, expected: Collection[str] | None) -> str:
    """The type read in the content. Raises ``ValidationError`` when it is dangerous, unknown or unexpected."""
    if is_executable(content) or is_active_markup(content):
        raise ValidationError(
            "Le fichier « %(name)s » est un programme ou une page web, quel que soit son nom. Il n’a pas été gardé.",
            code="dangerous",
            params={"name": name},
        )
    media_type = media_type_of(content, name)
    if not media_type:
        raise ValidationError(
            "Le fichier « %(name)s » n’est pas d’un type accepté. Envoyez un PDF, une image, un texte ou un document"
            " bureautique sans macros.",
            code="unknown_type",
            params={"name": name},
        )
    if expected is not None and media_type not in expected:
        raise ValidationError(
            "Le fichier « %(name)s » est %(found)s. Il faut %(expected)s.",
            code="unexpected_type",
            params={
                "name": name,
                "found": enums.LABELS[media_type],
                "expected": " ou ".join(enums.LABELS[wanted] for wanted in sorted(expected)),
            },
        )
    _refuse_false_extension(name, media_type)
    return media_type


def _refuse_false_extension(name: str, media_type: str) -> None:
    known = frozenset[str]().union(*enums.EXTENSIONS.values())
    extension = extension_of(name)
    if extension in known and extension not in enums.EXTENSIONS[media_type]:
        raise ValidationError(
            "Le fichier « %(name)s » est en réalité %(found)s. Donnez-lui la bonne extension ou enregistrez-le de"
            " nouveau.",
            code="false_extension",
            params={"name": name, "found": enums.LABELS[media_type]},
        )
