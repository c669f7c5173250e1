"""A second, small opinion on what a brief says: its fields and its text,
read from the source without the program's help."""
import re


def split(source):
    """Front matter as a dict of texts and lists; the body."""
    _, head, body = source.split("---\n", 2)
    fields = {}
    for row in head.splitlines():
        name, value = row.split(":", 1)
        value = value.strip()
        if value.startswith("["):
            value = [part.strip() for part in value[1:-1].split(",")]
        fields[name.strip()] = value
    return fields, body


def headings(body):
    """(level, text) of each heading."""
    return [(len(marks), text) for marks, text in
            re.findall(r"^(#{1,5}) +(.*)$", body, re.M)]


def plain(body):
    """The characters that the body prints, blanks left out. A bullet prints
    as •; the number of an ordered item prints as it is written."""
    rows = []
    for row in body.splitlines():
        row = re.sub(r"^#{1,5} +", "", row)
        row = re.sub(r"^(> ?)+", "", row)
        row = re.sub(r"^ *[-*+] +", "•", row)
        row = re.sub(r"\\$", "", row)
        rows.append(row.replace("**", ""))
    return squeeze("".join(rows))


def squeeze(text):
    """Without blanks: those of Unicode, page ends, joiners, and the hyphens at
    line ends, which are soft ones."""
    return "".join(re.sub("[\u200b\ufeff\u00ad]", "", text).split())
