"""Rosters as bodies write them: merged cells, two rows of headings, a row for each province. Pure reading."""
