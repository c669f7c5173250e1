#include "raster/raster.h"

#include <math.h>
#include <string.h>

#include <png.h>

/* What libpng hands through to write_bytes. */
typedef struct Sink {
	Arena *arena;
	unsigned char *bytes;
	size_t size, capacity;
} Sink;

static void
write_bytes(png_structp png, png_bytep bytes, size_t size)
{
	Sink *sink = png_get_io_ptr(png);

	if (sink->size + size > sink->capacity) {
		sink->capacity = 2 * sink->capacity + size + 64 * 1024;
		unsigned char *larger =
		    arena_alloc(sink->arena, sink->capacity);
		if (sink->size)
			memcpy(larger, sink->bytes, sink->size);
		sink->bytes = larger;
	}
	memcpy(sink->bytes + sink->size, bytes, size);
	sink->size += size;
}

/* libpng's own would take the sink for a FILE. */
static void
flush_nothing(png_structp png)
{
	(void)png;
}

static png_voidp
allocate(png_structp png, png_alloc_size_t size)
{
	return arena_alloc(png_get_mem_ptr(png), size);
}

static void
free_nothing(png_structp png, png_voidp memory)
{
	(void)png;
	(void)memory;
}

static void
write_picture(png_structp png, png_infop info, const Raster *raster, double dpi)
{
	png_uint_32 per_meter = (png_uint_32)lround(dpi / 0.0254);
	size_t stride = (size_t)raster->width * 3;

	/* Text is flat colour with sharp edges: predicting a pixel from its
	 * neighbours makes the file larger. */
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
	/* On such pictures zlib's lazy levels, from 4 on, take twice the time
	 * for larger files; measured on A4 at 100 dpi. */
	png_set_compression_level(png, 3);
	png_set_IHDR(png, info, raster->width, raster->height, 8,
		     PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_pHYs(png, info, per_meter, per_meter, PNG_RESOLUTION_METER);
	png_write_info(png, info);
	for (unsigned y = 0; y < raster->height; y++)
		png_write_row(png, raster->rgb + y * stride);
	png_write_end(png, info);
}

/* libpng leaves by longjmp, or ends the program, when it finds an error. None
 * is left to find: its memory and what it writes come from an arena, and a
 * raster has at least one pixel. */
const unsigned char *
raster_png(Arena *arena, const Raster *raster, double dpi, size_t *size,
	   Diagnostics *diag)
{
	Sink sink = {.arena = arena};
	png_structp png =
	    png_create_write_struct_2(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL,
				      arena, allocate, free_nothing);
	png_infop info = png ? png_create_info_struct(png) : NULL;

	if (info) {
		png_set_write_fn(png, &sink, write_bytes, flush_nothing);
		write_picture(png, info, raster, dpi);
	} else {
		diag_report(diag, DIAG_FAILURE, "libpng-failed", (Position){0},
			    "请检查 libpng 是否与编译时的版本一致。",
			    "libpng 无法启动");
	}
	png_destroy_write_struct(&png, &info);
	*size = sink.size;
	return sink.bytes;
}

bool
raster_write_png(const Raster *raster, double dpi, Output *output,
		 Diagnostics *diag)
{
	Arena *arena = arena_new();
	size_t size;
	const unsigned char *bytes =
	    raster_png(arena, raster, dpi, &size, diag);
	bool good = bytes && output_write(output, bytes, size);

	arena_free(arena);
	return good;
}
