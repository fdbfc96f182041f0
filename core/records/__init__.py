"""Records: how plugins declare them, how files of them are read and written, their tables."""
