"""What goes along with every bundle: the verifier, one file that needs nothing of ours, and a page on checking."""
