"""The indicator of a figure, and those of the members of a list, in the words of the report."""
