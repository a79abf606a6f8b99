"""What is watched, in chat: notes of reports, thresholds and pages, shifts."""
