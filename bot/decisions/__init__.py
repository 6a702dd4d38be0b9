"""A decision as others read it: summary, record, lists and exports."""
