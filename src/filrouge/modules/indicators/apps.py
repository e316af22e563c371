from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "filrouge.modules.indicators"
    label = "indicators"
    verbose_name = "indicateurs"
