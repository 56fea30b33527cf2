"""Whom to ask: the desks, who speaks for each body, who spoke before, and who follows a body that is gone."""
