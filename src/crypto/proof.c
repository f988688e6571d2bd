/* Proofs of being one of our programs: an HMAC under a key that signs nothing else. */
#include "crypto/proof.h"

#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/signature.h"

#define QUESTION_LEAST 22 /* characters: 128 bits */
#define QUESTION_MOST 64

struct key
proof_key(const struct key *signing)
{
	return key_derive(signing, "proof");
}

const char *
proof_make(struct arena *a, const struct key *proof, const char *program, const char *question)
{
	size_t len = question == NULL ? 0 : strlen(question);
	unsigned char signature[DIGEST_SIZE];
	const char *said;

	if (len < QUESTION_LEAST || len > QUESTION_MOST
	    || question[strspn(question, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")]
		   != '\0')
		return NULL;
	said = arena_text(a, "%s %s", program, question);
	signature_make(proof, said, strlen(said), signature);
	return hex_write(a, signature, DIGEST_SIZE);
}
