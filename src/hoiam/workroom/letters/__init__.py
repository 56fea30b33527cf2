"""Official letters: written from a case, numbered, downloaded; the book of numbers; the letterhead."""
