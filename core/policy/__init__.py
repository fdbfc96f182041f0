"""Packs, their layers, and the policy that they make together."""
