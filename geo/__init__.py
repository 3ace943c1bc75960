"""Pure geography: datums, area layers and who answers for a place. Knows nothing of HTTP, SQL or hazards."""
