"""Whether a certificate that somebody shows is genuine, revoked, or unknown here."""
