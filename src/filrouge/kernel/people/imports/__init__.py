"""Bringing people in: spreadsheets, the official directory, address books. Read, show, confirm, undo.

Whatever the source, reading gives a ``Table``: a header and rows of text. The rest is one path for all.
"""
