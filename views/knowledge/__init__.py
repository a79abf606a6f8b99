"""What people see of the knowledge base: answers, offers, browsing, figures."""
