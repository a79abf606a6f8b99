"""What a reporter sees: the questions of a status update, the read-back card, the receipt, saved reports."""
