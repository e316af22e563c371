"""Numbers that name people, places and accounts: check, tidy, show. No model, no network."""
