-- the records at gatherings as wholes and at their body sessions
-- Of each: whether a leader headed it, whether it was headed at the tier of the series, and whether it is weak evidence, which is of low
-- confidence or only foretold.
WITH foretold AS (
  -- Those whose sources were all published before the day that they speak of.
  SELECT
    a.summit_id, a.session_id, a.participant_id, a.person_id,
    MIN(CASE WHEN {{last "s.published"}} < {{first "COALESCE(x.date, g.start_date)"}} THEN 1 ELSE 0 END) AS foretold
  FROM summitry_attendance_sources a
  JOIN summitry_gatherings g ON g.summit_id = a.summit_id
  JOIN sources s ON s.source_id = a.source_id
  LEFT JOIN sessions x ON x.session_id = a.session_id
  GROUP BY a.summit_id, a.session_id, a.participant_id, a.person_id
), ranked AS (
  SELECT
    a.summit_id, a.session_id, a.participant_id, a.person_id, a.status, a.level, a.office, a.mode, a.in_place_of, g.tier,
    {{rankOf "a.level"}} AS rank,
    -- Where the records are complete down to a rank, one without a level is of a lower rank.
    GREATEST(COALESCE(w.depth, 0), COALESCE(t.depth, 0)) AS depth,
    CASE WHEN a.confidence = 'low' OR (a.status <> 'unknown' AND f.foretold = 1) THEN 1 ELSE 0 END AS weak
  FROM attendance a
  JOIN summitry_gatherings g ON g.summit_id = a.summit_id
  LEFT JOIN sessions x ON x.session_id = a.session_id
  LEFT JOIN summitry_complete w ON w.summit_id = a.summit_id AND w.participant_id = a.participant_id AND w.track = ''
  LEFT JOIN summitry_complete t ON t.summit_id = a.summit_id AND t.participant_id = a.participant_id AND t.track = x.track
  JOIN foretold f ON f.summit_id = a.summit_id AND f.participant_id = a.participant_id
    AND COALESCE(f.session_id, '') = COALESCE(a.session_id, '') AND COALESCE(f.person_id, '') = COALESCE(a.person_id, '')
  WHERE a.session_id IS NULL OR x.scope = 'body'
)
SELECT
  r.*,
  CASE WHEN rank = 1 THEN 1 ELSE 0 END AS leader_min,
  CASE WHEN rank = 1 OR (rank IS NULL AND depth < 1) THEN 1 ELSE 0 END AS leader_max,
  CASE WHEN rank BETWEEN 1 AND tier THEN 1 ELSE 0 END AS tier_min,
  CASE WHEN rank BETWEEN 1 AND tier OR (rank IS NULL AND depth < tier) THEN 1 ELSE 0 END AS tier_max,
  -- In the order of their keys, those who attended first.
  ROW_NUMBER() OVER (PARTITION BY summit_id, participant_id
    ORDER BY CASE WHEN status = 'attended' THEN 0 ELSE 1 END, COALESCE(session_id, ''), COALESCE(person_id, '')) AS place
FROM ranked r
