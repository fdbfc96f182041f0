"""What belongs to a customer through the years: records, tasks, roles and phases."""
