"""The directory of named officers: kept as a file, and looked up for whoever gets guidance."""
