from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "filrouge.modules.scheduling"
    label = "scheduling"
    verbose_name = "dates et séries"
