"""Arithmetic of votes: papers in, figures and whole French sentences out. No row is read here."""
