/* The font library and font sets, with no fonts but Noto CJK and Liberation as
 * Debian packages them. Each test has its own folder and cache. */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "style/fontset.h"

static char root[] = "/tmp/zhuanbao-font-XXXXXX";

static const char *
in_root(Arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", root, name);
}

static void
write_file(const char *path, const char *bytes, size_t size)
{
	FILE *out = fopen(path, "wb");

	CHECK(out && fwrite(bytes, 1, size, out) == size);
	if (out)
		fclose(out);
}

static char *
read_file(Arena *arena, const char *path, size_t *size)
{
	FILE *in = fopen(path, "rb");
	size_t room = 1 << 20;
	char *bytes = arena_alloc(arena, room);

	CHECK(in);
	*size = in ? fread(bytes, 1, room - 1, in) : 0;
	if (in)
		fclose(in);
	return bytes;
}

/* What has been reported, as people see it. */
static const char *
printed(Arena *arena, Diagnostics *diag)
{
	FILE *out = tmpfile();
	char *text = arena_alloc(arena, 8192);

	diag_print(diag, out);
	rewind(out);
	text[fread(text, 1, 8191, out)] = '\0';
	fclose(out);
	return text;
}

/* The name of the file that a fresh library finds, or "none". */
static const char *
find_with(Arena *arena, const char *folder, const char *family,
	  FontWeight weight, unsigned *index)
{
	Diagnostics *diag = diag_new();
	FontLibrary *library = font_library_open(&folder, folder != NULL, diag);
	FontFile file = {0};
	const char *name = "none";

	if (font_library_find(library, family, weight, &file))
		name = arena_copy_string(arena, strrchr(file.path, '/') + 1);
	if (index)
		*index = file.index;
	CHECK(!diag_has_errors(diag));
	font_library_close(library);
	diag_free(diag);
	return name;
}

static const char *
find(Arena *arena, const char *family, FontWeight weight)
{
	return find_with(arena, NULL, family, weight, NULL);
}

static void
test_system(Arena *arena)
{
	unsigned index = 0;

	CHECK_STR(find(arena, "Noto Serif CJK SC", FONT_REGULAR),
		  "NotoSerifCJK-Regular.ttc");
	CHECK_STR(
	    find_with(arena, NULL, "noto serif cjk sc", FONT_BOLD, &index),
	    "NotoSerifCJK-Bold.ttc");
	CHECK_INT(index, 2);
	CHECK_STR(find(arena, "Liberation Serif", FONT_BOLD),
		  "LiberationSerif-Bold.ttf");
	CHECK_STR(find(arena, "Liberation Serif", FONT_MEDIUM), "none");
	CHECK_STR(find(arena, "Zhuanbao No Such Family", FONT_REGULAR), "none");
	/* Only an alias, or a part of a name. */
	CHECK_STR(find(arena, "sans-serif", FONT_REGULAR), "none");
	CHECK_STR(find(arena, "Noto Serif CJK", FONT_REGULAR), "none");
}

/* A cache whose answer for Liberation Serif is given another family's name:
 * only who asks the cache finds that family. */
static const char forged[] = "Zhuanbao Imagine";

static void
forge_cache(Arena *arena, const char *path)
{
	size_t size;

	CHECK_STR(find(arena, "Liberation Serif", FONT_REGULAR),
		  "LiberationSerif-Regular.ttf");
	char *bytes = read_file(arena, path, &size);
	char *place = strstr(bytes, "Liberation Serif");
	CHECK(place);
	if (place)
		memcpy(place, forged, strlen(forged));
	write_file(path, bytes, size);
}

static void
test_cache(Arena *arena)
{
	const char *path = in_root(arena, "cache/zhuanbao/fonts-v1");
	size_t size;

	forge_cache(arena, path);
	CHECK_STR(find(arena, forged, FONT_REGULAR),
		  "LiberationSerif-Regular.ttf");
	CHECK_STR(find(arena, forged, FONT_BOLD), "none");
	/* Another environment, another machine for all that fontconfig knows. */
	setenv("XDG_DATA_DIRS", "/nowhere", 1);
	CHECK_STR(find(arena, forged, FONT_REGULAR), "none");
	unsetenv("XDG_DATA_DIRS");
	/* Cut short, or another file altogether. */
	forge_cache(arena, path);
	const char *bytes = read_file(arena, path, &size);
	for (size_t cut = 1; cut < size; cut += size / 7 + 1) {
		write_file(path, bytes, size - cut);
		CHECK_STR(find(arena, forged, FONT_REGULAR), "none");
	}
	write_file(path, "answers\nend\n", 12);
	CHECK_STR(find(arena, forged, FONT_REGULAR), "none");
	CHECK_STR(find(arena, "Liberation Serif", FONT_REGULAR),
		  "LiberationSerif-Regular.ttf");
}

