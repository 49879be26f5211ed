-- whether each participant that ever belonged to a group was a member of it when a gathering began, had joined it, and was suspended
WITH asked AS (
  SELECT summit_id, group_id FROM summitry_gatherings WHERE group_id IS NOT NULL
  UNION
  SELECT summit_id, who FROM summitry_coverage WHERE who IS NOT NULL
), dated AS (
  SELECT
    m.group_id, m.participant_id, m.status, r.kind, m.valid_from, m.valid_to,
    {{first "m.valid_from"}} AS from_first,
    {{last "m.valid_from"}} AS from_last,
    {{first "m.valid_to"}} AS to_first,
    {{last "m.valid_to"}} AS to_last
  FROM memberships m
  JOIN groups r ON r.group_id = m.group_id
), spans AS (
  SELECT
    a.summit_id, d.group_id, d.participant_id, d.status, d.kind, d.valid_from,
    -- A first day that is not known leaves open whether it has begun, until the last day.
    CASE WHEN d.from_last <= g.first_day OR (d.valid_from IS NULL AND d.to_last <= g.first_day) THEN 1 ELSE 0 END AS begun_min,
    CASE WHEN d.from_first > g.last_day THEN 0 ELSE 1 END AS begun_max,
    CASE WHEN d.valid_to IS NULL OR g.last_day <= d.to_first THEN 1 ELSE 0 END AS lasts_min,
    CASE WHEN d.to_last < g.first_day THEN 0 ELSE 1 END AS lasts_max
  FROM asked a
  JOIN summitry_gatherings g ON g.summit_id = a.summit_id
  JOIN dated d ON d.group_id = a.group_id
)
SELECT
  summit_id, group_id, participant_id,
  -- Labels have no first days. A disputed member may be one.
  MAX(CASE WHEN status <> 'member' THEN 0 WHEN kind = 'label' AND valid_from IS NULL THEN lasts_min
    ELSE begun_min * lasts_min END) AS member_min,
  MAX(CASE WHEN status = 'suspended' THEN 0 ELSE begun_max * lasts_max END) AS member_max,
  MAX(begun_min) AS joined_min,
  MAX(begun_max) AS joined_max,
  MAX(CASE WHEN status = 'suspended' THEN begun_min * lasts_min ELSE 0 END) AS suspended_min,
  MAX(CASE WHEN status = 'suspended' THEN begun_max * lasts_max ELSE 0 END) AS suspended_max
FROM spans
GROUP BY summit_id, group_id, participant_id
