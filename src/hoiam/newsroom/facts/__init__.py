"""The public pages of facts: by theme, and each with its sources, limits and versions."""
