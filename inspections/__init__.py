"""The domain and every table. Knows nothing of HTTP, Flask or configuration; imports geo and uploads only."""
