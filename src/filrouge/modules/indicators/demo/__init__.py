from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.indicators.demo import figures, paper, quality


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    figures.load(membership, context)
    quality.load(membership, context)
    paper.load(membership, context)


STEP = DemoStep(order=62, load=load)

__all__ = ["STEP"]
