"""A believable year of meetings for the demo teams, made through the services."""

from __future__ import annotations

from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.meetings import services


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    services.install_types(by=membership)


STEP = DemoStep(order=30, load=load)
