"""Matches to mentions: exact values, modifiers, the clock and programme names."""
