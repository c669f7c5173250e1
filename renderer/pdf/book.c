#include "pdf/book.h"

#include "pdf/bookpage.h"

/* FNV-1a over the bits of a pointer; where pages stand in memory decides
 * nothing but which slot is tried first. */
static size_t
slot_of(const DisplayPage *page, size_t slots)
{
	uint64_t bits = (uintptr_t)page, sum = 0xCBF29CE484222325;

	for (int i = 0; i < 8; i++, bits >>= 8)
		sum = (sum ^ (bits & 0xFF)) * 0x100000001B3;
	return (size_t)(sum % slots);
}

/* The slot of a page: its own, or the empty one where it would go. */
static PdfBookPage **
find_slot(PdfBookPage **slots, size_t count, const DisplayPage *page)
{
	size_t i = slot_of(page, count);

	while (slots[i] && slots[i]->page != page)
		i = (i + 1) % count;
	return &slots[i];
}

static PdfBookPage *
find_page(const PdfBook *book, const DisplayPage *page)
{
	return book->slot_count
		   ? *find_slot(book->slots, book->slot_count, page)
		   : NULL;
}

/* Keeps at least half of the slots empty. */
static void
grow(PdfBook *book)
{
	size_t count = book->slot_count ? 4 * book->slot_count : 64;

	if (2 * (book->page_count + 1) <= book->slot_count)
		return;
	PdfBookPage **slots =
	    arena_alloc_array(book->arena, count, sizeof *slots);
	for (size_t i = 0; i < book->slot_count; i++)
		if (book->slots[i])
			*find_slot(slots, count, book->slots[i]->page) =
			    book->slots[i];
	book->slots = slots;
	book->slot_count = count;
}

PdfBook *
pdf_book_open(PdfBook *parent, bool grey, Diagnostics *diag)
{
	Arena *arena = arena_new();
	PdfBook *book = arena_alloc(arena, sizeof *book);

	book->parent = parent;
	book->arena = arena;
	book->diag = diag;
	book->grey = grey;
	if (pdf_packer_open(&book->packer, diag))
		return book;
	pdf_book_close(book);
	return NULL;
}

void
pdf_book_close(PdfBook *book)
{
	if (!book)
		return;
	pdf_packer_close(&book->packer);
	arena_free(book->arena);
}

void
pdf_book_add(PdfBook *book, const DisplayPage *page)
{
	grow(book);
	PdfBookPage **slot = find_slot(book->slots, book->slot_count, page);
	if (*slot)
		return;
	*slot = arena_alloc(book->arena, sizeof **slot);
	(*slot)->page = page;
	book->page_count++;
	pdf_fonts_collect(book->arena, page, &book->fonts);
}

bool
pdf_book_ready(PdfBook *book)
{
	if (book->parent)
		book->fonts.before = book->parent->fonts.layer_count;
	return pdf_fonts_prepare(book->arena, &book->fonts, &book->packer,
				 book->diag);
}

static bool
same_place(const SheetPart *a, const SheetPart *b)
{
	return a->scale == b->scale && a->turn == b->turn && a->x == b->x &&
	       a->y == b->y && a->clip == b->clip;
}

static PdfContent *
paint(PdfBook *book, const SheetPart *part, Length sheet_height, int first)
{
	PdfContent *content = arena_alloc(book->arena, sizeof *content);

	content->part = *part;
	content->sheet_height = sheet_height;
	content->book = book;
	content->first = first;
	content->number = book->content_count++;
	content->used = arena_alloc_array(
	    book->arena, book->fonts.layer_count + 1, sizeof *content->used);
	PdfPainter painter = {book->arena, &book->fonts, book->grey,
			      content->used, first};
	PdfBuffer text =
	    pdf_paint(&painter, part, sheet_height, &content->sequences);
	content->packed =
	    pdf_pack(&book->packer, book->arena, text.bytes, text.size);
	return content;
}

const PdfContent *
pdf_book_content(PdfBook *book, const SheetPart *part, Length sheet_height,
		 int first)
{
	PdfBookPage *page = find_page(book, part->page);

	if (!page)
		return pdf_book_content(book->parent, part, sheet_height,
					first);
	for (size_t i = 0; i < page->contents.count; i++) {
		const PdfContent *content = page->contents.items[i];
		if (content->sheet_height == sheet_height &&
		    content->first == first && same_place(&content->part, part))
			return content;
	}
	PdfContent *content = paint(book, part, sheet_height, first);
	*array_push(book->arena, &page->contents) = content;
	return book->packer.failed ? NULL : content;
}
