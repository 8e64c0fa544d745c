"""封签: seals the audit log, event by event, and finds what was altered since."""
