"""The rules engine itself. It knows rules, records and plugins, and no trade."""
