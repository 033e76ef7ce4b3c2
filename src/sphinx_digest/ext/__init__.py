"""The Sphinx side: thin, it renders what the core read."""
