from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.signals import post_migrate


class MeetingsConfig(AppConfig):
    name = "filrouge.modules.meetings"
    label = "meetings"
    verbose_name = "réunions"

    def ready(self) -> None:
        post_migrate.connect(bring_types_up_to_date, sender=self, dispatch_uid="meetings.types")


def bring_types_up_to_date(*, using: str = "default", **kwargs: Any) -> None:
    """A new version may ship better types: organisations that did not edit theirs get them at once."""
    from filrouge.modules.meetings import services  # noqa: PLC0415 -- models must be loaded
    from filrouge.modules.meetings.models import MeetingType  # noqa: PLC0415 -- models must be loaded

    if _is_current(MeetingType, connections[using]):
        services.bring_types_up_to_date()


def _is_current(model: type[Model], connection: BaseDatabaseWrapper) -> bool:
    """False when the migrations stopped on the way, or went back."""
    with connection.cursor() as cursor:
        if model._meta.db_table not in connection.introspection.table_names(cursor):
            return False
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
        }
    return {field.column for field in model._meta.concrete_fields} <= columns
