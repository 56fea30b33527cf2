"""The office pages of evidence gaps: what was asked and is not in the record."""
