"""Dates: found in a sentence, then completed from the publication date or from what the story itself states."""

from transforms.extract.dates.clock import StoryClock, story_clock
from transforms.extract.dates.grammar import find_dates
from transforms.extract.dates.mention import Anchor, DateMention, Direction, Point, Shift, Tense, Unit
from transforms.extract.dates.resolve import resolve

__all__ = ["Anchor", "DateMention", "Direction", "Point", "Shift", "StoryClock", "Tense", "Unit", "find_dates", "resolve", "story_clock"]
