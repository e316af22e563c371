"""A believable quarter of the coordination for the demonstration teams, made through the services."""

from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator.demo import growth, handover, post, presence, profile, time


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    for part in (time, presence, post, handover, growth, profile):
        part.load(organisation, membership, context)


STEP = DemoStep(order=70, load=load)

__all__ = ["STEP"]
