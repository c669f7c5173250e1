#define _XOPEN_SOURCE 700
#include "queue/printer.h"

#include <cups/cups.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "queue/attributes.h"

/* A connection that was idle for longer is not used again: a server closes it
 * at some time, and of a request that met that moment nobody knows whether it
 * arrived. */
enum { IDLE_SECONDS = 5 };

/* The document leaves in pieces of this size. */
enum { PIECE = 32 * 1024 };

struct Printer {
	const char *name;
	char uri[HTTP_MAX_URI]; /* printer-uri, in each request */
	char host[HTTP_MAX_HOST], resource[HTTP_MAX_URI];
	int port;
	http_encryption_t encryption;
	double seconds;
	http_t *http; /* NULL: not connected */
	struct timespec used;
	char why[400];
};

bool
printer_is_address(const char *name)
{
	return strstr(name, "://") != NULL;
}

const char *
printer_name(const Printer *printer)
{
	return printer->name;
}

const char *
printer_why(const Printer *printer)
{
	return printer->why;
}

/* Takes a URI apart. An address without a path means the usual one. */
static bool
read_address(Printer *printer, const char *uri)
{
	char scheme[32], user[128];

	if (httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme,
			    user, sizeof user, printer->host,
			    sizeof printer->host, &printer->port,
			    printer->resource,
			    sizeof printer->resource) < HTTP_URI_STATUS_OK)
		return false;
	bool secure = !strcmp(scheme, "ipps") || !strcmp(scheme, "https");
	if (!secure && strcmp(scheme, "ipp") != 0 &&
	    strcmp(scheme, "http") != 0)
		return false;
	if (!strcmp(printer->resource, "/"))
		strcpy(printer->resource, "/ipp/print");
	printer->encryption =
	    secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
	return httpAssembleURI(HTTP_URI_CODING_ALL, printer->uri,
			       sizeof printer->uri, secure ? "ipps" : "ipp",
			       NULL, printer->host, printer->port,
			       printer->resource) >= HTTP_URI_STATUS_OK;
}

/* A queue is spoken to at the CUPS server, whatever host its URI names; one
 * that was only found on the network becomes a queue by being connected to. */
static bool
read_queue(Printer *printer, cups_dest_t *dest)
{
	const char *uri = cupsGetOption("printer-uri-supported",
					dest->num_options, dest->options);

	if (!uri) {
		http_t *http = cupsConnectDest(
		    dest, CUPS_DEST_FLAGS_NONE, (int)(printer->seconds * 1000),
		    NULL, printer->resource, sizeof printer->resource, NULL,
		    NULL);
		httpClose(http);
		uri = cupsGetOption("printer-uri-supported", dest->num_options,
				    dest->options);
	}
	if (!uri || !read_address(printer, uri))
		return false;
	snprintf(printer->host, sizeof printer->host, "%s", cupsServer());
	printer->port = ippPort();
	printer->encryption = cupsEncryption();
	return true;
}

/* No password is asked for: a print run has to go on by itself. */
static const char *
no_password(const char *prompt, http_t *http, const char *method,
	    const char *resource, void *context)
{
	(void)prompt, (void)http, (void)method, (void)resource, (void)context;
	return NULL;
}

static void
report_missing(const char *name, Diagnostics *diag)
{
	static const char hint[] =
	    "zhuanbao printers 列出有哪些；没有队列时直接写打印机的地址："
	    "--printer ipp://主机/ipp/print";

	if (name)
		diag_report(diag, DIAG_FAILURE, "no-such-printer",
			    (Position){0}, hint, "没有打印机“%s”", name);
	else
		diag_report(diag, DIAG_FAILURE, "no-printer", (Position){0},
			    hint, "没有打印机：CUPS 没有默认的队列");
}

Printer *
printer_open(Arena *arena, const char *name, double seconds, Diagnostics *diag)
{
	Printer *printer = arena_alloc(arena, sizeof *printer);
	bool found = false;

	printer->seconds = seconds;
	cupsSetPasswordCB2(no_password, NULL);
	if (name && printer_is_address(name)) {
		printer->name = name;
		if (read_address(printer, name))
			return printer;
		diag_report(
		    diag, DIAG_FAILURE, "bad-printer-address", (Position){0},
		    "地址写成 ipp://主机:端口/ipp/print（或 ipps://）。",
		    "看不懂打印机地址“%s”", name);
		return NULL;
	}
	cups_dest_t *dest = cupsGetNamedDest(CUPS_HTTP_DEFAULT, name, NULL);
	if (dest) {
		printer->name = arena_copy_string(arena, dest->name);
		found = read_queue(printer, dest);
		cupsFreeDests(1, dest);
	}
	if (found)
		return printer;
	report_missing(name, diag);
	return NULL;
}

static void
disconnect(Printer *printer)
{
	httpClose(printer->http);
	printer->http = NULL;
}

