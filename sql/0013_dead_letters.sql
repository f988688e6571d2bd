-- Dead letters are counted every few seconds, and stay for long.

set local search_path = hora, public;

create index job_dead on job (lane) where state = 'dead';
