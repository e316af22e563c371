"""What a page says of a text that was sent: saved, refused, in conflict. Scripts get JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from filrouge.kernel.documents.richtext import blocks_of, to_marked
from filrouge.kernel.privacy.scanner import Finding
from filrouge.kernel.writing.models import Written
from filrouge.kernel.writing.services import NotesConflict

TOO_LONG = "Ces notes sont trop longues : 200 000 caractères au plus."


def current(text: Written) -> dict[str, Any]:
    return {"notes": text.notes, "version": text.version, "by": text.written_by}


def saved(text: Written, sent: str) -> dict[str, Any]:
    """The version, and the text when it is no longer what was sent: another hand's words are in it."""
    return {"version": text.version} | ({"notes": text.notes} if text.notes != sent else {})


def refused(error: ValidationError) -> dict[str, Any]:
    found: list[Finding] = [finding for one in error.error_list for finding in (one.params or {}).get("findings", [])]
    findings = [{"fingerprint": one.fingerprint, "sentence": one.sentence} for one in found]
    return {"error": " ".join(error.messages), "findings": findings}


def conflict(raised: NotesConflict) -> dict[str, Any]:
    """Both texts, what clashes in them, and the three ways out."""
    merge = raised.merge
    return {
        "theirs": current(raised.text),
        "clashes": [{"mine": clash.mine, "theirs": clash.theirs} for clash in merge.clashes],
        "choices": {"both": merge.both, "mine": merge.mine, "theirs": merge.theirs},
    }


def marked_choice(said: dict[str, Any], typed: str) -> str:
    """What the plain box of a browser without scripts offers: both texts, or what was typed."""
    return to_marked(blocks_of(said["choices"]["both"])) if "choices" in said else typed
