#define _XOPEN_SOURCE 700
#include "queue/connection.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A connection that was idle for longer is not used again: a server closes it
 * at some time, and of a request that met that moment nobody knows whether it
 * arrived. */
enum { IDLE_SECONDS = 5 };

/* The document leaves in pieces of this size. */
enum { PIECE = 32 * 1024 };

/* An answer longer than that is none: a printer with hundreds of papers says
 * 100 KiB of itself. */
enum { ANSWER_MOST = 1024 * 1024 };

/* Collections in collections: media-col-database has three levels. The library
 * reads them by recursion, as deep as it is told. */
enum { DEPTH_MOST = 16 };

bool
connection_read_address(Connection *connection, const char *uri)
{
	char scheme[32], user[128];

	if (httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme,
			    user, sizeof user, connection->host,
			    sizeof connection->host, &connection->port,
			    connection->resource,
			    sizeof connection->resource) < HTTP_URI_STATUS_OK)
		return false;
	/* An address goes into the register, where a password has no place. */
	if (*user)
		return false;
	bool secure = !strcmp(scheme, "ipps") || !strcmp(scheme, "https");
	if (!secure && strcmp(scheme, "ipp") != 0 &&
	    strcmp(scheme, "http") != 0)
		return false;
	/* An address without a path means the usual one. */
	if (!strcmp(connection->resource, "/"))
		strcpy(connection->resource, "/ipp/print");
	connection->encryption =
	    secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
	return httpAssembleURI(HTTP_URI_CODING_ALL, connection->uri,
			       sizeof connection->uri, secure ? "ipps" : "ipp",
			       NULL, connection->host, connection->port,
			       connection->resource) >= HTTP_URI_STATUS_OK;
}

bool
connection_is_open(const Connection *connection)
{
	return connection->http != NULL;
}

void
connection_close(Connection *connection)
{
	httpClose(connection->http);
	connection->http = NULL;
}

static struct timespec
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time;
}

static void
say_why(Connection *connection, const char *why)
{
	snprintf(connection->why, sizeof connection->why, "%s",
		 why && *why ? why : "没有回答");
}

/* A wait that has lasted long enough is given up. */
static int
give_up(http_t *http, void *context)
{
	Connection *connection = context;

	(void)http;
	connection->late = true;
	return 0;
}

static bool
connect_to(Connection *c)
{
	if (c->http && now().tv_sec - c->used.tv_sec > IDLE_SECONDS)
		connection_close(c);
	if (!c->http) {
		c->http = httpConnect2(c->host, c->port, NULL, AF_UNSPEC,
				       c->encryption, 1,
				       (int)(c->seconds * 1000), NULL);
		if (c->http)
			httpSetTimeout(c->http, c->seconds, give_up, c);
	}
	return c->http != NULL;
}

/* Stops where the connection breaks or the server answers before the end.
 * Returns whether all has left. */
static bool
send_bytes(Connection *connection, const char *bytes, size_t size)
{
	while (size > 0) {
		size_t piece = size < PIECE ? size : PIECE;
		http_status_t status =
		    cupsWriteRequestData(connection->http, bytes, piece);
		bytes += piece;
		size -= piece;
		if (status != HTTP_STATUS_CONTINUE)
			break;
	}
	return size == 0;
}

static bool
is_in_time(Connection *connection, const struct timespec *begun)
{
	struct timespec time = now();
	double seconds = (double)(time.tv_sec - begun->tv_sec) +
			 (double)(time.tv_nsec - begun->tv_nsec) / 1e9;

	connection->late |= seconds > connection->seconds;
	return !connection->late;
}

/* The body of an answer; its size, or 0 where it does not come, has no end or
 * is not all here when the time is over. */
