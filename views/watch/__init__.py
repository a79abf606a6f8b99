"""What people see of what is watched."""
