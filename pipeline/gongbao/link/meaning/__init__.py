"""What a figure means beside its name: measure, period, status, comparison, limits, the whole that it is a part of."""
