"""News about releases, sent inside the transaction of the act: receivers write rows, nothing else."""

from django.dispatch import Signal

edition_published = Signal()
"""`sender=Edition, edition=, at=`: an edition is public from now on."""
edition_withdrawn = Signal()
"""`sender=Release, release=, at=`: the release was withdrawn; its texts stay readable with the notice."""
text_blanked = Signal()
"""`sender=EditionText, edition_text=, at=`: sentences of a public text were taken out of sight."""
