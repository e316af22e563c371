from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "filrouge.kernel.files"
    label = "files"
