"""OFD packages."""
