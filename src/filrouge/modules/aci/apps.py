from django.apps import AppConfig


class AciConfig(AppConfig):
    name = "filrouge.modules.aci"
    label = "aci"
    verbose_name = "ACI"
