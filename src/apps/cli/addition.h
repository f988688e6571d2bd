/* What an operator says of a new provider or partner, read and checked. */
#ifndef HORA_APPS_CLI_ADDITION_H
#define HORA_APPS_CLI_ADDITION_H

#include "apps/cli/line.h"
#include "apps/cli/settings.h"
#include "store/provider.h"

/* Options, by their places in line->values. */
enum addition_option {
	OPTION_STUDIO,
	OPTION_ISSUER,
	OPTION_ALGORITHM,
	OPTION_TRUST,
	OPTION_KIND, /* of a provider: */
	OPTION_CLIENT,
	OPTION_SECRET,
	OPTION_SCOPES,
	OPTION_SECRET_IN,
	OPTION_KEYS = OPTION_KIND, /* of a partner: */
	OPTION_KEYS_URL,
	OPTION_PATHS,
};
extern const char *const provider_options[], *const partner_options[]; /* for struct line */

/* Both read the options and the words after "add", SLUG and NAME. ERR_INVALID:
 * something is missing or wrong, which standard error tells. */
MUST_CHECK enum err addition_read_provider(struct arena *, const struct line *, const struct settings *,
					   struct provider_addition *out);
MUST_CHECK enum err addition_read_partner(struct arena *, const struct line *, const struct settings *,
					  struct provider_addition *out);

/* A client's secret from its file, sealed for the worker. */
MUST_CHECK enum err addition_seal(struct arena *, const struct settings *, const char *path,
				  struct provider_addition *out);

#endif
