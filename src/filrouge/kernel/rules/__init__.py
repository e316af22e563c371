"""Rules that change with time, kept as dated data files with their source, and checked when the house
opens."""
