"""The file for everyone: PDF/UA-1 and PDF/A-2u. Tagged structure, metadata,
colours; what checks it is in tagged.py."""
import copy
import ctypes
import re
import xml.etree.ElementTree

import harness
import markdown
import tagged
from harness import each

SEED = "../shared/seed/lingjun-91.md"
SAMPLES = {path.stem: path for path in
           sorted((harness.ROOT / "samples").glob("*.md"))}
BRIEFS = {**SAMPLES, **{path.stem: path for path in
                        sorted((harness.ROOT / "tests/briefs").glob("*.md"))},
          "reference": harness.ROOT / SEED}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMES = {"rdf": RDF[1:-1], "dc": "http://purl.org/dc/elements/1.1/",
         "xmp": "http://ns.adobe.com/xap/1.0/",
         "pdf": "http://ns.adobe.com/pdf/1.3/",
         "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
         "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}

# All that a body may hold.
EVERYTHING = """导语，包括*着重号*、<span class="mourn">某某</span>、<span \
class="even-4">张三</span>、H<sub>2</sub>O，顾𫖯与𠮷先生在<u>江海</u>读\
<u class="wavy">诗经</u>。

### 缺了一级的标题

The quick brown fox jumps over the lazy dog and **internationalization** of \
governmental organizations continues to be extraordinarily straightforward.

1. 第一项
2. 第二项的文字很长，要占好几行，所以在这里多写一些，看看同一段的几行是不是同\
一个元素，标号是不是单独的元素。

   第二项的第二段。

   - 小项
3. 1. 嵌套

## 再来一级

> 引文第一段。
>
> 有<ruby>饕餮<rt>tāo tiè</rt></ruby>二字。
>
> - 引文里的项

- ## 项里的标题

  结束。"""
EVERYTHING_TREE = """
Document
  Div
    P 本期专报：沈𠮷主任、王伟
    P 江海专报
    P 第9期
    P 江海研究院 主办
    P 2024年4月1日
  H1 结构的题目
  P 导语，包括着重号、某某、张三、H2O，顾𫖯与𠮷先生在江海读诗经。
  H2 缺了一级的标题
  P The quick brown fox jumps over the lazy dog and internationalization of \
governmental organizations continues to be extraordinarily straightforward.
  L
    LI
      Lbl 1.
      LBody
        P 第一项
    LI
      Lbl 2.
      LBody
        P 第二项的文字很长，要占好几行，所以在这里多写一些，看看同一段的几行是不是\
同一个元素，标号是不是单独的元素。
        P 第二项的第二段。
        L
          LI
            Lbl •
            LBody
              P 小项
    LI
      Lbl 3.
      LBody
        L
          LI
            Lbl 1.
            LBody
              P 嵌套
  H2 再来一级
  BlockQuote
    P 引文第一段。
    P 有
      Ruby
        RB 饕餮
        RT tāo tiè
    + 二字。
    L
      LI
        Lbl •
        LBody
          P 引文里的项
  L
    LI
      Lbl •
      LBody
        H2 项里的标题
        P 结束。
  Div
    P 责任编辑：张三
    P 共印：2份
"""


def everything(t):
    return t.brief(EVERYTHING, title="结构的题目", 本期专报="[沈𠮷主任, 王伟]",
                   责任编辑="张三", 印数=2)


def shown(rows):
    """The tree as EVERYTHING_TREE has it; line ends may be soft hyphens."""
    return "\n" + "".join(
        f"{'  ' * depth}{tag or '+'} {text}".rstrip().replace("\u00ad", "")
        + "\n" for depth, tag, text in rows)


def blocks(body):
    """(type, text) of the blocks that the source has, by its own marks."""
    found, item = [], r" *(?:[-*+]|\d+\.) +"
    for part in re.split(r"\n(?: *>)? *\n", body):
        for row in part.strip("\n").splitlines():
            row = re.sub(r"\\$", "", re.sub(r"^(> ?)+", "", row))
            heading = re.match(r"(#{1,5}) +", row)
            if heading:
                found.append((f"H{len(heading[1])}", row[heading.end():]))
            elif re.match(item, row):
                mark = re.match(item, row)[0].strip()
                found.append(("Lbl", "•" if mark in "-*+" else mark))
                found.append(("P", row[re.match(item, row).end():]))
            elif found and found[-1][0] == "P":
                found[-1] = ("P", found[-1][1] + row)
            else:
                found.append(("P", row))
        found.append((None, None))
    return [(tag, markdown.squeeze(re.sub(r"\\(?=[^\w ])|\*\*", "", text)))
            for tag, text in found if tag]


@each(BRIEFS)
def test_structure_is_the_source(t, path):
    """Headings, paragraphs, items in order, each of its type; head, foot and
    body together are what inspect places, page numbers left out."""
    pdf = t.render(t.need_file(path))
    seen = [(tag, markdown.squeeze(text)) for tag, text in
            tagged.leaves(tagged.tree(t, pdf))]
    _, body = markdown.split(path.read_text("utf-8"))
    wanted = blocks(body)
    start = next((i for i, row in enumerate(seen) if row[0] == "H1"), 0)
    t.equal(seen[start:start + len(wanted)], wanted, "blocks")
    around = seen[:start] + seen[start + len(wanted):]
    t.equal({tag for tag, _ in around}, {"P"}, "head and foot")
    placed = "".join(line["text"] for page in t.inspect(path)
                     for line in page["lines"] if line["role"] != "page-number")
    t.equal("".join(text for _, text in seen), markdown.squeeze(placed),
            "text")


@each(BRIEFS)
def test_nothing_is_untagged(t, path):
    pdf = t.render(t.need_file(path), fonts="default")
    t.equal(tagged.faults(tagged.File(t, pdf)), [], "faults")


@each({"noto": "noto", "default": "default"})
def test_every_kind_of_element(t, fonts):
    pdf = t.render(everything(t), fonts=fonts)
    t.equal(shown(tagged.tree(t, pdf)), EVERYTHING_TREE, "tree")
    file = tagged.File(t, pdf)
    t.equal(tagged.faults(file), [], "faults")
    lists = [file.get(f"{i} 0 R") for i in range(1, len(file.objects))]
    numbering = [kind["/A"] for kind in lists
                 if isinstance(kind, dict) and kind.get("/S") == "/L"]
    t.equal(sorted(set(entry["/ListNumbering"] for entry in numbering)),
            ["/Decimal", "/Disc"], "kinds of lists")


def test_levels_are_not_skipped(t):
    body = "##### 甲\n\n文。\n\n### 乙\n\n文。\n\n#### 丙\n\n文。\n\n## 丁\n\n文。"
    rows = tagged.leaves(tagged.tree(t, t.render(t.brief(body))))
    t.equal([tag for tag, _ in rows if tag.startswith("H")],
            ["H1", "H2", "H2", "H3", "H2"], "levels")


def test_words_stay_apart_at_line_ends(t):
    words = "Artificial intelligence and big data serve every small town"
    rows = tagged.leaves(tagged.tree(t, t.render(t.brief(words * 3))))
    t.check((tag_text := [text for _, text in rows if "Artificial" in text])
            and tag_text[0].replace("\u00ad", "") == words * 3, rows)


# What a broken file looks like to the checker.

def first_page(file):
    return file.get(file.pages()[0])


def edit_content(file, old, new):
    stream = file.objects[f"obj:{first_page(file)['/Contents'][0]}"]["stream"]
    data = tagged.base64.b64decode(stream["data"])
    assert old in data, data[:300]
    stream["data"] = tagged.base64.b64encode(
        data.replace(old, new, 1)).decode()


def drop_artifact(file):
    edit_content(file, b"/Artifact <</Type /Layout>> BDC", b"/Span BMC")


def drop_sequence(file):
    edit_content(file, b"/H1 <</MCID", b"/Span <</Lost")


def never_close(file):
    edit_content(file, b"EMC", b"")


def wrong_tag(file):
    edit_content(file, b"/H1 <<", b"/P <<")


def wrong_parents(file):
    first_page(file)["/StructParents"] += 1


def swap_parents(file):
    root = file.get(file.catalog["/StructTreeRoot"])
    row = root["/ParentTree"]["/Nums"][1]
    row[0], row[1] = row[1], row[0]


def lose_element(file):
    root = file.get(file.catalog["/StructTreeRoot"])
    file.get(root["/K"])["/K"].pop()


@each({broken.__name__: broken for broken in
       (drop_artifact, drop_sequence, never_close, wrong_tag, wrong_parents,
        swap_parents, lose_element)})
def test_the_checker_sees(t, broken):
    file = tagged.File(t, t.render(SAMPLES["diya-jingji"]))
    file.objects = copy.deepcopy(file.objects)
    broken(file)
    t.check(tagged.faults(file), "no fault found")


# Copies of a run.

def copies(t, *options, to="copies"):
    run = t.zhuanbao("print", everything(t), "--fonts", "noto", "--copies", 2,
                     "--to", t.tmp / to, *options)
    assert run.code == 0, run.err
    return t.tmp / to


@each({"plain": [], "watermark": ["--watermark"], "grey": ["--grey"],
       "slip": ["--watermark", "--slip", "--sides", "long"]})
def test_each_copy_is_tagged(t, *options):
    """Its number is read first; a slip before it; its watermark not at all."""
    folder = copies(t, *options)
    for number in ("000001", "000002"):
        pdf = next(folder.glob(f"*-{number}.pdf"))
        t.equal(tagged.faults(tagged.File(t, pdf)), [], "faults")
        rows = tagged.tree(t, pdf)
        slip = "--slip" in options
        own = [text for _, text in tagged.leaves(rows) if text == number]
        t.equal(len(own), 1 + slip, f"numbers: {rows}")
        t.equal(rows[2], (2, "P", number), "the first")
        head = rows.index((2, "P", "江海专报")) - 2
        t.equal(rows[head - 2:head], [(1, "Div", ""), (2, "P", number)],
                "before the head")
        t.check(b"pdfuaid:part>1<" in pdf.read_bytes(), "says so")


@each({"run": ["run.pdf"], "booklet": ["dir", "--booklet"],
       "n-up": ["dir", "--nup", "2"]})
def test_other_files_are_not_tagged(t, to, *options):
    """Nor do they say that they are; they are PDF/A all the same."""
    path = copies(t, *options, to=to)
    pdf = path if path.is_file() else next(path.glob("*.pdf"))
    file = tagged.File(t, pdf)
    for key in ("/MarkInfo", "/StructTreeRoot"):
        t.check(key not in file.catalog, f"{key} is there")
    for page in file.pages():
        t.check("/StructParents" not in file.get(page), "a page has parents")
        t.check(b"MCID" not in file.content(page), "a sequence is left")
    xmp = file.data(file.catalog["/Metadata"])
    t.check(b"pdfuaid" not in xmp, "it says that it is PDF/UA")
    t.check(b"<pdfaid:part>2<" in xmp, "it does not say that it is PDF/A")


def test_a_long_parent_tree_has_leaves(t):
    pdf = t.render(t.brief("\n\n".join(["短。"] * 2400)))
    file = tagged.File(t, pdf)
    t.check(len(file.pages()) > 100, f"only {len(file.pages())} pages")
    parents = file.get(file.catalog["/StructTreeRoot"])["/ParentTree"]
    t.check("/Kids" in parents, "all numbers in one node")
    t.equal(tagged.faults(file), [], "faults")


# Metadata.

def test_metadata_is_the_information(t):
    brief = t.brief("正文。", title="甲 & 乙 \\<丙> 𠮷“引”", 主办="甲&乙<院>")
    file = tagged.File(t, t.render(brief))
    info = file.get(file.get("trailer")["/Info"])
    text = {key: value[2:] for key, value in info.items()}
    stream = file.objects[f"obj:{file.catalog['/Metadata']}"]["stream"]
    t.check("/Filter" not in stream["dict"], "metadata are packed")
    xmp = xml.etree.ElementTree.fromstring(
        file.data(file.catalog["/Metadata"]).decode())

    def value(path):
        found = xmp.findall(f".//{path}", NAMES)
        t.equal(len(found), 1, path)
        return found[0].text if found else None
    t.equal(value("dc:title/rdf:Alt/rdf:li"), text["/Title"], "title")
    t.equal(text["/Title"], "甲 & 乙 <丙> 𠮷“引”", "title as written")
    t.equal(value("dc:creator/rdf:Seq/rdf:li"), text["/Author"], "author")
    t.equal(value("dc:description/rdf:Alt/rdf:li"), text["/Subject"],
            "subject")
    t.equal(value("pdf:Producer"), text["/Producer"], "producer")
    t.equal(value("dc:language/rdf:Bag/rdf:li"), "zh-CN", "language")
    for key, name in (("/CreationDate", "Create"), ("/ModDate", "Modify")):
        day = re.sub(r"[-:T]", "", value(f"xmp:{name}Date"))
        t.equal("D:" + day, text[key], key)
    t.equal((value("pdfaid:part"), value("pdfaid:conformance"),
             value("pdfuaid:part")), ("2", "U", "1"), "levels")
    t.equal(file.catalog["/Lang"], "u:zh-CN", "language")
    t.equal(file.catalog["/ViewerPreferences"], {"/DisplayDocTitle": True},
            "the title is shown")


# Colours.

class Lcms:
    """Debian's liblcms2, by way of its C interface."""
    RGB_8, XYZ_DOUBLE = 0x40019, 0x490018
    RELATIVE = 1

    def __init__(self):
        try:
            self.lib = ctypes.CDLL("liblcms2.so.2")
        except OSError:
            raise harness.Skip("liblcms2 is not installed")
        for name in ("cmsOpenProfileFromMem", "cmsCreate_sRGBProfile",
                     "cmsCreateXYZProfile", "cmsCreateTransform"):
            getattr(self.lib, name).restype = ctypes.c_void_p

    def xyz(self, profile, colors):
        """What a profile says that the colours are."""
        out = self.lib.cmsCreateXYZProfile()
        transform = self.lib.cmsCreateTransform(
            ctypes.c_void_p(profile), self.RGB_8, ctypes.c_void_p(out),
            ctypes.c_uint32(self.XYZ_DOUBLE), self.RELATIVE, 0x0040)
        assert transform, "no transform"
        found = (ctypes.c_double * (3 * len(colors)))()
        self.lib.cmsDoTransform(ctypes.c_void_p(transform),
                                bytes(sum(colors, ())), found, len(colors))
        return list(found)


def test_colours_are_srgb(t):
    """The profile of the output intent means by each colour what lcms's own
    sRGB means."""
    lcms = Lcms()
    file = tagged.File(t, t.render(t.brief("正文。")))
    intent, = file.catalog["/OutputIntents"]
    t.equal(intent["/S"], "/GTS_PDFA1", "intent")
    t.equal(file.get(intent["/DestOutputProfile"])["/N"], 3, "components")
    profile = file.data(intent["/DestOutputProfile"])
    t.check(len(profile) < 600, f"{len(profile)} bytes")
    t.equal(int.from_bytes(profile[:4], "big"), len(profile), "its size")
    opened = lcms.lib.cmsOpenProfileFromMem(profile, len(profile))
    assert opened, "lcms cannot open it"
    steps = (0, 1, 5, 12, 40, 100, 128, 180, 215, 254, 255)
    colors = [(r, g, b) for r in steps for g in steps for b in steps]
    ours = lcms.xyz(opened, colors)
    theirs = lcms.xyz(lcms.lib.cmsCreate_sRGBProfile(), colors)
    t.near(max(ours), 1, 0.001, "white")
    t.near(max(abs(a - b) for a, b in zip(ours, theirs)), 0, 0.001,
           "the farthest")


# PDF/A.

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging",
        "commons-io", "pdfbox2-tools", "javax.activation", "jaxb-api")


