from django.apps import AppConfig
from django.core import checks

from filrouge.kernel.rules.checks import check_rule_files


class RulesConfig(AppConfig):
    name = "filrouge.kernel.rules"
    label = "rules"
    verbose_name = "règles datées"

    def ready(self) -> None:
        checks.register(check_rule_files, "rules")
