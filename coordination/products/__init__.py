"""Information products: reports on paper for a week or a month, and tables of what was reported."""
