"""Golden Thread: council documents to tables an auditor can trust."""

__version__ = "0.1.0"
