from django.apps import AppConfig


class DaysConfig(AppConfig):
    name = "filrouge.kernel.days"
    label = "days"
    verbose_name = "jours fériés et vacances"
