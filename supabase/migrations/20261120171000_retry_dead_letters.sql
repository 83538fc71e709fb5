-- What: a kept delivery is known again when its sender repeats it, and the letters that are due are found by an index.
-- Why: a sender's retries are one letter and replayed once; those that may heal are tried again by themselves (spec 02 §7.5).
-- Lock: dead_letters for a nullable column and two partial indexes over what is open. Undo: drop the column and the index.
set lock_timeout = '2s';

alter table platform.dead_letters add column if not exists delivery_hash bytea check (octet_length(delivery_hash) = 32);
create unique index if not exists dead_letters_delivery on platform.dead_letters (delivery_hash)
  where delivery_hash is not null and status in ('parked', 'retrying');
create index if not exists dead_letters_due on platform.dead_letters (next_retry_at)
  where source = 'webhook_in' and (status = 'retrying' or (status = 'parked' and next_retry_at is not null));
