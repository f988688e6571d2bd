-- Where a provider tells more of a person than its token does.

set local search_path = hora, public;

alter table provider_document add column userinfo_url text check (length(userinfo_url) <= 500);
comment on column provider_document.userinfo_url is 'Where it tells a person''s name and address; null: only its token does.';

-- What was read without it is read anew.
update provider_document set read_at = null;
