/* The word list as a file: written by tools/mkwords.c when the program is
 * built, mapped by text/words.c when it runs.
 *
 * A tree of characters. The children of a node stand together in the order of
 * their labels, and the children of node i + 1 stand behind those of node i,
 * so that where they end need not be written. Node 0 is the root; one node
 * behind the last says where its children end. All numbers are those of the
 * machine that wrote them; another refuses the file by its order mark. */
#ifndef ZB_TEXT_WORDLIST_H
#define ZB_TEXT_WORDLIST_H

#include <stdint.h>

#define WORDLIST_MAGIC "zbwords1"

enum {
	WORDLIST_ORDER = 0x01020304,
	WORDLIST_ROLE_SHIFT = 24, /* of a node's link */
	WORDLIST_FIRST_MASK = 0x00FFFFFF,
	WORDLIST_LONGEST = 16, /* characters of a word */
};

typedef struct WordListHead {
	char magic[8];
	uint32_t order;
	uint32_t count; /* nodes, the one behind the last excluded */
} WordListHead;

typedef struct WordNode {
	uint16_t label; /* its character; the list has none above U+FFFF */
	uint16_t cost; /* 1,000 × −ln of its frequency; 0: no word ends here */
	uint32_t link; /* its roles (WordRole), and its first child */
} WordNode;

/* What a word does in a title. The names are those of layouts/words.txt. */
typedef enum WordRole {
	ROLE_LINK = 1,	      /* 连词 */
	ROLE_PREPOSITION = 2, /* 介词 */
	ROLE_PARTICLE = 4,    /* 助词 */
	ROLE_VERB = 8,	      /* 动词 */
	ROLE_HEAD = 16,	      /* 前缀 */
	ROLE_TAIL = 32,	      /* 后缀 */
	ROLE_NUMERAL = 64,    /* 数词 */
	ROLE_MEASURE = 128,   /* 量词 */
} WordRole;

#endif
