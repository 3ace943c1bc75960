"""Files: receive, sniff, hash, read metadata, derive, store, verify. Knows nothing of HTTP, SQL or hazards."""
