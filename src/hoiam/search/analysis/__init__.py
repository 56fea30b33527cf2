"""Pure text analysis: no Django, no files but packaged tables, the same on the index side and the question side."""
