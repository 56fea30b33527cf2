"""The office pages of facts: list, page, quick fact, revision, completion, import."""
