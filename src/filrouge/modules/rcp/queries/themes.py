from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from filrouge.kernel.rules import queries as rules

UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    label: str
    themes: Mapping[str, str]  # key: label


def theme_groups(day: date) -> tuple[ThemeGroup, ...]:
    """The themes of annexe 3 in force that day, in its order."""
    rule = rules.load("rcp", "rcp_themes").at(day)
    return tuple(
        ThemeGroup(rule.text(f"{key}.label"), {one: str(label) for one, label in rule.table(f"{key}.themes").items()})
        for key in rule.values
    )


def theme_labels(day: date) -> dict[str, str]:
    return {key: label for group in theme_groups(day) for key, label in group.themes.items()}


def theme_label(key: str, day: date) -> str:
    return theme_labels(day).get(key, key)
