/* The database server itself, for the operator's eyes. */
#ifndef HORA_STORE_SERVER_H
#define HORA_STORE_SERVER_H

#include "base/shape.h"
#include "db/db.h"

struct server {
	int64_t version; /* 150018 */
	bool durable;    /* what is committed outlives a crash */
	bool checksums;  /* it notices damaged pages */
	int64_t connections;
	bool replica;
	int64_t at;            /* its clock */
	int64_t roles_missing; /* of our programs' */
	bool extension;        /* btree_gist is there */
	bool guarded;          /* the constraint against double booking is whole */
};

/* Looks at the server. */
MUST_CHECK enum err server_look(struct db *, struct arena *, struct server *out);

struct zone_name {
	const char *name;
};

/* The zones that anybody works in: struct zone_name. */
MUST_CHECK enum err server_zones(struct db *, struct arena *, struct list *out);

/* For how long, in seconds, an entry of the audit log has waited for its seal. */
MUST_CHECK enum err server_unsealed(struct db *, struct arena *, int64_t *seconds);

#endif
