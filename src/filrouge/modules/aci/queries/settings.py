"""The settings of a year: what is shipped, with its source, and what the team put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from filrouge.kernel.reading import told_once
from filrouge.kernel.rules import queries as rules
from filrouge.kernel.rules.queries import Rule
from filrouge.modules.aci.engine.dates import share_from, software_share
from filrouge.modules.aci.models import FIRST_YEAR, SETTINGS, Setting, YearSettings
from filrouge.modules.aci.models.settings import DAY
from filrouge.ui.typography import date_fr, number

Known = Decimal | date | str


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting for a year: the national value beside the one that counts."""

    setting: Setting
    rule: Rule
    national: Known
    value: Known
    is_own: bool

    @property
    def said(self) -> str:
        return say(self.setting, self.value)

    @property
    def national_said(self) -> str:
        return say(self.setting, self.national)

    @property
    def is_sure(self) -> bool:
        return self.is_own or self.rule.confidence == "high"

    @property
    def difference(self) -> str:
        """« + 0,6 point », « 15 jours plus tard »; empty when both are the same."""
        if not self.is_own or self.value == self.national:
            return ""
        if isinstance(self.value, Decimal) and isinstance(self.national, Decimal):
            gap = self.value - self.national
            return f"{'+' if gap > 0 else '−'} {_short(abs(gap))} point"
        if isinstance(self.value, date) and isinstance(self.national, date):
            days = (self.value - self.national).days
            return f"{abs(days)} jours plus {'tard' if days > 0 else 'tôt'}"
        return f"au lieu de « {self.national_said} »"


@dataclass(frozen=True)
class SettingsOfYear:
    year: int
    row: YearSettings | None  # of this year, or the last before: only its dates count then
    rows: Mapping[str, InForce]

    def __getitem__(self, name: str) -> InForce:
        return self.rows[name]

    @property
    def own(self) -> YearSettings | None:
        return self.row if self.row is not None and self.row.year == self.year else None

    @property
    def contract_starts_on(self) -> date | None:
        return self.row.contract_starts_on if self.row else None

    @property
    def software_since(self) -> date | None:
        return self.row.software_since if self.row else None

    @cached_property
    def days(self) -> dict[str, date]:
        """« opens », « closes », « advance », « balance »."""
        found = {name.partition(".")[2]: row.value for name, row in self.rows.items()}
        return {name: value for name, value in found.items() if isinstance(value, date)}

    @property
    def c2s(self) -> InForce:
        return self["aci_rates.c2s"]

    @property
    def ame(self) -> InForce:
        return self["aci_rates.ame"]

    @property
    def unit(self) -> str:
        return str(self["aci_prorata.unit"].value)

    @property
    def site_rule(self) -> InForce:
        return self["aci_sites.decides"]

    @property
    def parts(self) -> dict[str, str]:
        """Of the year, under the contract and with the software, as a case reads them."""
        contract, software = self.contract_starts_on, self.software_since
        return {
            "contract_prorata": str(share_from(contract, self.year, self.unit)),
            "information_system.prorata": str(software_share(software, contract, self.year, self.unit)),
        }

    def facts(self) -> dict[str, Any]:
        """By place in a case."""
        rates = {row.setting.place: f"{row.value}" for row in self.rows.values() if row.setting.place}
        return {**rates, **self.parts}


def settings_of(year: int) -> SettingsOfYear:
    return settings_with(year, next((row for row in _rows() if row.year <= year), None))


@told_once
def _rows() -> tuple[YearSettings, ...]:
    """A row by year that somebody adjusted, the latest first."""
    return tuple(YearSettings.objects.all())


def national_settings(year: int) -> SettingsOfYear:
    """For who has no team: what is shipped."""
    return settings_with(year, None)


def national_rate(name: str, year: int) -> InForce:
    return _in_force(SETTINGS[name], year, None)


def settings_with(year: int, row: YearSettings | None) -> SettingsOfYear:
    own = row.values if row is not None and row.year == year else {}
    return SettingsOfYear(
        year, row, {name: _in_force(setting, year, own.get(name)) for name, setting in SETTINGS.items()}
    )


def _in_force(setting: Setting, year: int, own: str | None) -> InForce:
    file, _, value = setting.name.partition(".")
    rule = rules.load("aci", file).at(date(max(year, FIRST_YEAR), 12, 31))
    text = rule.text(value)
    national = setting.read(f"{year + setting.years_after}-{text}" if setting.kind == DAY else text)
    return InForce(setting, rule, national, national if own is None else setting.read(own), own is not None)


def say(setting: Setting, value: Known) -> str:
    if isinstance(value, Decimal):
        return f"{_short(value)}\u00a0%"
    if isinstance(value, date):
        return date_fr(value)
    return dict(setting.choices)[value]


def _short(value: Decimal) -> str:
    plain = value.normalize()
    return number(plain, max(0, -int(plain.as_tuple().exponent)))
