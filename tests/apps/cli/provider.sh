#!/bin/sh
# hora provider, hora partner: what they keep, sealed, and what they refuse.
set -eu
[ -n "${HORA_TEST_DB-}" ] || { echo "no server: run by make check" >&2; exit 99; }
host=${HORA_TEST_DB%% user=*}
name=test_cli_provider_$$
scratch=$(mktemp -d)
super() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$HORA_TEST_DB dbname=$1" -c "$2"; }
super postgres "create database $name owner hora_owner template hora_template"
trap 'super postgres "drop database $name with (force)"; rm -rf "$scratch"' EXIT
umask 077
head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' >"$scratch/vault"
printf '%s\n' "database = $host user=hora_owner dbname=$name" "site = https://hora.example" "vault_key = vault" >"$scratch/hora.conf"
hora() { "$HORA_BUILD/hora" "$@" --config "$scratch/hora.conf"; }

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

echo "tell nobody" >"$scratch/secret"
printf 0123456789abcdef0123456789abcdef >"$scratch/line"
cat >"$scratch/keys" <<'END'
{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
END
sed 's/"kty"/"d":"AAAA","kty"/' "$scratch/keys" >"$scratch/private"
hora studio add casa "Casa" --zone Europe/Lisbon --currency EUR >/dev/null

said=$(hora provider add house "The House" --issuer https://id.example --client hora --secret-file "$scratch/secret")
case $said in *https://hora.example/auth/oidc/callback*) ;; *) fail "$said" ;; esac
hora provider add line LINE --kind line --client 1234567890 --secret-file "$scratch/line" >/dev/null
hora provider add own "Casa's own" --issuer https://own.example/tenant --client x --secret-file "$scratch/secret" --studio casa \
	--algorithm ES256 --secret-in form >/dev/null
said=$(hora partner add club "The Club" --issuer club --keys-file "$scratch/keys" --studio casa --paths "/s/casa/ /account" --algorithm ES256)
case $said in *https://hora.example/auth/handoff*) ;; *) fail "$said" ;; esac
hora partner add gym "The Gym" --issuer gym --keys-url https://gym.example/keys --studio casa --paths /s/casa/ --trust-email yes >/dev/null

kept=$(super "$name" "select string_agg(concat_ws(' ', slug, kind, algorithm, trusted, by_form, length(secret), audience), ', ' order by slug)
	from hora.identity_provider")
[ "$kept" = "club partner ES256 f https://hora.example, gym partner RS256 t https://hora.example, \
house oidc RS256 t f 59 hora, line line HS256 t t 80 1234567890, own oidc ES256 f t 59 x" ] || fail "kept: $kept"
[ "$(super "$name" "select count(*) from hora.identity_provider where secret::text like '%' || encode('tell', 'hex') || '%'")" = 0 ] ||
	fail "a secret is readable"
[ "$(super "$name" "select count(*) from audit.entry where actor = 'operator' and object = 'identity_provider'
	and 'secret' = any(columns)")" = 3 ] || fail "the audit log does not name the operator, or tells the secret"

was=$(super "$name" "select secret from hora.identity_provider where slug = 'house'")
hora provider secret house --secret-file "$scratch/secret" >/dev/null
[ "$(super "$name" "select secret from hora.identity_provider where slug = 'house'")" != "$was" ] || fail "no new secret"
hora provider off house >/dev/null
[ "$(super "$name" "select active from hora.identity_provider where slug = 'house'")" = f ] || fail "not switched off"
hora provider on house >/dev/null
[ "$(hora provider | wc -l)" = 3 ] && [ "$(hora partner list | wc -l)" = 2 ] || fail "not all are listed"
hora provider --json | grep -q '"slug":"own"' || fail "no JSON"

refused() {
	want=$1
	shift
	status=0
	hora "$@" >/dev/null 2>&1 || status=$?
	[ "$status" = "$want" ] || fail "$* ended with $status, not $want"
}
chmod 644 "$scratch/keys"
cp "$scratch/secret" "$scratch/open" && chmod 644 "$scratch/open"
: >"$scratch/empty"
good="--client a --secret-file $scratch/secret"
# shellcheck disable=SC2086
{
	refused 1 provider add house Again --issuer https://id.example $good
	refused 1 provider add other Name --issuer https://id.example --studio nobody $good
	refused 2 provider add other Name --issuer http://id.example $good
	refused 2 provider add other Name --issuer id.example $good
	refused 2 provider add other Name --issuer 'https://id.example/?a' $good
	refused 2 provider add other Name --issuer https://u@id.example $good
	refused 2 provider add Other Name --issuer https://id.example $good
	refused 2 provider add other '' --issuer https://id.example $good
	refused 2 provider add other Two Words --issuer https://id.example $good
	refused 2 provider add other Name --issuer https://id.example --scopes profile $good
	refused 2 provider add other Name --issuer https://id.example --algorithm HS256 $good
	refused 2 provider add other Name --issuer https://id.example --algorithm none $good
	refused 2 provider add other Name --kind line $good
	refused 2 provider add other Name --kind saml --issuer https://id.example $good
	refused 2 provider add other Name --issuer https://id.example --client a
	refused 2 provider add other Name --issuer https://id.example --client a --secret-file "$scratch/open"
	refused 2 provider add other Name --issuer https://id.example --client a --secret-file "$scratch/empty"
	refused 2 provider add other Name --issuer https://id.example --client a --secret-file "$scratch/none"
	refused 2 provider add other Name --issuer https://id.example --client a --secret tell
}
refused 1 provider off nobody
refused 2 provider off
refused 2 provider shout
refused 2 partner secret club --secret-file "$scratch/secret"
good="--studio casa --paths /s/casa/"
# shellcheck disable=SC2086
{
	refused 1 partner add other Name --issuer club --keys-file "$scratch/keys" $good
	refused 2 partner add other Name --issuer other $good
	refused 2 partner add other Name --issuer other --keys-file "$scratch/keys" --keys-url https://x.example/ $good
	refused 2 partner add other Name --issuer other --keys-file "$scratch/private" $good
	refused 2 partner add other Name --issuer other --keys-file "$scratch/secret" $good
	refused 2 partner add other Name --issuer other --keys-url http://x.example/ $good
}
for paths in '' //evil.example/ https://evil.example/ /s/../admin '/s/casa?x'; do
	refused 2 partner add other Name --issuer other --keys-file "$scratch/keys" --studio casa --paths "$paths"
done
refused 2 partner add other Name --issuer other --keys-file "$scratch/keys" --paths /s/casa/
[ "$(super "$name" "select count(*) from hora.identity_provider")" = 5 ] || fail "something refused was kept"
echo "hora provider, hora partner: all as it should be"
