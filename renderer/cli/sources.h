/* What the pages of a brief depend on, watched for saving: the brief, layouts,
 * font sets, the user's fonts. Editors save by writing the file or by renaming
 * another one over it, so it is the folders that are watched. */
#ifndef ZB_CLI_SOURCES_H
#define ZB_CLI_SOURCES_H

#include "cli/job.h"

typedef struct Sources Sources;

/* Returns NULL after reporting. */
Sources *sources_open(Diagnostics *diag);
void sources_close(Sources *sources);

/* A descriptor that can be read from when something may have been saved. */
int sources_descriptor(const Sources *sources);

/* Watches what this job was read from, as far as it came, too. False after
 * reporting. */
bool sources_add(Sources *sources, const Job *job, const Options *options,
		 Diagnostics *diag);

typedef enum SourceNews {
	NEWS_NONE,
	NEWS_BEGUN, /* a source is there that was not: it is being written, or
		       was given its name when it was whole already */
	NEWS_SAVED,
} SourceNews;

/* Reads all that has happened, and returns the most important of it. */
SourceNews sources_news(Sources *sources);

#endif
