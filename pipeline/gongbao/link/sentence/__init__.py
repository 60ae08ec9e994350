"""A sentence made ready: its figures, each cut out of its clause, and what it leaves for the next one."""
