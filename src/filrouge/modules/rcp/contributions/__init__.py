"""What concertations give to the rest of the house, by the question it answers."""

from filrouge.modules.rcp.contributions import desk, entrances, labels, portability, proof, report, sealed, search

__all__ = ["desk", "entrances", "labels", "portability", "proof", "report", "sealed", "search"]
