"""What next: prescriptions, calendar, starting load and the progression that only clean repetitions move. Pure."""
