"""Cells of tables to facts."""
