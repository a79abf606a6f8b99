"""Products as files: reports as PDF, tables as XLSX and CSV; and what is said around them in chat."""
