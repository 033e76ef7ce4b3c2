"""Read sources into headings, blocks and damages, each with its place."""
