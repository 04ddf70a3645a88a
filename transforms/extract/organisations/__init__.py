"""The sides that a Vietnamese sentence names: provinces, countries, and bodies with what they count as."""

from transforms.extract.organisations.coreference import Coreference, CoreferenceKind, find_coreferences
from transforms.extract.organisations.finder import find_parties

__all__ = ["Coreference", "CoreferenceKind", "find_coreferences", "find_parties"]
