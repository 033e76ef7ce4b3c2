"""What stands in lists: attachments, rows of deadlines and contacts."""
