from __future__ import annotations

from django.utils.text import slugify

from filrouge.modules.meetings.enums import TOOK_PLACE
from filrouge.modules.meetings.models import Meeting, MinutesSection


def sections_of(meeting: Meeting) -> list[MinutesSection]:
    """Those written, and those the outline of the type still proposes: not saved, to be filled. A meeting fetched with
    its sections costs nothing more."""
    written = {section.key: section for section in meeting.sections.all()}
    proposed = [] if meeting.status == TOOK_PLACE[-1] else _outline(meeting)
    sections = [written.pop(one.key, one) for one in proposed]
    return [*sections, *written.values()]


def _outline(meeting: Meeting) -> list[MinutesSection]:
    sections: dict[str, MinutesSection] = {}
    for position, line in enumerate(meeting.type.outline):
        key = _free_key(slugify(line["title"])[:56] or "rubrique", sections)
        sections[key] = MinutesSection(
            meeting=meeting,
            key=key,
            title=line["title"],
            hint=line["hint"],
            place=line["place"],
            position=position,
        )
    return list(sections.values())


def _free_key(key: str, taken: dict[str, MinutesSection]) -> str:
    rank = 1
    while key in taken:
        rank += 1
        key = f"{key.rstrip('-0123456789')}-{rank}"
    return key
