"""Who must report by when, who answers for them, and who is silent."""
