/* Letters about accounts: one-time links, invitations, and what was changed. */
#ifndef HORA_APPS_WORKER_ENTRY_H
#define HORA_APPS_WORKER_ENTRY_H

#include "apps/worker/worker.h"

/* mail.account, mail.invitation, mail.changed: the job's key names the row. */
MUST_CHECK enum err entry_link(struct work *);
MUST_CHECK enum err entry_invitation(struct work *);
MUST_CHECK enum err entry_changed(struct work *);

#endif
