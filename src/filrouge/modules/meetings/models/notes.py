from __future__ import annotations

from typing import TYPE_CHECKING

from filrouge.kernel.writing import models as writing

if TYPE_CHECKING:
    from filrouge.modules.meetings.models.meeting import Meeting


class Written(writing.Written):
    """What is written of a meeting: the notes of a point, a section of the minutes."""

    if TYPE_CHECKING:
        meeting: Meeting

    class Meta:
        abstract = True
