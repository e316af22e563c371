"""What the ACI gives to the rest of the house, by the question it answers."""

from filrouge.modules.aci.contributions import (
    amounts,
    declared,
    entrances,
    labels,
    money,
    personal,
    portability,
    proof,
    report,
)

__all__ = ["amounts", "declared", "entrances", "labels", "money", "personal", "portability", "proof", "report"]
