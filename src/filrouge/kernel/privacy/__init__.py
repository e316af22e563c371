"""Whose data are these: a scanner for identities in free text, and the register of personal data."""
