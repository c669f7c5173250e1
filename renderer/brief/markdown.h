/* The body of a brief: Markdown as cmark-gfm reads it, less what an official
 * briefing has no form for. Inside brief/ only. */
#ifndef ZB_BRIEF_MARKDOWN_H
#define ZB_BRIEF_MARKDOWN_H

#include "brief/brief.h"

typedef struct Markdown {
	Arena *arena;
	const Source *source;
	uint32_t first_line; /* of the body */
	size_t offset;	     /* of the body */
	Diagnostics *diag;
	unsigned warnings, errors;
	bool stopped; /* enough was reported: reading on makes no sense */
	/* The source with `]:` written `];`, offset for offset. This is what
	 * cmark reads: a link definition would vanish from the text, and the
	 * lines after it would be counted wrongly. */
	const char *masked;
	bool has_footnotes; /* a line says [^…]: */
} Markdown;

/* What Markdown has and a briefing has not. */
typedef enum Unsupported {
	UNSUPPORTED_TABLE,
	UNSUPPORTED_IMAGE,
	UNSUPPORTED_FOOTNOTE,
	UNSUPPORTED_HTML,
	UNSUPPORTED_NESTING, /* of the HTML that is known */
	UNSUPPORTED_RUBY,
	UNSUPPORTED_CODE_BLOCK,
	UNSUPPORTED_CODE,
	UNSUPPORTED_LINK,
	UNSUPPORTED_LINK_DEFINITION,
	UNSUPPORTED_STRIKETHROUGH,
	UNSUPPORTED_THEMATIC_BREAK,
	UNSUPPORTED_HEADING,
} Unsupported;

/* Reads the body, which begins on `first_line`. Returns false after reporting
 * an error that leaves no blocks. */
bool markdown_read(Arena *arena, const Source *source, uint32_t first_line,
		   Diagnostics *diag, const Block **blocks, size_t *count);

/* Looks through the bytes before cmark does: fills in `masked` and
 * `has_footnotes`, reports control characters. Returns false, having reported,
 * where cmark would need too much memory or time. */
bool markdown_scan(Markdown *markdown);

/* Reports through the cap on findings; `message` is no format. */
void markdown_report(Markdown *markdown, DiagSeverity severity,
		     const char *code, Position at, const char *hint,
		     const char *message);
void markdown_unsupported(Markdown *markdown, Unsupported what, Position at);

/* True for HTML that is comments and blanks only: a note of the editor's. */
bool markdown_is_comment(const char *html);

#endif
