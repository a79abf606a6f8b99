"""Status updates: told by buttons or in a line, read back, saved; and looked at again."""
