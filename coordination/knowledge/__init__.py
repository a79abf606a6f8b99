"""What the centre knows and answers: dated entries with their source, and how a question finds one."""
