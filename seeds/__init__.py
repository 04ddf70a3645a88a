"""What the project knows and shows: language tables (`lexicon/`) and sample pages (`articles/`)."""
