"""The names in the icon sheet, read from the sheet itself."""

from __future__ import annotations

import re
from pathlib import Path

SHEET = Path(__file__).parent / "static" / "ui" / "icons.svg"
NAMES: frozenset[str] = frozenset(re.findall(r'<symbol id="([a-z-]+)"', SHEET.read_text(encoding="utf-8")))
