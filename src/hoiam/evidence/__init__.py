"""The heart: sources, facts in immutable versions, citations of them, links between records, gaps."""
