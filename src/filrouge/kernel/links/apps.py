from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "filrouge.kernel.links"
    label = "links"
