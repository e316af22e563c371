"""Codes written by hand, read aloud and typed on a phone: no vowel (no word appears), nothing that looks like something
else."""

from __future__ import annotations

import secrets
from collections.abc import Container

LETTERS = "CDFHJKMNPRTVWX34679"
LENGTH = 6


def free_code(taken: Container[str]) -> str:
    """Short enough to be dictated, unlike those in use: one of 47 million, to be kept behind a limit of tries."""
    while (code := "".join(secrets.choice(LETTERS) for _ in range(LENGTH))) in taken:
        pass
    return code


def clean_code(typed: str) -> str:
    """« k7p-w3d » is K7PW3D; what no code can be is nothing."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def in_two(code: str) -> str:
    """« K7P W3D »: two groups are easier to copy than one."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
