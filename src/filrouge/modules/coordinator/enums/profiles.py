"""Who may coordinate and how, read once from ``profiles.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

FILE = Path(__file__).resolve().parents[1] / "profiles.toml"
MOST = 3  # a priority, and the weight of a profile
ASKED = ("B1", "B2", "B3", "B4", "B5")  # the blocks a team ranks; the sixth is the job itself


@dataclass(frozen=True, slots=True)
class Option:
    """A profile, or a way to hold the post."""

    code: str
    label: str
    strengths: Sequence[str]
    limits: Sequence[str]
    summary: str = ""
    weights: Mapping[str, int] = field(default_factory=dict)
    hours: str = ""
    cost_low: int = 0
    cost_high: int = 0
    basis: str = ""


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def profile_options() -> dict[str, Option]:
    return {row["code"]: Option(**row) for row in _file()["profile"]}


@cache
def settings_of_post() -> dict[str, Option]:
    return {row["code"]: Option(**row) for row in _file()["setting"]}


def profile_words(name: str) -> str:
    """« survey » or « opinion »."""
    return str(_file()[name])


def validate_profile(code: str) -> None:
    if code not in profile_options():
        raise ValidationError("Choisissez un profil de la liste.", code="profile")


def validate_setting(code: str) -> None:
    if code not in settings_of_post():
        raise ValidationError("Choisissez comment le poste est tenu.", code="setting")
