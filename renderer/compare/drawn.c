#include "compare/drawn.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

/* An element of the page, from its `<` to its `>`. */
typedef struct Tag {
	const char *text;
	size_t size;
} Tag;

static cairo_status_t
keep_bytes(void *closure, const unsigned char *bytes, unsigned size)
{
	g_string_append_len(closure, (const char *)bytes, (gssize)size);
	return CAIRO_STATUS_SUCCESS;
}

static GString *
page_as_svg(PopplerPage *page)
{
	GString *svg = g_string_new(NULL);
	double width, height;

	poppler_page_get_size(page, &width, &height);
	cairo_surface_t *surface =
	    cairo_svg_surface_create_for_stream(keep_bytes, svg, width, height);
	cairo_t *cairo = cairo_create(surface);
	poppler_page_render_for_printing(page, cairo);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return svg;
}

/* Where the value of an attribute begins; NULL where there is none. */
static const char *
attribute(Tag tag, const char *name)
{
	size_t size = strlen(name);
	const char *end = tag.text + tag.size;

	for (const char *p = tag.text; p + size + 3 < end; p++)
		if (*p == ' ' && !memcmp(p + 1, name, size) &&
		    p[size + 1] == '=' && p[size + 2] == '"')
			return p + size + 3;
	return NULL;
}

/* Where the value of a property of `style="…"` begins. */
static const char *
property(Tag tag, const char *name)
{
	const char *style = attribute(tag, "style");
	size_t size = strlen(name);

	for (; style && *style && *style != '"'; style++)
		if ((style[-1] == '"' || style[-1] == ';') &&
		    !strncmp(style, name, size) && style[size] == ':')
			return style + size + 1;
	return NULL;
}

static bool
is_named(Tag tag, const char *name)
{
	size_t size = strlen(name);

	return tag.size > size + 1 && !memcmp(tag.text + 1, name, size) &&
	       strchr(" >/", tag.text[size + 1]);
}

static bool
read_number(const char **text, double *number)
{
	char *end;

	*text += strspn(*text, " ,%");
	*number = g_ascii_strtod(*text, &end);
	if (end == *text || !isfinite(*number))
		return false;
	*text = end;
	return true;
}

/* rgb(84.3%,0%,5.9%); black where it is anything else. */
static bool
read_color(const char *text, uint8_t rgb[3])
{
	double percent;

	memset(rgb, 0, 3);
	if (!text || strncmp(text, "rgb(", 4))
		return false;
	text += 4;
	for (int i = 0; i < 3 && read_number(&text, &percent); i++)
		rgb[i] = (uint8_t)lround(fmin(fmax(percent, 0), 100) * 2.55);
	return true;
}

/* The place of a point by `transform="matrix(…)"`. */
static void
transform(const double matrix[6], double *x, double *y)
{
	double across = matrix[0] * *x + matrix[2] * *y + matrix[4];

	*y = matrix[1] * *x + matrix[3] * *y + matrix[5];
	*x = across;
}

static void
read_matrix(Tag tag, double matrix[6])
{
	const char *text = attribute(tag, "transform");

	memcpy(matrix, (double[]){1, 0, 0, 1, 0, 0}, 6 * sizeof *matrix);
	if (!text || strncmp(text, "matrix(", 7))
		return;
	text += 7;
	for (int i = 0; i < 6 && read_number(&text, &matrix[i]); i++)
		;
}

static void
enclose(DrawnPath *path, double x, double y)
{
	path->left = fmin(path->left, x);
	path->right = fmax(path->right, x);
	path->top = fmin(path->top, y);
	path->bottom = fmax(path->bottom, y);
}

/* All coordinates that cairo writes are absolute, x before y. */
static bool
read_path(Tag tag, DrawnPath *path)
{
	const char *d = attribute(tag, "d");
	double matrix[6], x, y, thickness;

	*path = (DrawnPath){INFINITY, INFINITY, -INFINITY, -INFINITY, {0}, 0};
	read_matrix(tag, matrix);
	while (d && *d && *d != '"') {
		path->curved |= *d == 'C';
		if (g_ascii_isalpha(*d) || *d == ' ')
			d++;
		else if (!read_number(&d, &x) || !read_number(&d, &y))
			break;
		else {
			transform(matrix, &x, &y);
			enclose(path, x, y);
		}
	}
	if (!(path->left <= path->right))
		return false;
	const char *width = property(tag, "stroke-width");
	if (read_color(property(tag, "stroke"), path->rgb) && width &&
	    read_number(&width, &thickness)) {
		double half =
		    thickness / 2 *
		    sqrt(fabs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
		enclose(path, path->left - half, path->top - half);
		enclose(path, path->right + half, path->bottom + half);
		return true;
	}
	return read_color(property(tag, "fill"), path->rgb);
}

/* Inside of these nothing is drawn at its place. */
static int
depth_change(Tag tag)
{
	static const char *const holders[] = {"defs", "clipPath", "mask",
					      "pattern", "symbol"};
	bool closing = tag.text[1] == '/';
	Tag name = {tag.text + closing, tag.size - closing};

	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
		if (is_named(name, holders[i]))
			return closing ? -1 : tag.text[tag.size - 2] != '/';
	return 0;
}

static void
read_tag(Arena *arena, Tag tag, Drawn *drawn)
{
	const char *x = attribute(tag, "x"), *y = attribute(tag, "y");
	const char *target = attribute(tag, "xlink:href");
	DrawnPath path;
	DrawnGlyph glyph;

	if (is_named(tag, "use") && x && y && target &&
	    !strncmp(target, "#glyph", 6)) {
		if (read_number(&x, &glyph.x) && read_number(&y, &glyph.y))
			*array_push(arena, &drawn->glyphs) = glyph;
	} else if (is_named(tag, "path") && read_path(tag, &path))
		*array_push(arena, &drawn->paths) = path;
}

Drawn
drawn_read(Arena *arena, PopplerPage *page)
{
	GString *svg = page_as_svg(page);
	const char *at = svg->str;
	Drawn drawn = {0};
	int depth = 0;

	while ((at = strchr(at, '<'))) {
		const char *end = strchr(at, '>');
		if (!end)
			break;
		Tag tag = {at, (size_t)(end - at) + 1};
		depth += depth_change(tag);
		if (depth == 0)
			read_tag(arena, tag, &drawn);
		at = end + 1;
	}
	g_string_free(svg, TRUE);
	return drawn;
}