/* A fontconfig that knows one folder alone. */
static void
use_own_fontconfig(Arena *arena)
{
	const char *path = in_root(arena, "fonts.conf");
	const char *text = arena_printf(
	    arena,
	    "<?xml version=\"1.0\"?><fontconfig><dir>%s/system</dir>"
	    "<cachedir>%s/fontconfig</cachedir></fontconfig>\n",
	    root, root);

	mkdir(in_root(arena, "system"), 0700);
	write_file(path, text, strlen(text));
	setenv("FONTCONFIG_FILE", path, 1);
}

/* Puts a link to a font into a folder, and says so by the folder's time, which
 * is too coarse for two changes within a few milliseconds. */
static void
add_font(Arena *arena, const char *folder, const char *font)
{
	static long seconds = 1000000000;
	const struct timespec time = {.tv_sec = seconds++};

	CHECK_INT(symlink(font, arena_printf(arena, "%s%s", folder,
					     strrchr(font, '/'))),
		  0);
	utimensat(AT_FDCWD, folder, (struct timespec[2]){time, time}, 0);
}

static void
test_new_font(Arena *arena, const char *regular)
{
	const char *family = "Liberation Serif";

	CHECK_STR(find(arena, family, FONT_REGULAR), "none");
	CHECK_STR(find(arena, family, FONT_REGULAR), "none");
	add_font(arena, in_root(arena, "system"), regular);
	CHECK_STR(find(arena, family, FONT_REGULAR),
		  "LiberationSerif-Regular.ttf");
	CHECK_STR(find(arena, family, FONT_BOLD), "none");
}

/* The system has Liberation Serif's regular; the user's folder has bolds. */
static void
test_folder(Arena *arena, const char *bold, const char *mono)
{
	const char *folder = in_root(arena, "user");

	mkdir(folder, 0700);
	mkdir(in_root(arena, "user/below"), 0700);
	CHECK_INT(symlink("..", in_root(arena, "user/below/loop")), 0);
	write_file(in_root(arena, "user/broken.ttf"), "no font", 7);
	add_font(arena, in_root(arena, "user/below"), bold);
	add_font(arena, folder, mono);
	CHECK_STR(find_with(arena, folder, "LIBERATION serif", FONT_BOLD, NULL),
		  "LiberationSerif-Bold.ttf");
	/* The folder's bold does not hide the system's regular … */
	CHECK_STR(
	    find_with(arena, folder, "Liberation Serif", FONT_REGULAR, NULL),
	    "LiberationSerif-Regular.ttf");
	/* … but a family with one weight is regular, whatever it says. */
	CHECK_STR(
	    find_with(arena, folder, "Liberation Mono", FONT_REGULAR, NULL),
	    "LiberationMono-Bold.ttf");
	CHECK_STR(
	    find_with(arena, folder, "Liberation Mono", FONT_MEDIUM, NULL),
	    "none");
}

static void
test_missing_folder(Arena *arena)
{
	Diagnostics *diag = diag_new();
	const char *folder = in_root(arena, "nowhere");

	CHECK(!font_library_open(&folder, 1, diag));
	CHECK_INT(diag_exit_status(diag), 3);
	CHECK(strstr(printed(arena, diag), "nowhere"));
	diag_free(diag);
}

static void
test_face(Arena *arena, const char *path)
{
	Diagnostics *diag = diag_new();
	Face *face = face_open(arena, path, 0, diag);
	int box[4];

	CHECK(face);
	CHECK_STR(face->family, "Liberation Serif");
	CHECK_STR(face->postscript, "LiberationSerif");
	CHECK_INT(face->outline, FACE_GLYF);
	CHECK_INT(face->units, 2048);
	CHECK_INT(face->ascent, 1825);
	CHECK_INT(face->descent, -443);
	CHECK_INT(face->cap_height, 1341);
	CHECK(face->serif);
	CHECK(face->bbox[0] < 0 && face->bbox[3] > face->cap_height);
	CHECK_INT(face_advance(face, face_glyph(face, 'H')), 1479);
	CHECK(face_ink(face, face_glyph(face, 'H'), box));
	CHECK_INT(box[1], 0);
	CHECK_INT(box[3], 1341);
	CHECK(!face_ink(face, face_glyph(face, ' '), box));
	CHECK_INT(face_glyph(face, 0x56FD), 0);
	face_close(face);
	CHECK(!face_open(arena, path, 1, diag));
	CHECK_INT(diag_exit_status(diag), 3);
	diag_free(diag);
}

/* Opens what must not open, and returns what was said. */
static const char *
complaint(Arena *arena, const char *path)
{
	Diagnostics *diag = diag_new();

	CHECK(!face_open(arena, path, 0, diag));
	CHECK_INT(diag_exit_status(diag), 3);
	const char *text = printed(arena, diag);
	CHECK(strstr(text, path));
	diag_free(diag);
	return text;
}

static void
test_bad_face(Arena *arena, const char *good)
{
	const char *path = in_root(arena, "bad.ttf");
	size_t size;
	const char *bytes = read_file(arena, good, &size);

	CHECK(strstr(complaint(arena, path), "[cannot-read]"));
	write_file(path, "", 0);
	CHECK(strstr(complaint(arena, path), "无法"));
	write_file(path, "no font at all", 14);
	CHECK(strstr(complaint(arena, path), "[font-unusable]"));
	write_file(path, bytes, size - 1000);
	CHECK(strstr(complaint(arena, path), "[font-damaged]"));
	write_file(path, bytes, 200);
	complaint(arena, path);
}

