"""Help for writing: snippets, schemas of the settings, the source of a new notice."""
