"""The words of the live room: what is watched, by whom, and what they see of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that may be watched."""

    organisation_id: UUID
    topic: str
    object_id: UUID

    @property
    def packed(self) -> str:
        return f"{self.organisation_id} {self.topic} {self.object_id}"

    @classmethod
    def unpack(cls, text: str) -> Key:
        organisation, topic, pk = text.split(" ")
        return cls(UUID(organisation), topic, UUID(pk))


@dataclass(frozen=True, slots=True)
class Channel:
    """A thing watched, as one audience sees it: all its pages get the same bytes."""

    key: Key
    audience: str


@dataclass(frozen=True, slots=True)
class State:
    """What an audience sees now. Its version is the digest of its text: the same on every server, after any restart."""

    version: str
    event: bytes

    @classmethod
    def of(cls, text: str) -> State:
        version = hashlib.sha256(text.encode()).hexdigest()[:16]
        lines = "".join(f"data: {line}\n" for line in LINE_END.split(text))
        return cls(version, f"id: {version}\n{lines}\n".encode())
