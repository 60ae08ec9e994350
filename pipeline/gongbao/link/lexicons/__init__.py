"""What is known before a document is read: words, places, indicators, classes, censuses."""
