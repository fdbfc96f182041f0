"""Types of the language, and exact arithmetic on their values."""
