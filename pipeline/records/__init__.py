"""Facts: frozen records that every room speaks in. No behaviour beyond their own invariants."""