void
printer_close(Printer *printer)
{
	if (printer)
		disconnect(printer);
}

/* An exchange that has waited long enough is given up. */
static int
give_up(http_t *http, void *context)
{
	(void)http, (void)context;
	return 0;
}

static bool
connect_to(Printer *printer)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (printer->http && now.tv_sec - printer->used.tv_sec > IDLE_SECONDS)
		disconnect(printer);
	printer->used = now;
	if (!printer->http) {
		printer->http =
		    httpConnect2(printer->host, printer->port, NULL, AF_UNSPEC,
				 printer->encryption, 1,
				 (int)(printer->seconds * 1000), NULL);
		if (printer->http)
			httpSetTimeout(printer->http, printer->seconds, give_up,
				       NULL);
	}
	return printer->http != NULL;
}

/* Stops where the connection breaks or the printer answers before the end: the
 * response tells. */
static void
send_document(Printer *printer, const CopyDocument *document)
{
	const char *bytes = document->bytes;
	size_t size = document->size;
	http_status_t status = HTTP_STATUS_CONTINUE;

	while (size > 0 && status == HTTP_STATUS_CONTINUE) {
		size_t piece = size < PIECE ? size : PIECE;
		status = cupsWriteRequestData(printer->http, bytes, piece);
		bytes += piece;
		size -= piece;
	}
}

/* The request's length is said beforehand, so that a printer can tell a whole
 * document from one that was cut off. */
static ipp_t *
exchange(Printer *printer, ipp_t *request, const CopyDocument *document)
{
	size_t size = ippLength(request) + (document ? document->size : 0);
	ipp_t *response = NULL;

	if (connect_to(printer)) {
		http_status_t status = cupsSendRequest(printer->http, request,
						       printer->resource, size);
		if (status == HTTP_STATUS_CONTINUE ||
		    status == HTTP_STATUS_OK) {
			if (document)
				send_document(printer, document);
			response =
			    cupsGetResponse(printer->http, printer->resource);
		}
	}
	ippDelete(request);
	clock_gettime(CLOCK_MONOTONIC, &printer->used);
	return response;
}

static Answer
classify(ipp_status_t status)
{
	if (status < IPP_STATUS_REDIRECTION_OTHER_SITE)
		return ANSWER_OK;
	switch ((int)status) {
	case IPP_STATUS_ERROR_BUSY:
	case IPP_STATUS_ERROR_TEMPORARY:
	case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
	case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
	case IPP_STATUS_ERROR_DEVICE:
	case IPP_STATUS_ERROR_TOO_MANY_JOBS:
		return ANSWER_BUSY;
	case IPP_STATUS_ERROR_NOT_FOUND:
	case IPP_STATUS_ERROR_GONE:
		return ANSWER_NO_JOB;
	default:
		return ANSWER_REFUSED;
	}
}

/* What the printer does not support, by name, for people. */
static void
add_unsupported(Printer *printer, ipp_t *response)
{
	size_t used = strlen(printer->why);

	for (ipp_attribute_t *a = ippFirstAttribute(response); a;
	     a = ippNextAttribute(response))
		if (ippGetGroupTag(a) == IPP_TAG_UNSUPPORTED_GROUP &&
		    ippGetName(a) && used < sizeof printer->why)
			used += (size_t)snprintf(printer->why + used,
						 sizeof printer->why - used,
						 " %s", ippGetName(a));
}

/* Of a response, which may be NULL, what the answer is. */
static Answer
read_answer(Printer *printer, ipp_t *response)
{
	if (!response) {
		const char *error = cupsLastErrorString();
		snprintf(printer->why, sizeof printer->why, "%s",
			 error && *error ? error : "没有回答");
		disconnect(printer);
		return ANSWER_NONE;
	}
	ipp_status_t status = ippGetStatusCode(response);
	ipp_attribute_t *message =
	    ippFindAttribute(response, "status-message", IPP_TAG_TEXT);
	const char *text = message ? ippGetString(message, 0, NULL) : NULL;
	snprintf(printer->why, sizeof printer->why, "%s%s%s",
		 ippErrorString(status), text ? "：" : "", text ? text : "");
	add_unsupported(printer, response);
	return classify(status);
}

static ipp_t *
new_request(const Printer *printer, ipp_op_t operation)
{
	ipp_t *request = ippNewRequest(operation);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri",
		     NULL, printer->uri);
	return request;
}

static void
add_user(ipp_t *request)
{
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME,
		     "requesting-user-name", NULL, cupsUser());
}

static ipp_t *
new_job_request(const Printer *printer, ipp_op_t operation, int job)
{
	ipp_t *request = new_request(printer, operation);

	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id",
		      job);
	add_user(request);
	return request;
}

/* A question may be asked again: it changes nothing. Only a connection that
 * broke is worth it; a printer that is silent was waited for already. */
