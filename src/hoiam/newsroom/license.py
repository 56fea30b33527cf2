"""Under which licence what is public may be used; said on every page's foot, in every feed and every reply."""

from __future__ import annotations

NAME = "CC-BY-4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
