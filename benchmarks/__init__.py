"""What the stages cost and how right they are: one module a subject, each with `main()`, which prints."""
