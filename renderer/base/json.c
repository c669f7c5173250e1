#include "base/json.h"

#include <string.h>

void
json_write_string(FILE *out, const char *string)
{
	json_write_bytes(out, string, strlen(string));
}

void
json_write_bytes(FILE *out, const char *bytes, size_t size)
{
	fputc('"', out);
	json_write_escaped(out, bytes, size);
	fputc('"', out);
}

void
json_write_escaped(FILE *out, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c == '\n')
			fputs("\\n", out);
		else if (c == '\t')
			fputs("\\t", out);
		else if (c < 0x20)
			fprintf(out, "\\u%04x", c);
		else
			fputc(c, out);
	}
}
