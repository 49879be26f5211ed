WITH heads AS (
  -- Who attended comes first, then who ranks highest, then the first by session and person. Of who did not come an absence is shown.
  SELECT
    r.*,
    ROW_NUMBER() OVER (PARTITION BY r.summit_id, r.participant_id ORDER BY
      CASE WHEN r.status = 'attended' THEN 0 ELSE 1 END, CASE WHEN r.rank > 0 THEN r.rank ELSE 99 END,
      COALESCE(r.session_id, ''), COALESCE(r.person_id, '')) AS choice
  FROM summitry_records r
  JOIN summitry_cells c ON c.summit_id = r.summit_id AND c.participant_id = r.participant_id
  WHERE c.came_max = 1 OR r.status = 'absent'
)
SELECT
  c.summit_id, c.participant_id,
  CASE WHEN came_min = 1 THEN 'attended' WHEN came_max = 1 THEN 'unknown' WHEN eligible_min = 1 THEN 'absent'
    WHEN eligible_max = 0 THEN 'outside' ELSE 'unknown' END AS status,
  {{truth "c.came"}} AS counts,
  h.session_id, h.person_id, h.level, h.office, h.mode, h.in_place_of,
  {{truth "c.eligible"}} AS eligible,
  {{truth "c.tier"}} AS at_tier
FROM summitry_cells c
LEFT JOIN heads h ON h.summit_id = c.summit_id AND h.participant_id = c.participant_id AND h.choice = 1
