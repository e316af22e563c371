"""What the ACI gives to the rest of the house, by the question it answers."""

from filrouge.modules.aci.contributions import entrances, labels, money, portability, proof, report

__all__ = ["entrances", "labels", "money", "portability", "proof", "report"]
