"""At start, every rule file of every room is read; a wrong one stops the house rather than the month's
payments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from filrouge.kernel.rules.queries import folder_of, parse
from filrouge.kernel.rules.reading import RuleFileError


def check_rule_files(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[CheckMessage]:
    configs: Iterable[AppConfig] = app_configs if app_configs is not None else apps.get_app_configs()
    return [
        message
        for config in configs
        for path in sorted(folder_of(config).glob("*.toml"))
        for message in check_file(path, room=config.label)
    ]


def check_file(path: Path, *, room: str) -> list[CheckMessage]:
    """Nothing when the file is sound, else one error `filrouge.rules.E00n` (codes:
    `reading.read_rule_file`)."""
    try:
        parse(path.read_bytes(), name=path.stem)
    except RuleFileError as error:
        return [Error(f"Règle {room}/{path.name} : {error}.", id=f"filrouge.rules.{error.code}", obj=room)]
    return []