/* Reads a set from `text`, in a library that knows Liberation Serif. */
static FontSet *
read_set(Arena *arena, const char *text, FontLibrary *library,
	 Diagnostics *diag)
{
	const char *folder = root;

	write_file(in_root(arena, "set.yaml"), text, strlen(text));
	return fontset_read(arena, "set", (Position){0}, &folder, 1, library,
			    diag);
}

static void
test_set(Arena *arena)
{
	Diagnostics *diag = diag_new();
	FontLibrary *library = font_library_open(NULL, 0, diag);
	FontSet *set = read_set(arena,
				"roles:\n"
				"  西文:\n"
				"    - {family: Nowhere, weight: bold}\n"
				"    - Liberation Serif\n"
				"last-resort: [Nowhere]\n",
				library, diag);
	size_t choice = 99;

	CHECK(set);
	CHECK_STR(set->name, "set");
	const FontRole *role = fontset_role(set, "西文");
	CHECK(role && !fontset_role(set, "仿宋"));
	CHECK_INT(role->count, 3);
	CHECK_INT(role->own, 2);
	CHECK_INT(role->choices[0].weight, FONT_BOLD);
	CHECK_INT(font_role_first(role), 1);
	const Face *face = font_role_face(set, role, 'A', &choice, diag);
	CHECK(face && face == font_role_face(set, role, 'B', &choice, diag));
	CHECK_INT(choice, 1);
	CHECK(!font_role_face(set, role, 0x56FD, &choice, diag));
	CHECK(!diag_has_errors(diag));
	font_library_close(library);
	diag_free(diag);
}

static void
test_bad_set(Arena *arena)
{
	static const struct {
		const char *text, *said;
		int status;
	} cases[] = {
	    {"role: {西文: [Liberation Serif]}", "是不是“roles”", 1},
	    {"roles: {西文: [{famly: X}]}", "是不是“family”", 1},
	    {"roles: {西文: [{family: X, weight: heavy}]}", "[wrong-value]", 1},
	    {"roles: {西文: Liberation Serif}", "[wrong-value]", 1},
	    {"roles: {西文: [{weight: bold}]}", "[missing-key]", 1},
	    {"roles: {西文: ['']}", "[wrong-value]", 1},
	    {"", "[missing-key]", 1},
	    {"- 西文", "[wrong-value]", 1},
	    {"roles: {西文: [X, Y]}", "[font-missing]", 3},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Diagnostics *diag = diag_new();
		FontLibrary *library = font_library_open(NULL, 0, diag);
		CHECK(!read_set(arena, cases[i].text, library, diag));
		CHECK_INT(diag_exit_status(diag), cases[i].status);
		const char *text = printed(arena, diag);
		if (!strstr(text, cases[i].said))
			CHECK_STR(text, cases[i].said);
		font_library_close(library);
		diag_free(diag);
	}
}

static void
test_unknown_set(Arena *arena)
{
	Diagnostics *diag = diag_new();
	FontLibrary *library = font_library_open(NULL, 0, diag);
	const char *folder = root;

	CHECK(!fontset_read(arena, "sett", (Position){0}, &folder, 1, library,
			    diag));
	const char *text = printed(arena, diag);
	CHECK(strstr(text, "[unknown-font-set]"));
	CHECK(strstr(text, "可用的有：set。"));
	font_library_close(library);
	diag_free(diag);
}

static int
remove_one(const char *path, const struct stat *info, int type,
	   struct FTW *place)
{
	(void)info, (void)type, (void)place;
	return remove(path);
}

/* The path of a font of this system. */
static const char *
system_font(Arena *arena, const char *family, FontWeight weight)
{
	Diagnostics *diag = diag_new();
	FontLibrary *library = font_library_open(NULL, 0, diag);
	FontFile file = {.path = "/missing"};

	CHECK(font_library_find(library, family, weight, &file));
	const char *path = arena_copy_string(arena, file.path);
	font_library_close(library);
	diag_free(diag);
	return path;
}

int
main(void)
{
	Arena *arena = arena_new();

	CHECK(mkdtemp(root));
	setenv("XDG_CACHE_HOME", in_root(arena, "cache"), 1);
	const char *regular =
	    system_font(arena, "Liberation Serif", FONT_REGULAR);
	const char *bold = system_font(arena, "Liberation Serif", FONT_BOLD);
	const char *mono = system_font(arena, "Liberation Mono", FONT_BOLD);
	test_system(arena);
	test_cache(arena);
	test_face(arena, regular);
	test_bad_face(arena, regular);
	test_missing_folder(arena);
	use_own_fontconfig(arena);
	test_new_font(arena, regular);
	test_folder(arena, bold, mono);
	test_set(arena);
	test_bad_set(arena);
	test_unknown_set(arena);
	nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_free(arena);
	return check_report();
}
