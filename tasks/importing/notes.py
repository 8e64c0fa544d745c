"""What a reader of a file has left out or cannot show, each with its place: hidden, struck, foot notes, pictures."""

from dataclasses import dataclass, field

#: how many characters of a text, and how many places of a kind, a warning names
QUOTED, PLACES = 60, 12


@dataclass
class ReadingNotes:
    """Collects what is told of a file's content.

    Attributes:
        place: where the reader stands, in Chinese; it is told with what is noted there.
        quoted: sentence → place and text of each; one warning for each text.
        counted: sentence → places; one warning for all.
    """

    place: str = "正文"
    quoted: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    counted: dict[str, list[str]] = field(default_factory=dict)

    def add_text(self, sentence: str, text: str) -> None:
        """Notes a text, such as a foot note; ``sentence`` says what it is."""
        if text.strip():
            told = self.quoted.setdefault(sentence, [])
            told.append((self.place, " ".join(text.split())[:QUOTED]))

    def add_place(self, sentence: str) -> None:
        """Notes that something is at this place."""
        places = self.counted.setdefault(sentence, [])
        if self.place not in places:
            places.append(self.place)

    def list_warnings(self) -> list[str]:
        """Returns the sentences, in the order in which they were first noted."""
        said = [
            f"{place}{sentence}“{text}”。" for sentence, texts in self.quoted.items() for place, text in texts[:PLACES]
        ]
        said += [
            f"另有 {len(texts) - PLACES} 处{sentence.rstrip('：')}。"
            for sentence, texts in self.quoted.items()
            if len(texts) > PLACES
        ]
        for sentence, places in self.counted.items():
            more = f"等 {len(places)} 处" if len(places) > PLACES else ""
            said.append(f"{'、'.join(places[:PLACES])}{more}{sentence}。")
        return said
