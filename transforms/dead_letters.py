"""Makes dead letters: an input that could not be used, kept whole up to `PAYLOAD_LIMIT` bytes."""

from __future__ import annotations

from schemas.records import DeadLetter, Reason, Stage
from transforms.clock import now

PAYLOAD_LIMIT = 1 << 20
_MESSAGE_LIMIT = 500


def dead_letter(uri: str, stage: Stage, reason: Reason, message: str, payload: bytes, *, truncated: bool = False) -> DeadLetter:
    """A first failure, now. `truncated` says that `payload` was already cut when it was read."""
    return DeadLetter(
        uri=uri,
        stage=stage,
        reason=reason,
        message=" ".join(message.split())[:_MESSAGE_LIMIT],
        payload=payload[:PAYLOAD_LIMIT],
        payload_truncated=truncated or len(payload) > PAYLOAD_LIMIT,
        occurred_at=now(),
        tries=1,
    )
