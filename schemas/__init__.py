"""What Sukien writes: Avro schemas (`v1/*.avsc`), their typed records and the conversion between them."""
