#include "queue/attributes.h"

#include <cups/pwg.h>
#include <stdio.h>
#include <string.h>

/* The paper by its name; with a tray it has to be a collection. */
static void
add_media(ipp_t *request, const Ticket *ticket)
{
	const pwg_media_t *media =
	    ticket->media ? pwgMediaForPWG(ticket->media) : NULL;

	if (!ticket->source) {
		if (ticket->media)
			ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD,
				     "media", NULL, ticket->media);
		return;
	}
	ipp_t *collection = ippNew();
	if (media) {
		ipp_t *size = ippNew();
		ippAddInteger(size, IPP_TAG_JOB, IPP_TAG_INTEGER, "x-dimension",
			      media->width);
		ippAddInteger(size, IPP_TAG_JOB, IPP_TAG_INTEGER, "y-dimension",
			      media->length);
		ippAddCollection(collection, IPP_TAG_JOB, "media-size", size);
		ippDelete(size);
	}
	ippAddString(collection, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media-source",
		     NULL, ticket->source);
	ippAddCollection(request, IPP_TAG_JOB, "media-col", collection);
	ippDelete(collection);
}

void
attributes_add_ticket(ipp_t *request, const Ticket *ticket,
		      const Abilities *abilities)
{
	int finishing = ticket->saddle	 ? abilities->saddle
			: ticket->staple ? abilities->staple
					 : 0;

	ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
	if (finishing)
		ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_ENUM, "finishings",
			      finishing);
	if (ticket->sides)
		ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides",
			     NULL, ticket->sides);
	if (ticket->grey && words_have(&abilities->color_modes, "monochrome"))
		ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD,
			     "print-color-mode", NULL, "monochrome");
	add_media(request, ticket);
}

static ipp_attribute_t *
lookup(ipp_t *response, const char *name)
{
	return ippFindAttribute(response, name, IPP_TAG_ZERO);
}

static Words
read_words(Arena *arena, ipp_t *response, const char *name)
{
	ipp_attribute_t *attribute = lookup(response, name);
	ARRAY(const char *) words = {0};

	for (int i = 0; attribute && i < ippGetCount(attribute); i++) {
		const char *word = ippGetString(attribute, i, NULL);
		if (word)
			*array_push(arena, &words) = diag_safe(arena, word);
	}
	return (Words){words.items, words.count};
}

static const char *
read_text(Arena *arena, ipp_t *response, const char *name)
{
	ipp_attribute_t *attribute = lookup(response, name);
	const char *text = attribute ? ippGetString(attribute, 0, NULL) : NULL;

	return text && *text ? diag_safe(arena, text) : NULL;
}

/* A number; `missing` where it is not said or said not to be known. */
static int
read_number(ipp_t *response, const char *name, int missing)
{
	ipp_attribute_t *attribute = lookup(response, name);
	ipp_tag_t tag = attribute ? ippGetValueTag(attribute) : IPP_TAG_ZERO;

	return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM
		   ? ippGetInteger(attribute, 0)
		   : missing;
}

static bool
has_number(ipp_t *response, const char *name, int number)
{
	ipp_attribute_t *attribute = lookup(response, name);

	for (int i = 0; attribute && i < ippGetCount(attribute); i++)
		if (ippGetInteger(attribute, i) == number)
			return true;
	return false;
}

static bool
read_flag(ipp_t *response, const char *name, bool missing)
{
	ipp_attribute_t *attribute = lookup(response, name);

	return attribute ? ippGetBoolean(attribute, 0) != 0 : missing;
}

/* The first of these finishings that the printer has: a printer may know a
 * place for the staple only, and not the general word. */
static int
first_finishing(ipp_t *response, const int *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_number(response, "finishings-supported", values[i]))
			return values[i];
	return 0;
}

