"""What the readers of pages share, of PDF, OFD and scans: lines in reading order, columns, and tables."""
