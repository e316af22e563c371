import factory
from django.utils import timezone

from filrouge.kernel.work.models import Task
from tests.factories import TenantFactory


class TaskFactory(TenantFactory):
    class Meta:
        model = Task

    title = factory.Sequence(lambda n: f"Tâche {n}")
    released_at = factory.LazyFunction(timezone.now)
