from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "filrouge.modules.sharing"
    label = "sharing"
    verbose_name = "répartition"
