"""What people see of cases."""