static ipp_t *
ask_twice(Printer *printer, ipp_t *(*make)(const Printer *, int job), int job)
{
	bool fresh = printer->http == NULL;
	ipp_t *response = exchange(printer, make(printer, job), NULL);

	if (!response && !fresh && httpError(printer->http) != ETIMEDOUT) {
		disconnect(printer);
		response = exchange(printer, make(printer, job), NULL);
	}
	return response;
}

static ipp_t *
make_look(const Printer *printer, int job)
{
	static const char *const wanted[] = {
	    "printer-description", "job-template", "media-col-database"};
	ipp_t *request = new_request(printer, IPP_OP_GET_PRINTER_ATTRIBUTES);

	(void)job;
	add_user(request);
	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
		      "requested-attributes", 2, NULL, wanted);
	return request;
}

Answer
printer_look(Printer *printer, Arena *arena, Abilities *abilities)
{
	ipp_t *response = ask_twice(printer, make_look, 0);
	Answer answer = read_answer(printer, response);

	if (answer == ANSWER_OK)
		attributes_read_abilities(arena, response, abilities);
	ippDelete(response);
	return answer;
}

/* Operations that name a job and a ticket. The printer is to refuse what it
 * cannot do, not to print something else. */
static ipp_t *
new_ticket_request(const Printer *printer, ipp_op_t operation,
		   const Ticket *ticket, const Abilities *abilities,
		   const char *name)
{
	ipp_t *request = new_request(printer, operation);

	add_user(request);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL,
		     name);
	ippAddBoolean(request, IPP_TAG_OPERATION, "ipp-attribute-fidelity", 1);
	if (operation == IPP_OP_VALIDATE_JOB)
		ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE,
			     "document-format", NULL, "application/pdf");
	attributes_add_ticket(request, ticket, abilities);
	return request;
}

Answer
printer_validate(Printer *printer, const Ticket *ticket,
		 const Abilities *abilities)
{
	ipp_t *response =
	    exchange(printer,
		     new_ticket_request(printer, IPP_OP_VALIDATE_JOB, ticket,
					abilities, "zhuanbao"),
		     NULL);
	Answer answer = read_answer(printer, response);

	ippDelete(response);
	return answer;
}

Answer
printer_create(Printer *printer, const Ticket *ticket,
	       const Abilities *abilities, const char *name, int *job)
{
	ipp_t *response =
	    exchange(printer,
		     new_ticket_request(printer, IPP_OP_CREATE_JOB, ticket,
					abilities, name),
		     NULL);
	Answer answer = read_answer(printer, response);
	ipp_attribute_t *id =
	    answer == ANSWER_OK
		? ippFindAttribute(response, "job-id", IPP_TAG_INTEGER)
		: NULL;

	*job = id ? ippGetInteger(id, 0) : 0;
	ippDelete(response);
	if (answer == ANSWER_OK && *job <= 0) {
		snprintf(printer->why, sizeof printer->why,
			 "打印机没有说任务的编号");
		return ANSWER_REFUSED;
	}
	return answer;
}

Answer
printer_send(Printer *printer, int job, const CopyDocument *document)
{
	ipp_t *request = new_job_request(printer, IPP_OP_SEND_DOCUMENT, job);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE,
		     "document-format", NULL, "application/pdf");
	ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
	ipp_t *response = exchange(printer, request, document);
	Answer answer = read_answer(printer, response);
	ippDelete(response);
	return answer;
}

static ipp_t *
make_ask(const Printer *printer, int job)
{
	ipp_t *request =
	    new_job_request(printer, IPP_OP_GET_JOB_ATTRIBUTES, job);

	attributes_want_report(request);
	return request;
}

Answer
printer_ask(Printer *printer, int job, JobReport *report)
{
	ipp_t *response = ask_twice(printer, make_ask, job);
	Answer answer = read_answer(printer, response);

	if (answer == ANSWER_OK)
		attributes_read_report(response, report);
	ippDelete(response);
	return answer;
}

Answer
printer_cancel(Printer *printer, int job)
{
	ipp_t *response = exchange(
	    printer, new_job_request(printer, IPP_OP_CANCEL_JOB, job), NULL);
	Answer answer = read_answer(printer, response);

	ippDelete(response);
	return answer;
}

static ipp_t *
make_find(const Printer *printer, int job)
{
	static const char *const wanted[] = {"job-id", "job-name"};
	ipp_t *request = new_request(printer, IPP_OP_GET_JOBS);

	(void)job;
	add_user(request);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs",
		     NULL, "not-completed");
	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
		      "requested-attributes", 2, NULL, wanted);
	return request;
}

Answer
printer_find(Printer *printer, const char *name, int *job)
{
	ipp_t *response = ask_twice(printer, make_find, 0);
	Answer answer = read_answer(printer, response);

	*job = answer == ANSWER_OK ? attributes_find_job(response, name) : 0;
	ippDelete(response);
	return answer;
}
