"""The use cases before an ack: what people did -> entries on a log and effects in the outbox, in one transaction."""
