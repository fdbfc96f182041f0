"""The workshop and what goes with it: records, roles and phases."""
