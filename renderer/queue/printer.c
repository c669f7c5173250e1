#define _XOPEN_SOURCE 700
#include "queue/printer.h"

#include <cups/cups.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "queue/attributes.h"
#include "queue/connection.h"

struct Printer {
	const char *name;
	Connection server;
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

/* A queue is spoken to at the CUPS server, whatever host its URI names; one
 * that was only found on the network becomes a queue by being connected to. */
static bool
read_queue(Printer *printer, cups_dest_t *dest)
{
	const char *uri = cupsGetOption("printer-uri-supported",
					dest->num_options, dest->options);
	Connection *server = &printer->server;

	if (!uri) {
		http_t *http = cupsConnectDest(
		    dest, CUPS_DEST_FLAGS_NONE, (int)(server->seconds * 1000),
		    NULL, server->resource, sizeof server->resource, NULL,
		    NULL);
		httpClose(http);
		uri = cupsGetOption("printer-uri-supported", dest->num_options,
				    dest->options);
	}
	if (!uri || !connection_read_address(server, uri))
		return false;
	snprintf(server->host, sizeof server->host, "%s", cupsServer());
	server->port = ippPort();
	server->encryption = cupsEncryption();
	return true;
}

/* What may be a password is not said again. */
static void
report_address(const char *address, Diagnostics *diag)
{
	bool has_user = strchr(address, '@') != NULL;

	diag_report(diag, DIAG_FAILURE, "bad-printer-address", (Position){0},
		    "地址写成 ipp://主机:端口/ipp/print（或 ipps://）。",
		    has_user ? "打印机地址里不能写用户名和口令"
			     : "看不懂打印机地址“%s”",
		    address);
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

	printer->server.seconds = seconds;
	cupsSetPasswordCB2(no_password, NULL);
	if (name && printer_is_address(name)) {
		printer->name = name;
		if (connection_read_address(&printer->server, name))
			return printer;
		report_address(name, diag);
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

void
printer_close(Printer *printer)
{
	if (printer)
		connection_close(&printer->server);
}

static ipp_t *
exchange(Printer *printer, ipp_t *request)
{
	return connection_exchange(&printer->server, request, NULL, 0);
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

/* What a printer says is shown on terminals and kept in the register: nothing
 * of it may be more than text. */
static void
say_why(Printer *printer, const char *why)
{
	Arena *arena = arena_new();
	const char *safe = diag_safe(arena, why);
	size_t size = utf8_fitting(safe, sizeof printer->why - 1);

	memcpy(printer->why, safe, size);
	printer->why[size] = '\0';
	arena_free(arena);
}

/* What the printer does not support, by name, for people. */
static void
add_unsupported(ipp_t *response, char *text, size_t size)
{
	size_t used = 0;

	for (ipp_attribute_t *a = ippFirstAttribute(response); a;
	     a = ippNextAttribute(response))
		if (ippGetGroupTag(a) == IPP_TAG_UNSUPPORTED_GROUP &&
		    ippGetName(a) && used < size)
			used += (size_t)snprintf(text + used, size - used,
						 " %s", ippGetName(a));
}

/* Of a response, which may be NULL, what the answer is. */
static Answer
read_answer(Printer *printer, ipp_t *response)
{
	if (!response) {
		say_why(printer, printer->server.why);
		return ANSWER_NONE;
	}
	ipp_status_t status = ippGetStatusCode(response);
	ipp_attribute_t *message =
	    ippFindAttribute(response, "status-message", IPP_TAG_TEXT);
	const char *text = message ? ippGetString(message, 0, NULL) : NULL;
	char why[sizeof printer->why];
	int used = snprintf(why, sizeof why, "%s%s%s", ippErrorString(status),
			    text ? "：" : "", text ? text : "");
	if (used >= 0 && (size_t)used < sizeof why)
		add_unsupported(response, why + used,
				sizeof why - (size_t)used);
	say_why(printer, why);
	return classify(status);
}

static ipp_t *
new_request(const Printer *printer, ipp_op_t operation)
{
	ipp_t *request = ippNewRequest(operation);

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri",
		     NULL, printer->server.uri);
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
	bool used = connection_is_open(&printer->server);
	ipp_t *response = exchange(printer, make(printer, job));

	if (!response && used && !printer->server.late)
		response = exchange(printer, make(printer, job));
	return response;
}

static ipp_t *
make_look(const Printer *printer, int job)
{
	static const char *const wanted[] = {"printer-description",
					     "job-template"};
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
	ipp_t *response = exchange(
	    printer, new_ticket_request(printer, IPP_OP_VALIDATE_JOB, ticket,
					abilities, "zhuanbao"));
	Answer answer = read_answer(printer, response);

	ippDelete(response);
	return answer;
}

Answer
printer_create(Printer *printer, const Ticket *ticket,
	       const Abilities *abilities, const char *name, int *job)
{
	ipp_t *response =
	    exchange(printer, new_ticket_request(printer, IPP_OP_CREATE_JOB,
						 ticket, abilities, name));
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
	ipp_t *response = connection_exchange(&printer->server, request,
					      document->bytes, document->size);
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
	ipp_t *response =
	    exchange(printer, new_job_request(printer, IPP_OP_CANCEL_JOB, job));
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
