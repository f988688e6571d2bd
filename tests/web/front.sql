-- What the handlers of test_front.c do to the database.

-- name: add
insert into note (said) values ($1);

-- name: count
select count(*) as number from note;
