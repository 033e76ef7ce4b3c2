"""Time as editors write it: read, counted, shown. Values are ISO 8601; ends are included."""
