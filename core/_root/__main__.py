"""`python -m forecourt` does what the command `forecourt` does."""

from forecourt.core.cli import main

if __name__ == "__main__":
    main()