static size_t
read_body(Connection *connection, const struct timespec *begun, char *body)
{
	http_status_t status = HTTP_STATUS_CONTINUE;
	size_t size = 0;
	ssize_t more = 1;

	while (status == HTTP_STATUS_CONTINUE && is_in_time(connection, begun))
		status = httpUpdate(connection->http);
	if (status != HTTP_STATUS_OK) {
		say_why(connection, status > HTTP_STATUS_CONTINUE
					? httpStatus(status)
					: "没有回答，或者连接断了");
		return 0;
	}
	while (more > 0 && size < ANSWER_MOST &&
	       is_in_time(connection, begun)) {
		more = httpRead2(connection->http, body + size,
				 ANSWER_MOST - size);
		size += more > 0 ? (size_t)more : 0;
	}
	if (more == 0)
		return size;
	say_why(connection, more < 0 ? "回答到一半断了" : "回答没完没了");
	return 0;
}

static size_t
read_length(const unsigned char *at)
{
	return (size_t)at[0] << 8 | at[1];
}

/* Are the collections no deeper than printers need? Anything else that is wrong
 * is left to the library. RFC 8010, 3.1: a tag, a name and a value. */
static bool
is_shallow(const unsigned char *body, size_t size)
{
	enum { HEADER = 8, DELIMITERS = 0x10, BEGIN = 0x34, END = 0x37 };
	size_t at = HEADER;
	int depth = 0;

	while (at < size && depth <= DEPTH_MOST) {
		unsigned char tag = body[at++];
		if (tag < DELIMITERS)
			continue;
		depth += tag == BEGIN ? 1 : tag == END ? -1 : 0;
		for (int i = 0; i < 2 && at + 2 <= size; i++)
			at += 2 + read_length(body + at);
	}
	return depth <= DEPTH_MOST;
}

typedef struct Reader {
	const char *bytes;
	size_t left;
} Reader;

static ssize_t
read_bytes(void *context, ipp_uchar_t *bytes, size_t size)
{
	Reader *reader = context;

	size = size < reader->left ? size : reader->left;
	memcpy(bytes, reader->bytes, size);
	reader->bytes += size;
	reader->left -= size;
	return (ssize_t)size;
}

static ipp_t *
parse(const char *body, size_t size)
{
	Reader reader = {body, size};
	ipp_state_t state = IPP_STATE_IDLE;

	if (!is_shallow((const unsigned char *)body, size))
		return NULL;
	ipp_t *response = ippNew();
	while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR)
		state = ippReadIO(&reader, read_bytes, 1, NULL, response);
	if (state == IPP_STATE_DATA)
		return response;
	ippDelete(response);
	return NULL;
}

static ipp_t *
read_response(Connection *connection)
{
	struct timespec begun = now();
	char *body = malloc(ANSWER_MOST);
	size_t size = body ? read_body(connection, &begun, body) : 0;
	ipp_t *response = size ? parse(body, size) : NULL;

	if (size && !response)
		say_why(connection, "回答不是 IPP");
	free(body);
	return response;
}

/* Sends a request and its document. False where they did not leave whole: also
 * where the server answers before it has them, which the library cannot read
 * any more. */
static bool
send_request(Connection *connection, ipp_t *request, const void *bytes,
	     size_t size)
{
	if (!connect_to(connection)) {
		say_why(connection, cupsLastErrorString());
		return false;
	}
	/* The length is said beforehand, so that a printer can tell a whole
	 * document from one that was cut off. */
	http_status_t status =
	    cupsSendRequest(connection->http, request, connection->resource,
			    ippLength(request) + size);
	if (status == HTTP_STATUS_CONTINUE ||
	    (status == HTTP_STATUS_OK && !size)) {
		if (send_bytes(connection, bytes, size))
			return true;
		say_why(connection, "没有收完文件就断了，或者就回答了");
	} else if (status == HTTP_STATUS_OK) {
		say_why(connection, "没有收文件就回答了");
	} else {
		say_why(connection, cupsLastErrorString());
	}
	return false;
}

/* What followed a document that did not leave whole would be taken for the rest
 * of it: that connection is not used again. */
ipp_t *
connection_exchange(Connection *connection, ipp_t *request, const void *bytes,
		    size_t size)
{
	connection->late = false;
	bool sent = send_request(connection, request, bytes, size);
	ipp_t *response = sent ? read_response(connection) : NULL;

	ippDelete(request);
	connection->used = now();
	if (!response)
		connection_close(connection);
	return response;
}
