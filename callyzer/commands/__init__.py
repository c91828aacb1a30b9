"""What `python -m callyzer` can do beside serving: each module adds a command and runs it."""
