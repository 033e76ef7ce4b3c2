"""The pure core: text in, records and diagnostics out. It imports neither Sphinx nor docutils."""
