"""Random programs, run by CPython and by every engine of hotloop: the answers must be the same."""
