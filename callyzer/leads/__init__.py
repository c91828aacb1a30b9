"""Leads on their way into the account: from a table somebody has, checked, sent in batches, and accounted for."""
