"""What a document says of itself: title, type, year, author and place."""
