"""The components, split by what they show; `templatetags/ui.py` gathers them."""
