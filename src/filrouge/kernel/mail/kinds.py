"""What each kind of mail is called in the list of the mail sent. Rooms add theirs in ``contributions.py``."""

from __future__ import annotations

from filrouge.kernel.registry import Registry

mail_kinds: Registry[str] = Registry("mail_kinds")


def kind_label(kind: str) -> str:
    return mail_kinds.get(kind) or "autre message"
