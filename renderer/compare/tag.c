#include "compare/tag.h"

static void
add_face(Arena *arena, TagFaces *faces, const Face *face, bool serif)
{
	if (face->serif != serif)
		return;
	for (size_t i = 0; i < faces->items.count; i++)
		if (faces->items.items[i] == face)
			return;
	*array_push(arena, &faces->items) = face;
}

static void
add_faces(Arena *arena, TagFaces *faces, const DisplayPage *page, bool serif)
{
	for (size_t i = 0; i < page->count; i++) {
		if (page->items[i].kind != DISPLAY_LINE)
			continue;
		const DisplayLine *line = &page->items[i].line;
		for (size_t k = 0; k < line->count; k++)
			add_face(arena, faces, line->runs[k].face, serif);
	}
}

TagFaces
tag_faces(Arena *arena, const Display *display)
{
	TagFaces faces = {{0}};

	for (int serif = 0; serif < 2; serif++)
		for (size_t i = 0; i < display->count; i++)
			add_faces(arena, &faces, &display->pages[i], serif);
	return faces;
}

LabelStyle
tag_style(const TagFaces *faces, Length size, const Color *color)
{
	return (LabelStyle){faces->items.items, faces->items.count, size,
			    color};
}
