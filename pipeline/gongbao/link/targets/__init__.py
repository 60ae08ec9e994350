"""The targets that a report or a plan sets."""
