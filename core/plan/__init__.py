"""The plan of a policy: what engines compute, and the outcome they return."""
