/* A go-between of client and server that can lose what they say to each other.
 * One at a time, for one client, on a socket of its own. */
#ifndef HORA_TESTS_DB_PROXY_H
#define HORA_TESTS_DB_PROXY_H

enum proxy_mode {
	PROXY_PASS,        /* everything is handed on */
	PROXY_CUT_REQUEST, /* the next request is not handed on, and the line is cut */
	PROXY_CUT_ANSWER,  /* the next request is done, its answer lost, and the line is cut */
	PROXY_SILENT,      /* nothing is handed on from now on */
};

/* Listens in a folder of its own, which is returned, and speaks to the server
 * whose socket is in the other. */
const char *proxy_start(const char *server);
void proxy_stop(void);

/* After a cut the mode is PROXY_PASS again. */
void proxy_mode(enum proxy_mode);

#endif
