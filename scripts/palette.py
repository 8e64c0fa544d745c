"""Rewrites a PNG in 256 colours, which suffice for a picture of a page, at about a third of its size.

The 256 most frequent colours stay; each rare one, such as the edge of a letter, becomes its nearest.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
RGB = 2
Colour = tuple[int, ...]


def iterate_chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def build_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def predict_paeth(left: int, above: int, corner: int) -> int:
    """Computes the Paeth predictor of the PNG specification, section 9.4."""
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


#: filter type → the predicted byte from those to the left, above and at the corner
PREDICTIONS = {
    1: lambda left, above, corner: left,
    2: lambda left, above, corner: above,
    3: lambda left, above, corner: (left + above) >> 1,
    4: predict_paeth,
}


def iterate_rows(data: bytes, width: int) -> Iterator[bytes]:
    """Yields the rows of an unpacked RGB picture, three bytes a pixel, with their filters undone."""
    size = width * 3
    above = bytes(size)
    for start in range(0, len(data), size + 1):
        row = bytearray(data[start + 1 : start + 1 + size])
        if predict := PREDICTIONS.get(data[start]):
            for i in range(size):
                left, corner = (row[i - 3], above[i - 3]) if i >= 3 else (0, 0)
                row[i] = (row[i] + predict(left, above[i], corner)) & 255
        above = bytes(row)
        yield above


def iterate_pixels(row: bytes) -> Iterator[Colour]:
    return zip(row[::3], row[1::3], row[2::3], strict=True)


def map_colours_to_indices(counts: Counter[Colour]) -> dict[Colour, int]:
    """Maps each colour to its index among the most frequent ones, or to the nearest one's index."""
    kept = [colour for colour, _ in counts.most_common(COLOURS)]
    places = {colour: place for place, colour in enumerate(kept)}
    for rare in counts.keys() - places.keys():
        distances = [sum((a - b) ** 2 for a, b in zip(rare, colour, strict=True)) for colour in kept]
        places[rare] = distances.index(min(distances))
    return places


def reduce_colours(png: bytes) -> bytes:
    """Returns the picture with a palette.

    Args:
        png: eight bits a channel, no transparency, not interlaced, as a browser takes it.

    Raises:
        ValueError: it is another kind of PNG.
    """
    found = list(iterate_chunks(png))
    width, height, *manner = struct.unpack(">IIBBBBB", found[0][1])
    if manner != [8, RGB, 0, 0, 0]:
        raise ValueError(f"not a plain RGB picture: {manner}")
    data = zlib.decompress(b"".join(content for kind, content in found if kind == b"IDAT"))
    lines = list(iterate_rows(data, width))
    counts = Counter(colour for line in lines for colour in iterate_pixels(line))
    places = map_colours_to_indices(counts)
    palette = b"".join(bytes(colour) for colour, _ in counts.most_common(COLOURS))
    packed = b"".join(b"\0" + bytes(places[colour] for colour in iterate_pixels(line)) for line in lines)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    content = (b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b"")
    return SIGNATURE + b"".join(build_chunk(*chunk) for chunk in content)
