/* The way to one IPP server: its address, the connection that is kept to it,
 * and single exchanges on it. An answer is read with bounds: what listens at an
 * address need not be a printer, nor mean well. */
#ifndef ZB_QUEUE_CONNECTION_H
#define ZB_QUEUE_CONNECTION_H

#include <cups/cups.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct Connection {
	char uri[HTTP_MAX_URI]; /* printer-uri, in each request */
	char host[HTTP_MAX_HOST], resource[HTTP_MAX_URI];
	int port;
	http_encryption_t encryption;
	double seconds; /* the limit of each wait, and of a whole answer */
	http_t *http;	/* NULL: not connected */
	struct timespec used;
	bool late;     /* the last exchange ended because the time was over */
	char why[200]; /* why there was no answer; for people */
} Connection;

/* Takes a URI apart (ipp, ipps, http, https); false where it is none, or names a
 * user. Nothing is connected yet. */
bool connection_read_address(Connection *connection, const char *uri);

/* Sends the request, which is freed, with the `size` bytes of a document behind
 * it; returns the response, which the caller frees. NULL where the document did
 * not leave whole or no whole answer came: then the connection is closed, and
 * what was asked may have been done. */
ipp_t *connection_exchange(Connection *connection, ipp_t *request,
			   const void *bytes, size_t size);

/* True where there is a connection that has been used before. */
bool connection_is_open(const Connection *connection);

void connection_close(Connection *connection);

#endif
