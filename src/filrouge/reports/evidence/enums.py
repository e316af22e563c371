from __future__ import annotations

# By state of a proof, in the order of its life: word, colour
STATES = {
    "missing": ("manquante", "red"),
    "draft": ("à terminer", "amber"),
    "ready": ("prête", "green"),
    "sent": ("envoyée", "blue"),
    "accepted": ("acceptée", "green"),
    "refused": ("refusée", "red"),
}
HELD = ("ready", "sent", "accepted")
GATHERED = "reunies"  # what a filter calls the proofs that are held
TWIN = "doublon"  # what a filter calls the proofs whose document is there already
