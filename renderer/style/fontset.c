#include "style/fontset.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "brief/record.h"
#include "style/keys.h"
#include "style/lookup.h"

enum { FILE_LIMIT = 1 << 20 };

typedef ARRAY(FontChoice) Choices;

static const char *const weights[] = {"regular", "medium", "bold", NULL};

static const Key choice_keys[] = {
    {.name = "family",
     .type = KEY_TEXT,
     .required = true,
     .offset = offsetof(FontChoice, family)},
    {.name = "weight",
     .type = KEY_CHOICE,
     .offset = offsetof(FontChoice, weight),
     .choices = weights},
    {.name = "except",
     .type = KEY_TEXT,
     .offset = offsetof(FontChoice, except)},
};

static const Key set_keys[] = {
    {.name = "name", .type = KEY_TEXT, .offset = offsetof(FontSet, name)},
    {.name = "description", .type = KEY_OTHER}, /* for people */
    {.name = "roles", .type = KEY_OTHER, .required = true},
    {.name = "last-resort", .type = KEY_OTHER},
};

/* Reads `family` or `{family: …, weight: …, except: …}`. */
static bool
read_choice(const KeyReader *reader, const Record *record, FontChoice *choice)
{
	*choice = (FontChoice){.weight = FONT_REGULAR};
	if (record->kind == RECORD_SCALAR)
		choice->family = record->text;
	else if (!keys_read(reader, record, choice_keys, COUNT(choice_keys),
			    choice))
		return false;
	if (choice->family[0])
		return true;
	diag_report(reader->diag, DIAG_ERROR, "wrong-value", record->at,
		    "请写字族名，或删去这一行。", "这里没有字族名");
	return false;
}

static bool
read_choices(const KeyReader *reader, const Record *list, Choices *choices)
{
	bool good = keys_expect(reader, list, RECORD_LIST);

	for (size_t i = 0; good && i < list->count; i++)
		good = read_choice(reader, &list->children[i],
				   array_push(reader->arena, choices));
	return good;
}

static void
find_choices(FontSet *set, FontRole *role)
{
	for (size_t i = 0; i < role->count; i++) {
		FontChoice *choice = &role->choices[i];
		choice->found =
		    font_library_find(set->library, choice->family,
				      choice->weight, &choice->file);
	}
}

static void
report_missing(const KeyReader *reader, const FontRole *role, Position at)
{
	enum { SHOWN = 4 };
	const char *families = role->count ? "" : "零个字族";

	for (size_t i = 0; i < role->count && i < SHOWN; i++)
		families = arena_printf(reader->arena, "%s%s%s", families,
					i ? "、" : "", role->choices[i].family);
	diag_report(
	    reader->diag, DIAG_FAILURE, "font-missing", at,
	    "请运行 make deps，或安装软件包 fonts-noto-cjk，或用环境变量 "
	    "ZHUANBAO_FONTS 指出字体所在的文件夹。",
	    "找不到“%s”可用的字体：试过 %s%s", role->name, families,
	    role->count > SHOWN ? " 等" : "");
}

/* Reads one role; `last` is the set's last resort, which every role's list
 * ends in. */
static bool
read_role(const KeyReader *reader, FontSet *set, const Record *record,
	  const Choices *last)
{
	FontRole *role = &set->roles[set->count++];
	Choices choices = {0};

	if (!read_choices(reader, record, &choices))
		return false;
	role->name = record->key;
	role->own = choices.count;
	for (size_t i = 0; i < last->count; i++)
		*array_push(reader->arena, &choices) = last->items[i];
	role->choices = choices.items;
	role->count = choices.count;
	find_choices(set, role);
	if (font_role_first(role) != SIZE_MAX)
		return true;
	report_missing(reader, role, record->key_at);
	return false;
}

static bool
read_set(const KeyReader *reader, FontSet *set, const Record *root)
{
	Choices last = {0};

	if (!keys_read(reader, root, set_keys, COUNT(set_keys), set))
		return false;
	const Record *roles = record_lookup(root, "roles");
	const Record *last_resort = record_lookup(root, "last-resort");
	if (!keys_expect(reader, roles, RECORD_MAP) ||
	    (last_resort && !read_choices(reader, last_resort, &last)))
		return false;
	set->roles =
	    arena_alloc_array(reader->arena, roles->count, sizeof *set->roles);
	bool good = true;
	for (size_t i = 0; i < roles->count; i++)
		good &= read_role(reader, set, &roles->children[i], &last);
	return good;
}

FontSet *
fontset_read(Arena *arena, const char *name, Position name_at,
	     const char *const *folders, size_t folder_count,
	     FontLibrary *library, Diagnostics *diag)
{
	const char *path = data_file_lookup(arena, name, folders, folder_count);

	if (!path) {
		diag_report(diag, DIAG_ERROR, "unknown-font-set", name_at,
			    data_file_list(arena, folders, folder_count),
			    "没有名为“%s”的字体集", name);
		return NULL;
	}
	const Source *source = file_read(arena, path, FILE_LIMIT, diag);
	if (!source)
		return NULL;
	const Record *root = record_read(arena, source, source->bytes,
					 source->size, 1, false, diag);
	if (!root)
		return NULL;
	FontSet *set = arena_alloc(arena, sizeof *set);
	set->name = name;
	set->library = library;
	KeyReader reader = {.arena = arena, .diag = diag, .fonts = set};
	return read_set(&reader, set, root) ? set : NULL;
}

const FontRole *
fontset_role(const FontSet *set, const char *name)
{
	for (size_t i = 0; i < set->count; i++)
		if (!strcmp(set->roles[i].name, name))
			return &set->roles[i];
	return NULL;
}

bool
font_choice_excepts(const FontChoice *choice, uint32_t character)
{
	char bytes[5] = "";

	if (!choice->except)
		return false;
	utf8_encode(character, bytes);
	return strstr(choice->except, bytes) != NULL;
}

const Face *
font_role_face(FontSet *set, const FontRole *role, uint32_t character,
	       size_t *choice, Diagnostics *diag)
{
	for (size_t i = 0; i < role->count; i++) {
		FontChoice *candidate = &role->choices[i];
		if (!candidate->found)
			continue;
		if (!candidate->face)
			candidate->face = font_library_face(
			    set->library, &candidate->file, diag);
		if (!candidate->face) {
			candidate->found = false; /* and has been reported */
			continue;
		}
		if (face_glyph(candidate->face, character) &&
		    !font_choice_excepts(candidate, character)) {
			*choice = i;
			return candidate->face;
		}
	}
	return NULL;
}

size_t
font_role_first(const FontRole *role)
{
	for (size_t i = 0; i < role->count; i++)
		if (role->choices[i].found)
			return i;
	return SIZE_MAX;
}
