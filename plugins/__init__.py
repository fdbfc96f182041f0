"""The built-in plugins, by area of the house."""
