"""What carries over from one sentence of a report's prose to the next.

Here: what is spoken of, and of whom. Not here: reading a sentence (:mod:`.claim_sentence`).
"""

from govinfo_pipeline.reading.claim_naming import Claim


class State:
    """What carries over from sentence to sentence.

    ``heading`` is the topic that the heading above sets, ``topic`` the present one, ``spoken`` the last one that claims
    are about; ``last`` is the last claim, ``claimed`` whether the sentence had any, ``clear`` whether the figures are
    the report's own, ``foreign`` whether they are of another year, ``partial`` whether the sentence speaks of what came
    by one channel only; ``listing`` whether the sentence before ended in a semicolon, ``listed`` what it claimed last;
    ``units`` in which the paragraph counts applications.
    """

    __slots__ = (
        "claimed",
        "clear",
        "foreign",
        "heading",
        "last",
        "listed",
        "listing",
        "partial",
        "spoken",
        "topic",
        "units",
    )

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.enter()

    def enter(self) -> None:
        """A paragraph starts, under the heading as it is now."""
        self.topic, self.spoken, self.clear = self.heading, "", True
        self.last: Claim | None = None
        self.claimed = self.foreign = self.partial = self.listing = False
        self.listed = ""
        self.units: set[str] = set()

    def turn(self, sentence: str) -> None:
        """A sentence starts; what the one before spoke of besides the heading is over.

        Not so if it goes on with 其中, or with the next of several results of cases.
        """
        if self.listing:
            self.listed = self.last.claim if self.last else ""
            if self.topic == "dispute" and "信息公开" not in sentence:
                return
            if self.topic == "document" and self.claimed:
                self.foreign = self.partial = self.claimed = False
                return
        else:
            self.listed = ""
        if sentence.lstrip(" \t\u3000（(").startswith("其中"):
            return
        self.last, self.foreign, self.partial = None, False, False
        if self.topic in ("elsewhere", "document") or (self.topic == "dispute" and not self.claimed):
            self.topic = self.heading or self.spoken
        self.claimed = False

    def speak(self, topic: str) -> None:
        """A word says what is spoken of."""
        self.topic = topic
        if topic in ("application", "dispute"):
            self.spoken = topic
