"""What a check found, in one module a format."""
