/* The sRGB colour profile that the colours of a file are meant in. */
#ifndef ZB_PDF_PROFILE_H
#define ZB_PDF_PROFILE_H

#include "pdf/buffer.h"

/* Appends the profile: ICC version 2, some 500 bytes. */
void pdf_put_profile(PdfBuffer *out);

#endif
