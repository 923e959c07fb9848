"""What ``deploy/`` promises: its files fit together, and a server made from them survives that its parts are killed."""
