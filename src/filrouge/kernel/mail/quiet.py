"""When ordinary mail stays silent: at night, on Sundays, on public holidays, by the clock of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.mail.models import MailRules

SUNDAY = 6
ONE_DAY = timedelta(days=1)
LONGEST_REST = 31  # days looked at before giving up: no rule silences a whole month


@dataclass(frozen=True, slots=True)
class Quiet:
    rules: MailRules
    almanac: Almanac

    def holds_at(self, moment: datetime) -> bool:
        local = timezone.localtime(moment)
        return self._whole_day(local) or self._at_this_hour(local.time())

    def next_opening(self, moment: datetime) -> datetime:
        """That moment if mail may leave then, else the first one after it."""
        if not self.holds_at(moment):
            return moment
        local = timezone.localtime(moment)
        for days in range(LONGEST_REST):
            opening = timezone.make_aware(datetime.combine(local.date() + days * ONE_DAY, self._opening_hour()))
            if opening > moment and not self.holds_at(opening):
                return opening
        return moment

    def _opening_hour(self) -> time:
        return time() if self.rules.quiet_from == self.rules.quiet_until else self.rules.quiet_until

    def _whole_day(self, local: datetime) -> bool:
        sunday = self.rules.quiet_sundays and local.weekday() == SUNDAY
        return sunday or (self.rules.quiet_holidays and bool(self.almanac.public_holiday(local.date())))

    def _at_this_hour(self, hour: time) -> bool:
        first, last = self.rules.quiet_from, self.rules.quiet_until
        if first <= last:
            return first <= hour < last
        return hour >= first or hour < last


def rules_of_team() -> MailRules:
    return MailRules.objects.first() or MailRules()


def quiet_of_team() -> Quiet:
    return Quiet(rules_of_team(), almanac_of())
