from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "filrouge.modules.planning"
    label = "planning"
    verbose_name = "rétroplannings"
