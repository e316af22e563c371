from django.apps import AppConfig


class LiveUpdatesConfig(AppConfig):
    name = "filrouge.kernel.live"
    label = "live_updates"
