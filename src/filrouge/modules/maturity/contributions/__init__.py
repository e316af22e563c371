"""What maturity gives to the rest of the house, by the question it answers."""

from filrouge.modules.maturity.contributions import desk, digest, entrances, labels, personal, portability, proof

__all__ = ["desk", "digest", "entrances", "labels", "personal", "portability", "proof"]
