"""Files become values with positions."""
