-- each participant at each gathering: whether it came, how it was headed, whether it was eligible
-- Also why it did not come, whether that it came or not rests on a weak row, and how it belonged to the group of the series.
WITH recorded AS (
  SELECT
    summit_id, participant_id,
    MAX(CASE WHEN status = 'attended' THEN 1 ELSE 0 END) AS attended,
    MAX(CASE WHEN status = 'absent' AND session_id IS NULL THEN 1 ELSE 0 END) AS absent,
    MAX(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS hidden,
    MAX(CASE WHEN status = 'attended' THEN leader_min ELSE 0 END) AS leader_min,
    MAX(CASE WHEN status = 'attended' THEN leader_max ELSE 0 END) AS leader_max,
    MAX(CASE WHEN status = 'attended' THEN tier_min ELSE 0 END) AS tier_min,
    MAX(CASE WHEN status = 'attended' THEN tier_max ELSE 0 END) AS tier_max,
    MAX(CASE WHEN status = 'attended' AND place = 1 THEN weak ELSE 0 END) AS attended_weak,
    MAX(CASE WHEN status = 'absent' AND session_id IS NULL THEN weak ELSE 0 END) AS absent_weak,
    MAX(weak) AS weak
  FROM summitry_records
  GROUP BY summit_id, participant_id
), everybody AS (
  SELECT
    participant_id,
    {{first "valid_from"}} AS first_day,
    {{last "valid_to"}} AS last_day
  FROM participants
  WHERE participant_id IN (SELECT participant_id FROM summitry_concerned)
), grid AS (
  SELECT
    g.summit_id, g.series_id, g.year, g.place_in_series, g.group_id, g.tier, e.participant_id,
    CASE WHEN r.summit_id IS NULL THEN 0 ELSE 1 END AS recorded,
    COALESCE(r.attended, 0) AS attended, COALESCE(r.absent, 0) AS absent, COALESCE(r.hidden, 0) AS hidden,
    r.weak, r.attended_weak, r.absent_weak,
    r.leader_min, r.leader_max, r.tier_min, r.tier_max,
    CASE WHEN e.first_day > g.last_day OR e.last_day < g.first_day THEN 1 ELSE 0 END AS gone,
    COALESCE(c.entire, 0) AS entire, COALESCE(c.depth, 0) AS depth, c.confidence,
    CASE WHEN m.participant_id IS NULL THEN 0 ELSE 1 END AS belongs,
    COALESCE(m.member_min, 0) AS member_min, COALESCE(m.member_max, 0) AS member_max,
    COALESCE(m.joined_min, 0) AS joined_min, COALESCE(m.joined_max, 0) AS joined_max,
    COALESCE(m.suspended_min, 0) AS suspended_min, COALESCE(m.suspended_max, 0) AS suspended_max
  FROM summitry_gatherings g
  CROSS JOIN everybody e
  LEFT JOIN recorded r ON r.summit_id = g.summit_id AND r.participant_id = e.participant_id
  LEFT JOIN summitry_complete c ON c.summit_id = g.summit_id AND c.participant_id = e.participant_id AND c.track = ''
  LEFT JOIN summitry_members m ON m.summit_id = g.summit_id AND m.participant_id = e.participant_id AND m.group_id = g.group_id
), settled AS (
  SELECT
    g.*,
    -- What the records say and, where they say nothing, whether the participant existed.
    CASE WHEN attended = 1 THEN 'heads' WHEN absent = 1 THEN 'absent' WHEN hidden = 1 THEN 'hidden'
      WHEN gone = 1 THEN 'gone' ELSE 'none' END AS what,
    CASE WHEN recorded = 1 OR member_min = 1 THEN 1 ELSE 0 END AS eligible_min,
    CASE WHEN recorded = 1 OR member_max = 1 OR (gone = 0 AND entire = 0) THEN 1 ELSE 0 END AS eligible_max
  FROM grid g
)
SELECT
  summit_id, series_id, year, place_in_series, participant_id,
  attended AS came_min,
  CASE what WHEN 'heads' THEN 1 WHEN 'hidden' THEN 1 WHEN 'none' THEN 1 - entire ELSE 0 END AS came_max,
  COALESCE(leader_min, 0) AS leader_min,
  CASE what WHEN 'heads' THEN GREATEST(leader_max, hidden) WHEN 'hidden' THEN 1
    WHEN 'none' THEN CASE WHEN entire = 1 OR depth >= 1 THEN 0 ELSE 1 END ELSE 0 END AS leader_max,
  COALESCE(tier_min, 0) AS tier_min,
  CASE what WHEN 'heads' THEN GREATEST(tier_max, hidden) WHEN 'hidden' THEN 1
    WHEN 'none' THEN CASE WHEN entire = 1 OR depth >= tier THEN 0 ELSE 1 END ELSE 0 END AS tier_max,
  eligible_min, eligible_max,
  CASE what WHEN 'absent' THEN 'absent' WHEN 'gone' THEN 'outside' WHEN 'none' THEN
    CASE WHEN entire = 0 THEN NULL WHEN eligible_max = 0 THEN 'outside' ELSE 'absent' END END AS why,
  CASE what WHEN 'heads' THEN attended_weak WHEN 'absent' THEN absent_weak WHEN 'none' THEN
    CASE WHEN entire = 1 AND (confidence = 1 OR weak = 1) THEN 1 ELSE 0 END ELSE 0 END AS weak,
  belongs, member_min, member_max, joined_min, joined_max, suspended_min, suspended_max
FROM settled
