from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "filrouge.kernel.shell"
    label = "shell"
