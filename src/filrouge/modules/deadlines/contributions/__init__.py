"""What deadlines give to the rest of the house, by the question they answer."""

from filrouge.modules.deadlines.contributions import desk, digest, entrances, labels, portability, proof, report, search

__all__ = ["desk", "digest", "entrances", "labels", "portability", "proof", "report", "search"]
