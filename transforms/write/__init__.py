"""Write: records become whole Avro files that a rerun leaves unchanged."""
