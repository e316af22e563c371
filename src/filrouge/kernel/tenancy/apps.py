from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class TenancyConfig(AppConfig):
    name = "filrouge.kernel.tenancy"
    label = "tenancy"
    verbose_name = "organisations"

    def ready(self) -> None:
        from filrouge.kernel.tenancy import walls  # noqa: PLC0415 -- models must be loaded
        from filrouge.kernel.tenancy.checks import check_database_role  # noqa: PLC0415 -- models must be loaded

        pre_migrate.connect(walls.lower_walls, sender=self, dispatch_uid="tenancy.walls.lower")
        post_migrate.connect(walls.raise_walls, sender=self, dispatch_uid="tenancy.walls")
        checks.register(check_database_role, checks.Tags.database)
