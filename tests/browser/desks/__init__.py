"""The desks of the road as people see them: one file per desk, so that a test reads like a story."""
