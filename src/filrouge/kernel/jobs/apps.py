from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "filrouge.kernel.jobs"
    label = "jobs"
    verbose_name = "travaux de fond"

    def ready(self) -> None:
        from django_tasks.signals import task_finished  # noqa: PLC0415 -- models must be loaded

        from filrouge.kernel.jobs.scheduling import retry  # noqa: PLC0415 -- models must be loaded

        # the library's own hook: there is no other place to hear of a failure
        task_finished.connect(retry, dispatch_uid="jobs.retry")
