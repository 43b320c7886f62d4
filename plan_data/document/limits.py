"""How much a document may hold."""

from typing import Final

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
MAX_CHARACTERS: Final = 1_000_000
"""Of the text of a whole document: more than three hundred pages."""
MAX_PARAGRAPH: Final = 3_000
"""Characters; what is longer is read in parts."""
MAX_PAGES: Final = 600
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60
MAX_BLOCKS: Final = 20_000
