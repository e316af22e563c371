from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "filrouge.modules.meetings"
    label = "meetings"
    verbose_name = "réunions"
