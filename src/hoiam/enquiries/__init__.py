"""Questions put to a desk: taken in, sealed, answered on time from the record, and shown to everyone."""
