"""What cannot be published."""


class ExportError(ValueError):
    """What is asked for cannot be written; the message says what to do."""
