from django.apps import AppConfig


class DecidingConfig(AppConfig):
    name = "filrouge.modules.deciding"
    label = "deciding"
    verbose_name = "décider ensemble"
