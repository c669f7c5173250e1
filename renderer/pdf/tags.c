#include "pdf/tags.h"

/* Where the parent tree is larger it has leaves of so many pages. */
enum { PAGES_PER_LEAF = 100 };

/* An element that the file has, once it is met. */
typedef struct Node {
	HPDF_Dict dict; /* NULL: not yet */
	HPDF_Dict parent, page;
	const DisplayElement *element;
	PdfBuffer kids;
	size_t kid_count;
} Node;

/* The nodes of one structure, by element. */
typedef struct Tree {
	const DisplayStructure *structure;
	Node *nodes;
} Tree;

/* A page's sequences as the parent tree lists them. */
typedef struct PageEntry {
	size_t number;
	PdfBuffer parents;
} PageEntry;

struct PdfTags {
	PdfFile *file;
	HPDF_Dict root;
	Node document; /* of all structures */
	ARRAY(Tree) trees;
	ARRAY(PageEntry) pages;
};

const char *
pdf_tag_name(const DisplayElement *element)
{
	static const char *const headings[] = {"H1", "H2", "H3",
					       "H4", "H5", "H6"};

	switch (element->kind) {
	case ELEMENT_DOCUMENT:
		return "Document";
	case ELEMENT_GROUP:
		return "Div";
	case ELEMENT_HEADING:
		return headings[element->level > 6   ? 5
				: element->level < 1 ? 0
						     : element->level - 1];
	case ELEMENT_PARAGRAPH:
		return "P";
	case ELEMENT_QUOTE:
		return "BlockQuote";
	case ELEMENT_LIST:
		return "L";
	case ELEMENT_ITEM:
		return "LI";
	case ELEMENT_LABEL:
		return "Lbl";
	case ELEMENT_BODY:
		return "LBody";
	case ELEMENT_RUBY:
		return "Ruby";
	case ELEMENT_RUBY_BASE:
		return "RB";
	case ELEMENT_RUBY_TEXT:
		return "RT";
	}
	return "P";
}

static bool
open_node(PdfTags *tags, Node *node, const DisplayElement *element,
	  HPDF_Dict parent)
{
	PdfBuffer none = pdf_buffer(tags->file);

	node->dict = pdf_dict_new(tags->file, &none);
	node->kids = pdf_buffer(tags->file);
	node->element = element;
	node->parent = parent;
	return node->dict != NULL;
}

PdfTags *
pdf_tags_open(PdfFile *file)
{
	static const DisplayElement document = {.kind = ELEMENT_DOCUMENT};
	PdfTags *tags = arena_alloc(file->arena, sizeof *tags);
	PdfBuffer none = pdf_buffer(file);

	tags->file = file;
	tags->root = pdf_dict_new(file, &none);
	if (!tags->root ||
	    !open_node(tags, &tags->document, &document, tags->root))
		return NULL;
	return tags;
}

static Node *
nodes_of(PdfTags *tags, const DisplayStructure *structure)
{
	Arena *arena = tags->file->arena;

	for (size_t i = tags->trees.count; i > 0; i--)
		if (tags->trees.items[i - 1].structure == structure)
			return tags->trees.items[i - 1].nodes;
	Node *nodes =
	    arena_alloc_array(arena, structure->count + 1, sizeof *nodes);
	*array_push(arena, &tags->trees) = (Tree){structure, nodes};
	return nodes;
}

/* The node of an element. One that is met for the first time goes behind what
 * its parent has so far: so an annotated word stands where it is read. */
static Node *
find_node(PdfTags *tags, Node *nodes, const DisplayStructure *structure,
	  size_t number)
{
	const DisplayElement *element = &structure->items[number];
	Node *node = &nodes[number];

	if (number == 0)
		return &tags->document;
	if (node->dict)
		return node;
	Node *parent = find_node(tags, nodes, structure, element->parent);
	if (!parent || !open_node(tags, node, element, parent->dict))
		return NULL;
	pdf_put_format(&parent->kids, "%s%u 0 R", parent->kid_count ? " " : "",
		       pdf_id(node->dict));
	parent->kid_count++;
	return node;
}

/* A sequence is named by its number where it is on the element's own page. */
static void
add_sequence(Node *node, unsigned mcid, HPDF_Dict page)
{
	const char *space = node->kid_count++ ? " " : "";

	if (!node->page)
		node->page = page;
	if (node->page == page)
		pdf_put_format(&node->kids, "%s%u", space, mcid);
	else
		pdf_put_format(&node->kids,
			       "%s<</Type /MCR /Pg %u 0 R /MCID %u>>", space,
			       pdf_id(page), mcid);
}

