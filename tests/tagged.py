"""What is said in a PDF to who cannot see it, and whether that is sound: its
objects as qpdf tells them, its structure as poppler reads it."""
import base64
import json
import re

SHOWING = {"TJ", "Tj", "'", '"'}
# No brief has a figure: whatever is drawn, and is not text, is an artifact.
DRAWING = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
TOKEN = re.compile(
    rb"\((?:\\.|[^\\)])*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s<>\[\]()/]*"
    rb"|[^\s<>\[\]()/]+", re.S)

# Which elements may stand in which (ISO 32000-1 §14.8.4).
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "BlockQuote"}
INSIDE = {
    "Document": BLOCKS | {"Div"},
    "Div": BLOCKS,
    "BlockQuote": BLOCKS,
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "LBody": BLOCKS,
    "Lbl": set(),
    "Ruby": {"RB", "RT"},
    "RB": set(),
    "RT": set(),
    **{name: {"Ruby"} for name in BLOCKS - {"L", "BlockQuote"}},
}
# Elements that only hold others.
HOLDERS = {"Document", "Div", "BlockQuote", "L", "LI", "LBody", "Ruby"}


class File:
    """The objects of a PDF; a reference is a string such as "12 0 R"."""

    def __init__(self, t, pdf):
        run = t.tool(t.need("qpdf"), "--json=2", "--json-stream-data=inline",
                     "--decode-level=generalized", pdf)
        assert run.code == 0, run.err
        self.objects = json.loads(run.out)["qpdf"][1]
        self.catalog = self.get(self.get("trailer")["/Root"])

    def get(self, value):
        """What a reference leads to; anything else is itself."""
        if value == "trailer":
            return self.objects["trailer"]["value"]
        if isinstance(value, str) and f"obj:{value}" in self.objects:
            entry = self.objects[f"obj:{value}"]
            return entry["stream"]["dict"] if "stream" in entry \
                else entry["value"]
        return value

    def data(self, reference):
        stream = self.objects[f"obj:{reference}"]["stream"]
        return base64.b64decode(stream["data"])

    def pages(self):
        """Their references, in order."""
        found = []

        def walk(reference):
            node = self.get(reference)
            if node["/Type"] == "/Page":
                found.append(reference)
            for kid in self.get(node.get("/Kids", [])):
                walk(kid)
        walk(self.catalog["/Pages"])
        return found

    def content(self, page):
        contents = self.get(self.get(page).get("/Contents", []))
        contents = contents if isinstance(contents, list) else [contents]
        return b"\n".join(self.data(part) for part in contents)


def sequences(content, wrong, where):
    """{MCID: tag} of a page's content. All that it paints is to be in such a
    sequence or in an artifact, and all is to be closed in turn."""
    found, open_, operands = {}, [], []
    for token in (match.decode("latin-1") for match in TOKEN.findall(content)):
        if not re.fullmatch(r"[A-Za-z'\"][A-Za-z0-9*]*", token):
            operands.append(token)
            continue
        if token in ("BDC", "BMC"):
            tag = operands[0][1:]
            mcid = (int(operands[operands.index("/MCID") + 1])
                    if "/MCID" in operands else None)
            kind = ("artifact" if tag == "Artifact" else
                    "inline" if mcid is None else "sequence")
            outer = [kind for kind in open_
                     if kind in ("artifact", "sequence")]
            if kind != "inline" and outer:
                wrong.append(f"{where}: {tag} within {outer[-1]}")
            if kind == "inline" and not outer:
                wrong.append(f"{where}: {tag} within nothing")
            if mcid in found:
                wrong.append(f"{where}: sequence {mcid} twice")
            if mcid is not None:
                found[mcid] = tag
            open_.append(kind)
        elif token in ("BT", "q"):
            open_.append(token)
        elif token in ("EMC", "ET", "Q"):
            last = open_.pop() if open_ else None
            if {"ET": "BT", "Q": "q"}.get(token, last) != last or (
                    token == "EMC" and last in ("BT", "q", None)):
                wrong.append(f"{where}: {token} closes {last}")
        elif token in SHOWING and not {"artifact", "sequence"} & set(open_):
            wrong.append(f"{where}: {token} is neither tagged nor artifact")
        elif token in DRAWING and "artifact" not in open_:
            wrong.append(f"{where}: {token} is no artifact")
        operands = []
    if open_:
        wrong.append(f"{where}: {open_} still open")
    return found


