from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    name = "filrouge.kernel.search"
    label = "search"
    verbose_name = "recherche"

    def ready(self) -> None:
        from filrouge.kernel.search import index  # noqa: PLC0415 -- models must be loaded
        from filrouge.kernel.search.checks import check_fts5  # noqa: PLC0415 -- models must be loaded

        pre_migrate.connect(index.lower_index, sender=self, dispatch_uid="search.index.lower")
        post_migrate.connect(index.raise_index, sender=self, dispatch_uid="search.index")
        checks.register(check_fts5)
