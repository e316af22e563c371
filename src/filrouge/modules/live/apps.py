from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "filrouge.modules.live"
    label = "live"
    verbose_name = "séance en direct"
