"""Results to tables, nested JSON and texts, and the tables back to data frames."""
