"""The desk of cases: what duty officers and admins do with requests."""
