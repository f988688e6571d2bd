/* The list of assets, of which one line says all: every address is the common
 * one and the name. */
#include "front/asset.h"

#include <errno.h>
#include <string.h>

#include "web/request.h"

#define LINE_BYTES_MAX 1000

/* "css/hora.css /static/HASH/css/hora.css" to "/static/HASH". */
static const char *
read_line(struct arena *a, const char *line)
{
	size_t name_len = strcspn(line, " "), address_len;
	const char *address = line + name_len + (line[name_len] == ' ');
	const char *common;

	address_len = strcspn(address, "\n");
	if (name_len == 0 || address_len < name_len + 2
	    || memcmp(address + address_len - name_len, line, name_len) != 0
	    || address[address_len - name_len - 1] != '/')
		return NULL;
	common = arena_copy(a, address, address_len - name_len - 1);
	return path_is_own(common) ? common : NULL;
}

enum err
asset_find(struct arena *a, const char *list, FILE *complaints, const char **out)
{
	char line[LINE_BYTES_MAX];
	const char *common = NULL;
	FILE *file = fopen(list, "re");

	if (file == NULL) {
		fprintf(complaints, "%s: %s\n", list, strerror(errno));
		return ERR_INVALID;
	}
	if (fgets(line, sizeof line, file) != NULL)
		common = read_line(a, line);
	fclose(file);
	if (common == NULL) {
		fprintf(complaints, "%s:1: not a name and its address\n", list);
		return ERR_INVALID;
	}
	*out = common;
	return OK;
}