def twin(pdf):
    """The same file as PDF/A-1b, which is all that Debian can check: what 2u
    allows and 1b does not is taken back, the rest is left byte by byte. 1b wants
    a CIDSet of each font: those go behind the file, as an update of it."""
    data = pdf.read_bytes()
    for old, new in ((b"%PDF-1.7", b"%PDF-1.4"),
                     (b"<pdfaid:part>2<", b"<pdfaid:part>1<"),
                     (b"conformance>U<", b"conformance>B<")):
        assert data.count(old) == 1, old
        data = data.replace(old, new)
    size = int(re.search(rb"/Size (\d+)", data)[1])
    places = {size: len(data)}
    data += b"%d 0 obj\n<</Length 8192>>\nstream\n%s\nendstream\nendobj\n" % (
        size, b"\xff" * 8192)
    for found in re.finditer(rb"(\d+) 0 obj\n<<\n/Type /FontDescriptor(.*?)>>",
                             pdf.read_bytes(), re.S):
        places[int(found[1])] = len(data)
        data += (b"%s 0 obj\n<</Type /FontDescriptor /CIDSet %d 0 R%s>>\n"
                 b"endobj\n" % (found[1], size, found[2]))
    trailer = re.search(rb"trailer\n<<\n(.*)>>\nstartxref\n(\d+)", data, re.S)
    start = len(data)
    data += b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n\r\n" % place for place in sorted(places.items()))
    data += b"trailer\n<<\n%s/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % (
        trailer[1].replace(b"/Size %d" % size, b"/Size %d" % (size + 1)),
        trailer[2], start)
    return data


