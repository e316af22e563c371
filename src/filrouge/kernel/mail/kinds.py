"""Each kind of mail: what it is called, and whether it may wait. Rooms add theirs in ``contributions.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from filrouge.kernel.mail.enums import Urgency
from filrouge.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class MailKind:
    label: str
    urgency: Urgency = Urgency.ORDINARY
    # of a person and of what the mail is about: does it still ask something? Asked before a mail that waited leaves
    still_asks: Callable[[UUID, UUID], bool] | None = None
    may_be_refused: bool = True  # False: written to accounts, not to persons


mail_kinds: Registry[MailKind] = Registry("mail_kinds")


def kind_label(kind: str) -> str:
    found = mail_kinds.get(kind)
    return found.label if found else "autre message"


def urgency_of(kind: str) -> Urgency:
    found = mail_kinds.get(kind)
    return found.urgency if found else Urgency.ORDINARY


def kinds_to_choose() -> list[tuple[str, MailKind]]:
    """Those a person may refuse, by label."""
    chosen = [
        (name, kind) for name, kind in mail_kinds.items() if kind.urgency != Urgency.LEGAL and kind.may_be_refused
    ]
    return sorted(chosen, key=lambda item: item[1].label)


def legal_kinds() -> list[MailKind]:
    return [kind for _name, kind in mail_kinds.items() if kind.urgency == Urgency.LEGAL]