def number_tree(file, node, wrong, root=True):
    """{key: value}; leaves say their limits."""
    node = file.get(node)
    found = {}
    numbers = file.get(node.get("/Nums", []))
    found.update(zip(numbers[::2], numbers[1::2]))
    for kid in node.get("/Kids", []):
        found.update(number_tree(file, kid, wrong, False))
    keys = list(found)
    if keys != sorted(keys):
        wrong.append(f"parent tree: keys {keys}")
    if not root and node.get("/Limits") != [keys[0], keys[-1]]:
        wrong.append(f"parent tree: limits {node.get('/Limits')}")
    if len(numbers) > 400:
        wrong.append("parent tree: a leaf of more than 200 pages")
    return found


def walk_elements(file, wrong):
    """Each element's type and (page, MCID)s, in reading order."""
    root = file.get(file.catalog["/StructTreeRoot"])
    found = {}

    def walk(reference, parent, outer):
        element = file.get(reference)
        tag = element["/S"][1:]
        if reference in found:
            return wrong.append(f"{reference} has two parents")
        found[reference] = (tag, [])
        if element["/P"] != parent:
            wrong.append(f"{reference}: parent is {element['/P']}")
        if outer and tag not in INSIDE[outer]:
            wrong.append(f"{tag} within {outer}")
        kids = element["/K"] if isinstance(element["/K"], list) \
            else [element["/K"]]
        for kid in kids:
            if isinstance(kid, str):
                walk(kid, reference, tag)
                continue
            page, mcid = (kid["/Pg"], kid["/MCID"]) if isinstance(kid, dict) \
                else (element["/Pg"], kid)
            found[reference][1].append((page, mcid))
            if tag in HOLDERS:
                wrong.append(f"{tag} has text of its own")
    walk(root["/K"], file.catalog["/StructTreeRoot"], None)
    return found


def check_levels(elements, wrong):
    level = 0
    for tag, _ in elements.values():
        if re.fullmatch(r"H\d", tag):
            if int(tag[1]) > level + 1:
                wrong.append(f"{tag} follows H{level}")
            level = int(tag[1])


def faults(file):
    """What is wrong with the tags of a file."""
    wrong = []
    if file.catalog.get("/MarkInfo") != {"/Marked": True}:
        wrong.append("not marked")
    elements = walk_elements(file, wrong)
    check_levels(elements, wrong)
    parents = number_tree(file, file.get(
        file.catalog["/StructTreeRoot"])["/ParentTree"], wrong)
    named = {place: reference for reference, (_, places) in elements.items()
             for place in places}
    for number, page in enumerate(file.pages(), 1):
        where = f"page {number}"
        seen = sequences(file.content(page), wrong, where)
        if file.get(page).get("/Tabs") != "/S":
            wrong.append(f"{where}: tabs not by structure")
        key = file.get(page).get("/StructParents")
        back = file.get(parents.pop(key, []))
        if sorted(seen) != list(range(len(back))):
            wrong.append(f"{where}: {len(seen)} sequences, {len(back)} "
                         "in the parent tree")
            continue
        for mcid, tag in seen.items():
            owner = named.pop((page, mcid), None)
            if owner != back[mcid]:
                wrong.append(f"{where}: sequence {mcid} belongs to {owner}, "
                             f"not to {back[mcid]}")
            elif elements[owner][0] != tag:
                wrong.append(f"{where}: sequence {mcid} is {tag}")
    wrong += [f"no sequence {place}" for place in named]
    wrong += [f"parent tree: no page {key}" for key in parents]
    return wrong


def tree(t, pdf):
    """[(depth, type, text)] as poppler reads it; the text of an element is what
    it has before its first child and, with type None, behind one."""
    run = t.tool(t.need("pdfinfo"), "-struct-text", pdf)
    t.equal((run.code, run.err), (0, ""), "pdfinfo")
    rows, last = [], None
    for row in run.out.splitlines():
        depth = (len(row) - len(row.lstrip(" "))) // 2
        text = re.fullmatch(r' *"(.*)"', row)
        if not text:
            name = re.match(r" *([A-Z]\w*)", row)
            if name:
                rows.append([depth, name[1], ""])
                last = rows[-1]
        elif last and depth == last[0] + 1:
            last[2] += text[1]
        else:
            last = [depth - 1, None, text[1]]
            rows.append(last)
    return [tuple(row) for row in rows]


def leaves(rows):
    """(type, text) of those that have text of their own."""
    return [(tag, text) for _, tag, text in rows if text]
