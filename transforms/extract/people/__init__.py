"""People: their names in a sentence, the short forms of a story, and one id for each across stories."""

from transforms.extract.people.finder import find_people
from transforms.extract.people.identity import person_id
from transforms.extract.people.story import link_people

__all__ = ["find_people", "link_people", "person_id"]
