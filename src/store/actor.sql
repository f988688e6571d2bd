-- name: act_as
-- Who acts in this transaction, for the audit log.
select act_as($1::text, $2::text, $3::text);
