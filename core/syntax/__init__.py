"""Rule text and its syntax tree."""
