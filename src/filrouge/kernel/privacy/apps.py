from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "filrouge.kernel.privacy"
    label = "privacy"
