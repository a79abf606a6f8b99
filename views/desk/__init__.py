"""What people see of the desk of cases: the queue, cards, steps, notices."""
