"""Rule text and its syntax tree; it knows no kind of statement and no name."""
