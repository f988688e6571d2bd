-- What the clients were told, :journal, as a table whose size the planner knows.
create temporary table journal as
select *
  from jsonb_to_recordset(:'journal'::jsonb) as j(
       outcome text, id text, studio text, key text, staff text, starts timestamptz, ends timestamptz,
       price bigint, state text, at bigint);
grant select on journal to hora_reader;
analyze journal;
