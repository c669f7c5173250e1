/* The fields of a brief's front matter, checked against what its layout
 * declares, and the templates that print them. */
#ifndef ZB_STYLE_FIELDS_H
#define ZB_STYLE_FIELDS_H

#include "brief/brief.h"
#include "style/layout.h"

typedef struct FieldValue {
	const Field *field;
	bool given;		  /* by the brief or by the layout's default */
	const char *const *texts; /* as printed; a list has several */
	const Position *at;
	size_t count;
	const char *date;   /* FIELD_DATE: YYYY-MM-DD */
	const Record *rows; /* FIELD_ROWS: a list of texts and maps; `texts` are
			       none */
} FieldValue;

typedef struct Fields {
	const FieldValue *values; /* one for each field of the layout */
	size_t count;
} Fields;

/* Checks names, types and required fields; reports all that is wrong and
 * returns what is right. */
const Fields *fields_read(Arena *arena, const Layout *layout,
			  const Brief *brief, Diagnostics *diag);

const FieldValue *fields_lookup(const Fields *fields, const char *name);

/* The same where the field is given; NULL too where `name` is. */
const FieldValue *fields_given(const Fields *fields, const char *name);

/* The same fields, but for one of one text. */
const Fields *fields_replace(Arena *arena, const Fields *fields,
			     const char *name, const char *text);

/* What templates print besides fields, each under a name of its own. */
typedef struct TemplateExtra {
	const char *text; /* NULL: not given here */
	Position at;	  /* where it is written, if anywhere */
} TemplateExtra;

typedef struct TemplateExtras {
	TemplateExtra page;	    /* {页码} */
	TemplateExtra number;	    /* {份号} */
	TemplateExtra reader, unit; /* {读者}, {读者单位} */
	TemplateExtra title;	    /* {标题} */
} TemplateExtras;

/* Expands a template: {name} prints a field, or else one of the extras, [ … ] is left
 * out where one that is in it is not given. Doubled brackets stand for
 * themselves. The text's spans carry the places of the fields in the brief,
 * and `at` for the layout's own words. Returns false where a field outside
 * brackets is not given: then nothing is to be printed. A template is checked
 * when the layout is read. */
bool template_expand(Arena *arena, const Fields *fields, const char *pattern,
		     Position at, const TemplateExtras *extras, Text *text);

/* Which extras a part of the layout has. */
typedef enum TemplateScope {
	SCOPE_FIELDS,  /* none */
	SCOPE_RUNNING, /* the page's number */
	SCOPE_COPY,    /* all that speak of a copy */
} TemplateScope;

/* Reports what is wrong with a template: an unknown field, a bracket that is
 * not closed. */
bool template_check(const char *pattern, const Layout *layout,
		    TemplateScope scope, Position at, Diagnostics *diag);

#endif
