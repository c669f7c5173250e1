#include "base/source.h"

#include "base/utf8.h"

Source *
source_from_bytes(Arena *arena, const char *path, const char *bytes,
		  size_t size)
{
	Source *source = arena_alloc(arena, sizeof *source);
	ARRAY(size_t) starts = {0};

	*array_push(arena, &starts) = 0;
	for (size_t i = 0; i < size; i++)
		if (bytes[i] == '\n' ||
		    (bytes[i] == '\r' &&
		     (i + 1 == size || bytes[i + 1] != '\n')))
			*array_push(arena, &starts) = i + 1;
	source->path = arena_copy_string(arena, path);
	source->bytes = bytes;
	source->size = size;
	source->line_starts = starts.items;
	source->line_count = (uint32_t)starts.count;
	return source;
}

const char *
source_line(const Source *source, uint32_t line, size_t *size)
{
	*size = 0;
	if (!source || line == 0 || line > source->line_count)
		return "";
	size_t start = source->line_starts[line - 1];
	size_t end = line < source->line_count ? source->line_starts[line]
					       : source->size;
	while (end > start && (source->bytes[end - 1] == '\n' ||
			       source->bytes[end - 1] == '\r'))
		end--;
	*size = end - start;
	return source->bytes + start;
}

Position
source_position(const Source *source, size_t offset)
{
	uint32_t low = 0, high = source->line_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (source->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return source_position_in_line(source, low + 1,
				       offset - source->line_starts[low]);
}

Position
source_position_in_line(const Source *source, uint32_t line, size_t byte)
{
	size_t size;
	const char *bytes = source_line(source, line, &size);

	if (byte > size)
		byte = size;
	return (Position){source, line, (uint32_t)utf8_count(bytes, byte) + 1};
}

Position
position_advance(Position at, uint32_t characters)
{
	at.column += characters;
	return at;
}
