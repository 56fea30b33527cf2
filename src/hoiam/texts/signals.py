"""News about texts, sent inside the transaction of the act: receivers write rows, nothing else."""

from django.dispatch import Signal

text_cleared = Signal()
"""`sender=TextVersion, version=, by=, at=`: both signatures stand on exactly this version."""
text_returned = Signal()
"""`sender=TextVersion, version=, signature=, by=, at=`: a leader sent it back with a comment."""
clearance_voided = Signal()
"""`sender=TextVersion, version=, by=, at=`: the text was edited or taken back; no signature stands."""
part_answered = Signal()
"""`sender=Part, part=, answer=, by=, at=`: the other desk or body has answered its part."""
