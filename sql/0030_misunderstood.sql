-- Whether a provider that failed was silent or said what cannot be believed: those
-- who come a moment later are told the same, though nobody asks it again for them.

set local search_path = hora, public;

alter table provider_document add column misunderstood boolean not null default false;
comment on column provider_document.misunderstood is 'The failure is not that it did not answer, but what it answered.';