void
attributes_read_abilities(Arena *arena, ipp_t *response, Abilities *abilities)
{
	static const int staples[] = {
	    IPP_FINISHINGS_STAPLE, IPP_FINISHINGS_STAPLE_TOP_LEFT,
	    IPP_FINISHINGS_STAPLE_DUAL_LEFT, IPP_FINISHINGS_EDGE_STITCH_LEFT};
	static const int saddles[] = {IPP_FINISHINGS_SADDLE_STITCH,
				      IPP_FINISHINGS_BOOKLET_MAKER};

	*abilities = (Abilities){
	    .name = read_text(arena, response, "printer-name"),
	    .model = read_text(arena, response, "printer-make-and-model"),
	    .location = read_text(arena, response, "printer-location"),
	    .formats = read_words(arena, response, "document-format-supported"),
	    .sides = read_words(arena, response, "sides-supported"),
	    .media = read_words(arena, response, "media-supported"),
	    .sources = read_words(arena, response, "media-source-supported"),
	    .color_modes =
		read_words(arena, response, "print-color-mode-supported"),
	    .color = read_flag(response, "color-supported", false),
	    .takes_jobs = has_number(response, "operations-supported",
				     IPP_OP_CREATE_JOB) &&
			  has_number(response, "operations-supported",
				     IPP_OP_SEND_DOCUMENT),
	    .accepting = read_flag(response, "printer-is-accepting-jobs", true),
	    .staple = first_finishing(response, staples,
				      sizeof staples / sizeof *staples),
	    .saddle = first_finishing(response, saddles,
				      sizeof saddles / sizeof *saddles),
	    .state = read_number(response, "printer-state", 0),
	    .reasons = read_words(arena, response, "printer-state-reasons"),
	};
}

void
attributes_want_report(ipp_t *request)
{
	static const char *const wanted[] = {
	    "job-id",
	    "job-name",
	    "job-state",
	    "job-state-reasons",
	    "job-impressions-completed",
	    "job-media-sheets-completed",
	    "job-k-octets",
	    "time-at-processing",
	    "date-time-at-processing",
	};

	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
		      "requested-attributes", sizeof wanted / sizeof *wanted,
		      NULL, wanted);
}

/* Has it ever begun to process the job? Only the word "no value" says no: an
 * attribute that is missing says nothing. */
static JobBegun
read_begun(ipp_t *response)
{
	static const char *const names[] = {"time-at-processing",
					    "date-time-at-processing"};
	JobBegun begun = BEGUN_UNSAID;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		ipp_attribute_t *attribute = lookup(response, names[i]);
		if (!attribute)
			continue;
		if (ippGetValueTag(attribute) != IPP_TAG_NOVALUE)
			return BEGUN_YES;
		begun = BEGUN_NO;
	}
	return begun;
}

void
attributes_read_report(ipp_t *response, JobReport *report)
{
	ipp_attribute_t *name = lookup(response, "job-name");
	ipp_attribute_t *reasons = lookup(response, "job-state-reasons");
	const char *text = name ? ippGetString(name, 0, NULL) : NULL;
	size_t used = 1;

	*report = (JobReport){
	    .stage = read_number(response, "job-state", 0),
	    .impressions =
		read_number(response, "job-impressions-completed", -1),
	    .sheets = read_number(response, "job-media-sheets-completed", -1),
	    .kilobytes = read_number(response, "job-k-octets", -1),
	    .begun = read_begun(response),
	    .reasons = ",",
	};
	snprintf(report->name, sizeof report->name, "%s", text ? text : "");
	for (int i = 0; reasons && i < ippGetCount(reasons); i++) {
		const char *reason = ippGetString(reasons, i, NULL);
		if (!reason)
			continue;
		/* A reason that is not seen could be what speaks against. */
		if (used + strlen(reason) + 2 >= sizeof report->reasons)
			report->stage = 0;
		else
			used += (size_t)snprintf(report->reasons + used,
						 sizeof report->reasons - used,
						 "%s,", reason);
	}
}

int
attributes_find_job(ipp_t *response, const char *name)
{
	int job = 0, found = 0;
	bool ours = false;

	for (ipp_attribute_t *a = ippFirstAttribute(response); a;
	     a = ippNextAttribute(response)) {
		const char *attribute = ippGetName(a);
		if (!attribute) { /* between two jobs */
			job = 0;
			ours = false;
		} else if (!strcmp(attribute, "job-id")) {
			job = ippGetInteger(a, 0);
		} else if (!strcmp(attribute, "job-name")) {
			const char *text = ippGetString(a, 0, NULL);
			ours = text && !strcmp(text, name);
		}
		if (ours && job)
			found = job;
	}
	return found;
}
