"""valgrind finds no error; what fontconfig and ICU keep is not counted."""
from harness import Skip, each, environment

SEED = "seed/lingjun-91.md"


@each({
    "render": ["render", "-o", "out.pdf"],
    "render, default fonts": ["render", "-o", "out.pdf", "--fonts", "default"],
    "inspect": ["inspect", "-o", "out.json"],
    "preview": ["preview", "-o", "out.png"],
    "fonts": ["fonts"],
})
def test_valgrind(t, command, *options):
    if t.sanitized():
        raise Skip("the sanitizer watches already")
    brief = t.shared / SEED
    if not brief.exists():
        brief = t.root / "samples" / "diya-jingji.md"
    run = t.tool(t.need("valgrind"), "--quiet", "--error-exitcode=90",
                 t.program, command, brief, "--fonts", "noto", *options,
                 cwd=t.tmp, env=environment())
    t.equal(run.code, 0, f"exit code\n{run.err}")
    t.check("==" not in run.err, run.err)


def test_valgrind_on_a_brief_with_errors(t):
    if t.sanitized():
        raise Skip("the sanitizer watches already")
    t.brief("| a |\n|---|\n| 1 |\n\n一<b>字 `x` \U00012000", 期号="九",
            nope="1")
    run = t.tool(t.need("valgrind"), "--quiet", "--error-exitcode=90",
                 t.program, "check", "brief.md", "--fonts", "noto",
                 cwd=t.tmp, env=environment())
    t.equal(run.code, 1, f"exit code\n{run.err}")
