/* What the tables of a font file say about one of its fonts, read directly:
 * the few numbers that tell fonts of a family apart. HarfBuzz's own answers
 * would come from a STAT table first, which in static fonts often lists the
 * whole family's values. */
#ifndef ZB_FONT_SFNT_H
#define ZB_FONT_SFNT_H

#include <hb.h>
#include <stdbool.h>

typedef struct SfntTraits {
	bool cff, glyf; /* has this kind of outlines */
	bool variable;
	bool italic;	 /* or oblique */
	unsigned weight; /* usWeightClass, 400 where nothing is said */
	unsigned width;	 /* usWidthClass: 5 is normal */
	unsigned fs_type;
	unsigned family_class; /* the class alone, without its subclass */
	unsigned panose_family, panose_serif;
	int bbox[4]; /* xMin yMin xMax yMax */
} SfntTraits;

void sfnt_read_traits(hb_face_t *face, SfntTraits *traits);

/* True where the file is long enough to hold all tables of its font `index`. A
 * table cut short is not seen otherwise: HarfBuzz lends what there is of it. */
bool sfnt_is_whole(hb_blob_t *file, unsigned index);

#endif
