"""Documents and texts through all stages: one, a stream, or folders of them."""
