"""What the indicators give to the rest of the house, by the question they answer."""

from filrouge.modules.indicators.contributions import desk, entrances, labels, personal, portability, proof, search

__all__ = ["desk", "entrances", "labels", "personal", "portability", "proof", "search"]
