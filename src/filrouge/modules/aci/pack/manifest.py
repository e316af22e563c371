"""What a declaration says, frozen: plain values, read back to the same, with a fingerprint of their own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FORMAT = 1

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of an indicator. ``name``: the one its file bears in the pack; empty: it stays with the team."""

    key: str
    label: str
    kind: str
    day: str  # 2026-03-12
    name: str = ""
    file_id: str = ""
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What is declared for one indicator. Points and euros as they are read, « 3 550 », « 24 850,00 € »."""

    code: str
    number: str  # of the guide, « 2.3 »
    label: str
    axis: str
    kind: str
    folder: str
    points: str
    euros: str
    amount: str  # the same euros, « 24850.00 »
    formula: str
    source: str
    claimed: bool
    fields: tuple[Pair, ...] = ()
    proofs: tuple[Proof, ...] = ()
    held: tuple[Proof, ...] = ()  # kept at the disposal of the CPAM: not in the pack


@dataclass(frozen=True, slots=True)
class Listing:
    """A table that goes along: the calendar of the RCP, the associates."""

    title: str
    name: str  # of its file
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Identity:
    name: str
    lines: tuple[str, ...] = ()
    accent: str = "#1f5f5b"
    facts: tuple[Pair, ...] = ()  # FINESS, SIRET…


@dataclass(frozen=True, slots=True)
class Manifest:
    year: int
    version: int
    day: str  # when it was frozen
    scale: str
    total: str  # « 68530.00 »
    identity: Identity
    amounts: tuple[Pair, ...]
    claims: tuple[Claim, ...]
    listings: tuple[Listing, ...]

    @property
    def on(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def proofs(self) -> list[Proof]:
        """In the order of the pack; a document of two indicators is written for each."""
        return [proof for claim in self.claims for proof in claim.proofs]

    @property
    def size(self) -> int:
        return sum(proof.size for proof in self.proofs)

    def as_data(self) -> dict[str, Any]:
        """What JSON keeps: lists for tuples, so that what is read back compares equal."""
        found: dict[str, Any] = json.loads(json.dumps({"format": FORMAT, **asdict(self)}))
        return found

    def written(self) -> bytes:
        return written(self.as_data())


def written(data: Mapping[str, Any]) -> bytes:
    """The one way to write a manifest: its fingerprint is that of these bytes."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def fingerprint(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(written(data)).hexdigest()


def manifest_from(data: Mapping[str, Any]) -> Manifest:
    identity = data["identity"]
    return Manifest(
        year=data["year"],
        version=data["version"],
        day=data["day"],
        scale=data["scale"],
        total=data["total"],
        identity=Identity(identity["name"], tuple(identity["lines"]), identity["accent"], _pairs(identity["facts"])),
        amounts=_pairs(data["amounts"]),
        claims=tuple(map(_claim, data["claims"])),
        listings=tuple(
            Listing(**{**one, "columns": tuple(one["columns"]), "rows": tuple(map(tuple, one["rows"]))})
            for one in data["listings"]
        ),
    )


def _claim(data: Mapping[str, Any]) -> Claim:
    return Claim(
        **{
            **data,
            "fields": _pairs(data["fields"]),
            "proofs": tuple(Proof(**one) for one in data["proofs"]),
            "held": tuple(Proof(**one) for one in data["held"]),
        }
    )


def _pairs(rows: Sequence[Sequence[str]]) -> tuple[Pair, ...]:
    return tuple((label, value) for label, value in rows)
