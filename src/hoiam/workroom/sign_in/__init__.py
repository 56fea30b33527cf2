"""Signing in: password with a second factor, or a passkey; invitations; no self-registration."""
