from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "filrouge.kernel.timeline"
    label = "timeline"
