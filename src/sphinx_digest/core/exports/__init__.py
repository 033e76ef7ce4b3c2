"""Exports of a digest: one file a format; none knows another."""
