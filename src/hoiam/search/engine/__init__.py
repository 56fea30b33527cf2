"""The index behind one interface: tantivy, or SQLite's FTS5 where tantivy is missing. No Django."""
