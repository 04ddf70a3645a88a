"""People: their names in a sentence, their titles, and one id for each across stories."""

from transforms.extract.people.finder import find_people
from transforms.extract.people.identity import person_id

__all__ = ["find_people", "person_id"]