def validate(t, folder):
    """What the preflight says of the files of a folder."""
    t.need("java")
    jars = [t.need_file(f"/usr/share/java/{jar}.jar") for jar in JARS]
    run = t.tool("java", "-Duser.language=en", "-cp",
                 ":".join(map(str, jars)),
                 "org.apache.pdfbox.preflight.Validator_A1b", "batch", folder)
    return run.out + run.err


def test_preflight(t):
    """PDFBox finds each file valid, and sees one that is not."""
    t.need("java")
    folder = t.tmp / "twins"
    folder.mkdir()
    files = [t.render(path, fonts=fonts, name=f"{name}-{fonts}.pdf")
             for name, path in SAMPLES.items()
             for fonts in ("noto", "default")]
    files.append(t.render(everything(t), name="everything.pdf"))
    files += copies(t, "--watermark", "--slip").glob("*1.pdf")
    files += copies(t, "--booklet", to="booklet").glob("*1.pdf")
    for pdf in files:
        (folder / pdf.name).write_bytes(twin(pdf))
    (folder / "bad.pdf").write_bytes(
        twin(files[0]).replace(b"/OutputIntents", b"/OutputIntentz"))
    said = validate(t, folder)
    for pdf in files:
        t.check(f"The file {pdf.name} is a valid PDF/A-1b file" in said,
                f"{pdf.name}\n{said}")
    t.check("The file bad.pdf is not a valid" in said, "bad.pdf is valid")


def test_readers_find_no_fault(t):
    """In what samples do not have; the samples are in test_pdf.py."""
    pdf = t.render(everything(t), fonts="default")
    files = [pdf, *copies(t, "--watermark", "--slip").glob("*1.pdf")]
    for path in files:
        for command in (["qpdf", "--check"], ["mutool", "info"],
                        ["pdftotext"], ["gs", "-q", "-dNOPAUSE", "-dBATCH",
                                        "-sDEVICE=nullpage"]):
            t.need(command[0])
            run = t.tool(*command, path,
                         *(["-"] if command[0] == "pdftotext" else []))
            t.equal((run.code, run.err), (0, ""), f"{command[0]} {path.name}")


def test_tags_take_little_room(t):
    pdf = t.render(t.need_file(BRIEFS["reference"]))
    t.check(pdf.stat().st_size <= 150_000, f"{pdf.stat().st_size} bytes")
