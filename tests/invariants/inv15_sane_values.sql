-- INV15: text that is not UTF-8 or holds U+0000 (asking for its bytes stops with
-- an error then, which counts); an end that is not after its start; an instant
-- without a zone; money that is negative or not whole minor units.
select 'encoding' as what, current_setting('server_encoding') as which
 where current_setting('server_encoding') <> 'UTF8'
union all
select 'column', format('%s.%s %s', table_name, column_name, data_type)
  from information_schema.columns
 where table_schema in ('hora', 'audit')
   and (data_type in ('timestamp without time zone', 'time without time zone', 'time with time zone')
        or (column_name like '%\_minor' or column_name like 'price%' or column_name like '%amount%')
           and data_type <> 'bigint')
union all
select 'money', format('%s.%s', c.table_name, c.column_name)
  from information_schema.columns c
 where c.table_schema = 'hora' and c.column_name like '%\_minor'
   and has_table_privilege(to_regclass(format('hora.%I', c.table_name)), 'select')
   and (xpath('//n/text()', query_to_xml(format('select count(*) as n from hora.%I where %I < 0',
                                                c.table_name, c.column_name), false, true, '')))[1]::text <> '0'
union all
select 'text', format('%s.%s', c.table_name, c.column_name)
  from information_schema.columns c
 where c.table_schema in ('hora', 'audit') and c.data_type in ('text', 'jsonb', 'ARRAY')
   and has_table_privilege(to_regclass(format('%I.%I', c.table_schema, c.table_name)), 'select')
   and (xpath('//n/text()', query_to_xml(format('select count(*) as n from %I.%I where position(''\x00''::bytea in convert_to(%I::text, ''UTF8'')) > 0',
                                                c.table_schema, c.table_name, c.column_name), false, true, '')))[1]::text <> '0'
union all
select 'occasion', id::text from occasion where starts >= ends or not isfinite(starts) or not isfinite(ends)
union all
select 'claim', id::text from claim where isempty(blocked) or lower_inf(blocked) or upper_inf(blocked)
union all
select 'hours', id::text from hours where from_min >= to_min
union all
select 'absence', id::text from absence where isempty(away)
union all
select 'external busy', id::text from external_busy where isempty(busy)
