"""Places in Vietnamese text: what stands where, with ISO 3166 codes and points."""

from transforms.extract.places.finder import find_places, story_places
from transforms.extract.places.story import StoryPlaces

__all__ = ["StoryPlaces", "find_places", "story_places"]
