"""Why one page became these events, and why two are one story or two: the stages' own findings, with words and table rows."""
