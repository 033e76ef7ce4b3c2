"""Mends: making the fixes that findings carry, and what `check --fix` writes besides."""
