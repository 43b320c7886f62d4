"""How much a document may hold."""

from typing import Final

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
MAX_CHARACTERS: Final = 3_000_000
"""Of the text of a whole document: about a thousand pages."""
MAX_PAGES: Final = 600
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60
MAX_BLOCKS: Final = 60_000
