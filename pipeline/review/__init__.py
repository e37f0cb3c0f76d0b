"""People decide on what was extracted, and the trail shows it."""
