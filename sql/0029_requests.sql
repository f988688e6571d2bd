-- Whose request a job comes from, so that one name leads from nginx's log through the
-- program's and the audit log to what the worker did of it. The transaction says it
-- for the audit log anyway; jobs that are there already have none.

set local search_path = hora, public;

alter table job add column request text default nullif(left(current_setting('hora.request', true), 64), '');
comment on column job.request is 'The request that wanted it, by the id that nginx gave; null where the worker did.';
