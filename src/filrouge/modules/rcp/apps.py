from django.apps import AppConfig


class RcpConfig(AppConfig):
    name = "filrouge.modules.rcp"
    label = "rcp"
    verbose_name = "concertations (RCP)"
