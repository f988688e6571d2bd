/* What tokens say, right and wrong: the first good one of each kind, and tables of
 * what attackers, careless senders and other clocks make of it. */
#ifndef HORA_TESTS_CRYPTO_FORGED_H
#define HORA_TESTS_CRYPTO_FORGED_H

#define RS "{\"alg\":\"RS256\",\"kid\":\"r\"}"
#define ES "{\"alg\":\"ES256\",\"kid\":\"e\"}"
#define HS "{\"alg\":\"HS256\"}"
#define WHO "\"iss\":\"https://id.example\",\"sub\":\"u1\",\"nonce\":\"n-1\""
#define TIMES "\"iat\":1795099990,\"exp\":1795100300"
#define AUD "\"aud\":\"client-1\""
#define GOOD "{" WHO "," AUD "," TIMES "}"
#define ANSWERS "\"nonce\":\"n-1\""

/* Each is refused though rightly signed with RS256; ended by NULL. */
extern const char *const forged_headers[]; /* with the claims GOOD */
extern const char *const forged_claims[];  /* with the header RS */

#endif
