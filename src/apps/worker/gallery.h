/* Pictures: what was sent is made into copies and shown, what is not wanted any
 * more is removed. */
#ifndef HORA_APPS_WORKER_GALLERY_H
#define HORA_APPS_WORKER_GALLERY_H

#include "apps/worker/task.h"

extern const struct task gallery_tasks[]; /* picture.make, picture.remove, ended by a row without a name */

/* Opens the place where pictures are kept. */
enum err gallery_open(struct worker *);

/* Deletes the file of the spool that was worked off last. */
enum err gallery_clear(struct worker *, int64_t now);

/* Tells of pictures that no worker came to an end with, and deletes files of the
 * spool that nobody knows of: left by a program that died. */
enum err gallery_sweep(struct worker *, int64_t now);

#endif
