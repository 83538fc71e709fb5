-- What: counting the events of part of a day, and finding people by the beginnings of words.
-- Why: a day that is still running is compared with part of an earlier one, which no rollup knows (spec 05 §16); RLS keeps
--   an index on words from being used, as their comparison may speak of rows it hides (spec 01 §2.2).
-- Lock: none. Undo: drop the functions.
set lock_timeout = '2s';

-- Reads as the caller, under its policies. Like daily_stats in what it counts, by the one list of counters: equal events are
-- put together first, so that the list is judged some forty times and not once per event. Planned for its tenant each time: a
-- plan for any tenant opens all 32 partitions.
do $make$
begin
  execute format($f$
    create or replace function private.count_events(workspace uuid, from_at timestamptz, until_at timestamptz, campaign uuid)
    returns jsonb
    language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $body$
    begin
      return (
        select jsonb_build_object(%s) from (
          select event_type, actor_class, is_first, tracking, bounce_type, reply_class, count(*) as n
          from public.email_events e
          where workspace_id = workspace and occurred_at >= from_at and occurred_at < until_at and not sandbox_mode
            and (campaign is null or campaign_id = campaign)
          group by 1, 2, 3, 4, 5, 6) alike);
    end $body$ $f$,
    (select string_agg(format('%L, coalesce(sum(n) filter (where %s), 0)', counter, condition), ', ')
      from private.stats_counters()));
end
$make$;
grant execute on function private.count_events(uuid, timestamptz, timestamptz, uuid) to authenticated, workspace_agent;

-- `terms`: a tsquery of word beginnings, without the tenant's own lexeme, which is added here and nowhere else. Of a word
-- that very many begin with, some are ranked.
create or replace function private.search_contacts(workspace uuid, terms text, most int)
returns table (id uuid, email text, name text, company text)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.assert_may(workspace, 'viewer');
  return query
    select found.id, found.email, nullif(concat_ws(' ', found.first_name, found.last_name), ''), found.company
    from (
      select c.* from public.contacts c
      where c.search @@ to_tsquery('simple', 'w' || replace(workspace::text, '-', '') || ' & ' || terms)
        and c.workspace_id = workspace and c.deleted_at is null
      limit 500) found
    order by ts_rank(found.search, to_tsquery('simple', terms)) desc, found.created_at desc, found.id
    limit most;
end
$$;
grant execute on function private.search_contacts(uuid, text, int) to authenticated, workspace_agent;
