from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "filrouge.kernel.jobs"
    label = "jobs"
