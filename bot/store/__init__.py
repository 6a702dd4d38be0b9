"""Where decisions are kept. Everything else speaks to the protocol and cannot tell which store it is."""
