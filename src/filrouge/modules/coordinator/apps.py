from django.apps import AppConfig


class CoordinatorConfig(AppConfig):
    name = "filrouge.modules.coordinator"
    label = "coordinator"
    verbose_name = "coordination"
