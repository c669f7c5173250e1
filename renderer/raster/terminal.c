#define _DEFAULT_SOURCE /* struct winsize */
#include "raster/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include <chafa.h>

#include "raster/inline.h"

bool
terminal_form_by_name(const char *name, TerminalForm *form)
{
	static const struct {
		const char *name;
		TerminalForm form;
	} forms[] = {{"blocks", TERMINAL_BLOCKS},
		     {"sixel", TERMINAL_SIXEL},
		     {"kitty", TERMINAL_KITTY},
		     {"iterm", TERMINAL_ITERM}};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (!strcmp(name, forms[i].name)) {
			*form = forms[i].form;
			return true;
		}
	return false;
}

/* What chafa knows about the terminal of the environment. To be unreferenced.
 */
static ChafaTermInfo *
detect_info(void)
{
	gchar **environment = g_get_environ();
	ChafaTermInfo *info =
	    chafa_term_db_detect(chafa_term_db_get_default(), environment);

	g_strfreev(environment);
	return info;
}

TerminalForm
terminal_detect(void)
{
	const char *name = getenv("TERM");

	if (!name || !*name || !strcmp(name, "dumb"))
		return TERMINAL_NONE;
	ChafaTermInfo *info = detect_info();
	TerminalForm form = TERMINAL_BLOCKS;
	if (chafa_term_info_have_seq(
		info, CHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1))
		form = TERMINAL_KITTY;
	else if (chafa_term_info_have_seq(info,
					  CHAFA_TERM_SEQ_BEGIN_ITERM2_IMAGE))
		form = TERMINAL_ITERM;
	else if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_SIXELS))
		form = TERMINAL_SIXEL;
	chafa_term_info_unref(info);
	return form;
}

void
terminal_measure(Terminal *terminal, int fd)
{
	struct winsize size = {0};

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		size = (struct winsize){0};
	terminal->columns = size.ws_col ? size.ws_col : 80;
	terminal->rows = size.ws_row ? size.ws_row : 24;
	terminal->cell_width = size.ws_xpixel / terminal->columns;
	terminal->cell_height = size.ws_ypixel / terminal->rows;
	/* Many say nothing about pixels, or nonsense. */
	if (terminal->cell_width < 2 || terminal->cell_height < 4) {
		terminal->cell_width = 10;
		terminal->cell_height = 20;
	}
}

/* As many colours as the terminal has. */
static ChafaCanvasMode
canvas_mode(const ChafaTermInfo *info, TerminalForm form)
{
	if (form == TERMINAL_SIXEL ||
	    chafa_term_info_have_seq(info,
				     CHAFA_TERM_SEQ_SET_COLOR_FGBG_DIRECT))
		return CHAFA_CANVAS_MODE_TRUECOLOR;
	if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_SET_COLOR_FGBG_256))
		return CHAFA_CANVAS_MODE_INDEXED_240;
	if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_SET_COLOR_FGBG_16))
		return CHAFA_CANVAS_MODE_INDEXED_16;
	return CHAFA_CANVAS_MODE_FGBG_BGFG;
}

/* The finest division of a cell that common fonts have: sixths. The console's
 * own font has halves and quarters. */
static ChafaSymbolMap *
block_symbols(void)
{
	const char *name = getenv("TERM");
	ChafaSymbolMap *map = chafa_symbol_map_new();

	chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_SPACE |
					      CHAFA_SYMBOL_TAG_BLOCK);
	if (!name || strcmp(name, "linux") != 0)
		chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_SEXTANT);
	return map;
}

static ChafaCanvas *
new_canvas(const Terminal *terminal, const ChafaTermInfo *info,
	   unsigned columns, unsigned rows)
{
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	ChafaSymbolMap *symbols = block_symbols();

	chafa_canvas_config_set_geometry(config, (gint)columns, (gint)rows);
	chafa_canvas_config_set_cell_geometry(
	    config, (gint)terminal->cell_width, (gint)terminal->cell_height);
	chafa_canvas_config_set_pixel_mode(config,
					   terminal->form == TERMINAL_SIXEL
					       ? CHAFA_PIXEL_MODE_SIXELS
					       : CHAFA_PIXEL_MODE_SYMBOLS);
	chafa_canvas_config_set_canvas_mode(config,
					    canvas_mode(info, terminal->form));
	chafa_canvas_config_set_symbol_map(config, symbols);
	chafa_canvas_config_set_preprocessing_enabled(config, FALSE);
	ChafaCanvas *canvas = chafa_canvas_new(config);
	chafa_symbol_map_unref(symbols);
	chafa_canvas_config_unref(config);
	return canvas;
}

/* The rows as chafa's sixels need them: it takes each row to begin a multiple of
 * four bytes behind the one before, whatever it is told. */
static const unsigned char *
align_rows(Arena *arena, const Raster *raster, size_t *stride)
{
	size_t size = (size_t)raster->width * 3;

	*stride = (size + 3) / 4 * 4;
	if (*stride == size)
		return raster->rgb;
	unsigned char *rows = arena_alloc(arena, *stride * raster->height);
	for (size_t y = 0; y < raster->height; y++)
		memcpy(rows + y * *stride, raster->rgb + y * size, size);
	return rows;
}

/* How many rows of pixels are drawn. Sixels are six high, and chafa draws as
 * many as fit: were it given more, it would press them together. */
static unsigned
drawn_height(TerminalForm form, const Raster *raster)
{
	enum { SIXEL = 6 };

	return form == TERMINAL_SIXEL && raster->height >= SIXEL
		   ? raster->height - raster->height % SIXEL
		   : raster->height;
}

/* Lets chafa draw it: sixels or blocks. */
static const char *
encode_by_chafa(Arena *arena, const Terminal *terminal, const Raster *raster,
		unsigned columns, unsigned rows, size_t *size)
{
	ChafaTermInfo *info = detect_info();
	ChafaTermInfo *common =
	    chafa_term_db_get_fallback_info(chafa_term_db_get_default());

	/* A form that was asked for may be unknown to this terminal. */
	ChafaCanvas *canvas = new_canvas(terminal, info, columns, rows);
	chafa_term_info_supplement(info, common);
	chafa_term_info_unref(common);
	unsigned height = drawn_height(terminal->form, raster);
	size_t stride;
	const unsigned char *pixels = align_rows(arena, raster, &stride);
	chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGB8, pixels,
				     (gint)raster->width, (gint)height,
				     (gint)stride);
	GString *text = chafa_canvas_print(canvas, info);
	chafa_canvas_unref(canvas);
	chafa_term_info_unref(info);
	*size = text->len;
	const char *copy = arena_copy(arena, text->str, text->len);
	g_string_free(text, TRUE);
	return copy;
}

const char *
terminal_encode(Arena *arena, const Terminal *terminal, const Raster *raster,
		unsigned columns, unsigned rows, size_t *size,
		Diagnostics *diag)
{
	switch (terminal->form) {
	case TERMINAL_KITTY:
		return inline_kitty(arena, raster, columns, rows, size, diag);
	case TERMINAL_ITERM:
		return inline_iterm(arena, raster, columns, rows, size, diag);
	case TERMINAL_NONE:
	case TERMINAL_BLOCKS:
	case TERMINAL_SIXEL:
		break;
	}
	return encode_by_chafa(arena, terminal, raster, columns, rows, size);
}
