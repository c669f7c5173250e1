"""Pictures for tests: reading what the program and others write."""
import operator
import struct
import zlib


class Picture:
    """RGB, 8 bits: `rows` is a list of bytes."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    @property
    def size(self):
        return self.width, self.height

    def row(self, y):
        return self.data[3 * self.width * y:3 * self.width * (y + 1)]

    def pixel(self, x, y):
        at = 3 * (self.width * y + x)
        return tuple(self.data[at:at + 3])

    def ink(self):
        """How dark it is: 1 is a black pixel."""
        return len(self.data) / 3 - sum(self.data) / 765

    def part(self, left, top, right, bottom):
        rows = [self.row(y)[3 * left:3 * right] for y in range(top, bottom)]
        return Picture(right - left, bottom - top, b"".join(rows))

    def unlike(self, other):
        """The sum of all pixels' differences, as a share of the ink."""
        apart = sum(map(abs, map(operator.sub, self.data, other.data)))
        return apart / 765 / max(self.ink(), other.ink())


def read_ppm(data):
    magic, width, height, most, rest = data.split(None, 4)
    assert magic == b"P6" and most == b"255", data[:20]
    # Only one byte of white space follows the last number.
    size = 3 * int(width) * int(height)
    return Picture(int(width), int(height), data[-size:])


def read_png(file):
    """As the program writes them: RGB without filters. A path, or bytes."""
    data = file if isinstance(file, bytes) else file.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"no PNG: {data[:8]}"
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", body[:10])
            assert (depth, color) == (8, 2), (depth, color)
        elif kind == b"IDAT":
            packed += body
        at += 12 + size
    raw = zlib.decompress(packed)
    stride = 3 * width + 1
    assert not any(raw[::stride]), "a filter"
    return Picture(width, height, b"".join(
        raw[y * stride + 1:(y + 1) * stride] for y in range(height)))


def read_sixel(text):
    """The DECGRA raster, size and pixels of one sixel picture; what no sixel
    paints is white."""
    body = text[text.index("q") + 1:text.rindex("\x1b\\")]
    palette, at, x, y, color = {}, 0, 0, 0, 0
    width = height = 0
    data = bytearray()

    def numbers(begin):
        end = begin
        while end < len(body) and (body[end].isdigit() or body[end] == ";"):
            end += 1
        return [int(n or 0) for n in body[begin:end].split(";")], end

    while at < len(body):
        sign = body[at]
        if sign == '"':
            (_, _, width, height), at = numbers(at + 1)
            data = bytearray(b"\xff" * (3 * width * (height + 6)))
        elif sign == "#":
            given, at = numbers(at + 1)
            color = given[0]
            if len(given) == 5:
                palette[color] = bytes(round(n * 2.55) for n in given[2:])
        elif sign == "$":
            x, at = 0, at + 1
        elif sign == "-":
            x, y, at = 0, y + 6, at + 1
        else:
            times = 1
            if sign == "!":
                (times,), at = numbers(at + 1)
            bits = ord(body[at]) - 63
            for _ in range(times):
                for bit in range(6):
                    if bits >> bit & 1 and x < width:
                        spot = 3 * ((y + bit) * width + x)
                        data[spot:spot + 3] = palette[color]
                x += 1
            at += 1
    return Picture(width, height, bytes(data[:3 * width * height]))


def read_tiff(data):
    """Uncompressed RGB, as poppler writes it."""
    assert data[:4] == b"II*\0", data[:4]
    at, = struct.unpack("<I", data[4:8])
    count, = struct.unpack("<H", data[at:at + 2])
    tags = {}
    for i in range(count):
        entry = data[at + 2 + 12 * i:at + 14 + 12 * i]
        tag, kind, number = struct.unpack("<HHI", entry[:8])
        form, size = {3: ("H", 2), 4: ("I", 4)}.get(kind, ("B", 1))
        begin, = struct.unpack("<I", entry[8:])
        values = entry[8:] if size * number <= 4 else data[begin:]
        tags[tag] = struct.unpack(f"<{number}{form}", values[:size * number])
    assert tags.get(259, (1,)) == (1,), "compressed"
    width, height = tags[256][0], tags[257][0]
    pixels = b"".join(data[begin:begin + size]
                      for begin, size in zip(tags[273], tags[279]))
    assert tags[277] == (3,), "channels"
    return Picture(width, height, pixels)
