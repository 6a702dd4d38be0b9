"""What can go wrong with a store, each in one sentence that a person can act on."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot do this now; nothing was half written. The message is for people and names no secret."""


class Busy(StoreError):
    """Another process holds the database."""


class ReadOnly(StoreError):
    """The file or its folder cannot be written."""


class Full(StoreError):
    """The disk is full."""


class Newer(StoreError):
    """A later version of the program wrote this file."""


class Older(StoreError):
    """An earlier version of the program wrote this file, and it was to be left as it is."""


class Closed(StoreError):
    """The program is stopping."""


class Unreadable(StoreError):
    """The file is not a database, or is damaged, or cannot be opened."""
