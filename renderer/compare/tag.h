/* How words are set on a picture: in whatever fonts the document has. */
#ifndef ZB_COMPARE_TAG_H
#define ZB_COMPARE_TAG_H

#include "display/label.h"

/* The faces that a display list uses, those without serifs first. */
typedef struct TagFaces {
	ARRAY(const Face *) items;
} TagFaces;

TagFaces tag_faces(Arena *arena, const Display *display);

/* The style of words in these faces, which it points to. */
LabelStyle tag_style(const TagFaces *faces, Length size, const Color *color);

#endif
