#include "pdf/metadata.h"

#include <string.h>

#include "base/utf8.h"

#define PRODUCER "zhuanbao " ZB_VERSION

static bool
has_date(const Display *about)
{
	return about->date && strlen(about->date) == strlen("YYYY-MM-DD");
}

static void
put_date(PdfBuffer *out, const char *key, const char *date)
{
	pdf_put_format(out, "/%s (D:%.4s%.2s%.2s000000Z)\n", key, date,
		       date + 5, date + 8);
}

static void
put_property(PdfBuffer *out, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	pdf_put_format(out, "/%s ", key);
	pdf_put_text(out, value);
	pdf_put_string(out, "\n");
}

bool
pdf_info_write(PdfFile *file, const Display *about)
{
	PdfBuffer out = pdf_buffer(file);
	HPDF_Dict info = file->doc->info;

	if (!pdf_check(file,
		       HPDF_Dict_RemoveElement(info, "Producer") == HPDF_OK))
		return false;
	put_property(&out, "Title", about->title);
	put_property(&out, "Author", about->author);
	put_property(&out, "Subject", about->subject);
	put_property(&out, "Producer", PRODUCER);
	if (has_date(about)) {
		put_date(&out, "CreationDate", about->date);
		put_date(&out, "ModDate", about->date);
	}
	pdf_set_entries(file, info, &out);
	return true;
}

/* XML has no characters but these, escaped or not. */
static bool
is_xml(uint32_t c)
{
	return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF
			 : c == '\t' || c == '\n' || c == '\r';
}

static void
put_escaped(PdfBuffer *out, const char *text)
{
	size_t size = strlen(text);

	for (size_t i = 0, length; i < size; i += length) {
		uint32_t c = 0xFFFD;
		length = utf8_decode(text + i, size - i, &c);
		if (length == 0 || !is_xml(c))
			pdf_put_string(out, "\xEF\xBF\xBD"); /* U+FFFD */
		else if (c == '&')
			pdf_put_string(out, "&amp;");
		else if (c == '<')
			pdf_put_string(out, "&lt;");
		else if (c == '>')
			pdf_put_string(out, "&gt;");
		else
			pdf_put(out, text + i, length);
		length += length == 0;
	}
}

/* A property with what stands around its value. */
static void
put_element(PdfBuffer *out, const char *before, const char *value,
	    const char *behind)
{
	if (!value || !*value)
		return;
	pdf_put_string(out, before);
	put_escaped(out, value);
	pdf_put_string(out, behind);
	pdf_put_string(out, "\n");
}

static void
put_properties(PdfBuffer *out, const Display *about)
{
	put_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
		    about->title, "</rdf:li></rdf:Alt></dc:title>");
	put_element(out, "<dc:creator><rdf:Seq><rdf:li>", about->author,
		    "</rdf:li></rdf:Seq></dc:creator>");
	put_element(out,
		    "<dc:description><rdf:Alt>"
		    "<rdf:li xml:lang=\"x-default\">",
		    about->subject, "</rdf:li></rdf:Alt></dc:description>");
	put_element(out, "<dc:language><rdf:Bag><rdf:li>", about->language,
		    "</rdf:li></rdf:Bag></dc:language>");
	if (has_date(about)) {
		put_element(out, "<xmp:CreateDate>", about->date,
			    "T00:00:00Z</xmp:CreateDate>");
		put_element(out, "<xmp:ModifyDate>", about->date,
			    "T00:00:00Z</xmp:ModifyDate>");
	}
	put_element(out, "<pdf:Producer>", PRODUCER, "</pdf:Producer>");
}

/* PDF/A knows no schema of PDF/UA: it has to be described in the file
 * (ISO 19005-2 §6.6.2.3). */
static const char accessibility[] =
    "<rdf:Description rdf:about=\"\" "
    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
    "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" "
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag>"
    "<rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>part of ISO 14289"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

HPDF_Dict
pdf_metadata_new(PdfFile *file, const Display *about, bool accessible)
{
	PdfBuffer out = pdf_buffer(file);

	pdf_put_string(
	    &out, "<?xpacket begin=\"\xEF\xBB\xBF\" "
		  "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF "
		  "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		  "<rdf:Description rdf:about=\"\" "
		  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		  "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		  "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
		  "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
		  "<pdfaid:part>2</pdfaid:part>\n"
		  "<pdfaid:conformance>U</pdfaid:conformance>\n"
		  "<dc:format>application/pdf</dc:format>\n");
	put_properties(&out, about);
	pdf_put_string(&out, "</rdf:Description>\n");
	/* Who cannot see the file is told its title and its language. */
	if (accessible && about->title && *about->title && about->language)
		pdf_put_string(&out, accessibility);
	pdf_put_string(&out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
	return pdf_plain_stream_new(file, "/Type /Metadata /Subtype /XML",
				    &out);
}
