-- name: act_as
-- Who acts in this transaction, for the audit log and the rows of secrets.
select act_as($1::text, $2::text, $3::text, $4::bigint, $5::bigint);
