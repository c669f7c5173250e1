/* The word list: which strings of Han are words, how common they are, and what
 * they do in a title. It is a file that is mapped, not read, so that opening
 * it costs nothing; it serves any number of threads. */
#ifndef ZB_TEXT_WORDS_H
#define ZB_TEXT_WORDS_H

#include "base/diag.h"
#include "text/wordlist.h"

typedef struct WordList WordList;

/* Opens words.dat at `path`. NULL after reporting a failure. */
WordList *words_open(const char *path, Diagnostics *diag);
void words_close(WordList *words);

/* Words are looked up a character at a time, from the root, node 0. Returns
 * the node of the string that is one character longer, 0 where no word begins
 * with it. */
uint32_t words_next(const WordList *words, uint32_t node, uint32_t character);

/* 1,000 × −ln of the word's frequency; 0 where the node is no word. */
uint32_t words_cost(const WordList *words, uint32_t node);

/* The word's roles: WordRole. */
uint8_t words_roles(const WordList *words, uint32_t node);

#endif
