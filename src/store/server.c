/* What the server says of itself. */
#include "store/server.h"

#include "store/server.q.h"

static const struct field server_fields[] = {
	FIELD(INT, server, version),       FIELD(BOOL, server, durable),   FIELD(BOOL, server, checksums),
	FIELD(INT, server, connections),   FIELD(BOOL, server, replica),   FIELD(TIME, server, at),
	FIELD(INT, server, roles_missing), FIELD(BOOL, server, extension), FIELD(BOOL, server, guarded),
};
static const struct shape server_shape = SHAPE(server, server_fields);

static const struct field zone_fields[] = { FIELD(TEXT, zone_name, name) };
static const struct shape zone_shape = SHAPE(zone_name, zone_fields);

static const struct field seconds_field[] = { { .name = "seconds", .kind = KIND_INT } };
static const struct shape seconds_shape = { "seconds", sizeof(int64_t), seconds_field, 1 };

enum err
server_look(struct db *db, struct arena *a, struct server *out)
{
	return db_call(db, a, &q_look, db_args(), &server_shape, out);
}

enum err
server_zones(struct db *db, struct arena *a, struct list *out)
{
	return db_all(db, a, &q_zones, db_args(), &zone_shape, out);
}

enum err
server_unsealed(struct db *db, struct arena *a, int64_t *seconds)
{
	return db_call(db, a, &q_unsealed, db_args(), &seconds_shape, seconds);
}