static PageEntry *
entry_of(PdfTags *tags, size_t number)
{
	size_t count = tags->pages.count;

	if (count > 0 && tags->pages.items[count - 1].number == number)
		return &tags->pages.items[count - 1];
	PageEntry *entry = array_push(tags->file->arena, &tags->pages);
	*entry = (PageEntry){number, pdf_buffer(tags->file)};
	return entry;
}

bool
pdf_tags_add(PdfTags *tags, const PdfSequences *sequences, HPDF_Dict page,
	     size_t number)
{
	const DisplayStructure *structure = sequences->structure;

	if (sequences->count == 0)
		return true;
	Node *nodes = nodes_of(tags, structure);
	PageEntry *entry = entry_of(tags, number);
	for (size_t i = 0; i < sequences->count; i++) {
		Node *node =
		    find_node(tags, nodes, structure, sequences->elements[i]);
		if (!node)
			return false;
		add_sequence(node, sequences->first + (unsigned)i, page);
		pdf_put_format(&entry->parents, "%u 0 R\n", pdf_id(node->dict));
	}
	return true;
}

static void
write_node(PdfTags *tags, const Node *node)
{
	PdfBuffer out = pdf_buffer(tags->file);
	bool one = node->kid_count == 1;

	pdf_put_format(&out, "/S /%s /P %u 0 R", pdf_tag_name(node->element),
		       pdf_id(node->parent));
	if (node->element->kind == ELEMENT_LIST)
		pdf_put_format(&out, " /A <</O /List /ListNumbering /%s>>",
			       node->element->numbered ? "Decimal" : "Disc");
	if (node->page)
		pdf_put_format(&out, " /Pg %u 0 R", pdf_id(node->page));
	pdf_put_string(&out, one ? " /K " : " /K [");
	pdf_put(&out, node->kids.bytes, node->kids.size);
	pdf_put_string(&out, one ? "" : "]");
	pdf_set_entries(tags->file, node->dict, &out);
}

static void
put_numbers(PdfBuffer *out, const PageEntry *pages, size_t count)
{
	pdf_put_string(out, "/Nums [");
	for (size_t i = 0; i < count; i++) {
		pdf_put_format(out, "%zu [", pages[i].number);
		pdf_put(out, pages[i].parents.bytes, pages[i].parents.size);
		pdf_put_string(out, "]\n");
	}
	pdf_put_string(out, "]");
}

/* The parent tree: from a page and the number of a sequence to the element. */
static bool
put_parents(PdfTags *tags, PdfBuffer *out)
{
	const PageEntry *pages = tags->pages.items;
	size_t count = tags->pages.count;

	if (count <= PAGES_PER_LEAF) {
		put_numbers(out, pages, count);
		return true;
	}
	pdf_put_string(out, "/Kids [");
	for (size_t i = 0; i < count; i += PAGES_PER_LEAF) {
		PdfBuffer leaf = pdf_buffer(tags->file);
		size_t part =
		    count - i < PAGES_PER_LEAF ? count - i : PAGES_PER_LEAF;
		pdf_put_format(&leaf, "/Limits [%zu %zu]\n", pages[i].number,
			       pages[i + part - 1].number);
		put_numbers(&leaf, &pages[i], part);
		HPDF_Dict dict = pdf_dict_new(tags->file, &leaf);
		if (!dict)
			return false;
		pdf_put_format(out, "%u 0 R ", pdf_id(dict));
	}
	pdf_put_string(out, "]");
	return true;
}

bool
pdf_tags_close(PdfTags *tags, PdfBuffer *catalog)
{
	PdfBuffer out = pdf_buffer(tags->file);
	size_t count = tags->pages.count;

	write_node(tags, &tags->document);
	for (size_t i = 0; i < tags->trees.count; i++) {
		const Tree *tree = &tags->trees.items[i];
		for (size_t k = 0; k < tree->structure->count; k++)
			if (tree->nodes[k].dict)
				write_node(tags, &tree->nodes[k]);
	}
	pdf_put_format(&out,
		       "/Type /StructTreeRoot\n/K %u 0 R\n"
		       "/ParentTreeNextKey %zu\n/ParentTree <<",
		       pdf_id(tags->document.dict),
		       count ? tags->pages.items[count - 1].number + 1 : 0);
	if (!put_parents(tags, &out))
		return false;
	pdf_put_string(&out, ">>");
	pdf_set_entries(tags->file, tags->root, &out);
	pdf_put_format(catalog,
		       "/MarkInfo <</Marked true>>\n/StructTreeRoot %u 0 R\n",
		       pdf_id(tags->root));
	return true;
}
