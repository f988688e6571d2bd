/* Reading a certificate's last day. */
#include "crypto/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/clock.h"

enum err
certificate_end(const char *path, int64_t *out)
{
	FILE *file = fopen(path, "re");
	X509 *certificate;
	struct tm end;
	enum err e = ERR_INVALID;

	if (file == NULL)
		return ERR_NOT_FOUND;
	certificate = PEM_read_X509(file, NULL, NULL, NULL);
	if (certificate != NULL && ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) == 1) {
		*out = date_days(end.tm_year + 1900, end.tm_mon + 1, end.tm_mday) * 86400 + end.tm_hour * 3600
		       + end.tm_min * 60 + end.tm_sec;
		e = OK;
	}
	X509_free(certificate);
	fclose(file);
	return e;
}
