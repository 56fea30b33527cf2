"""The office search: facts, earlier answers and open gaps at once."""
