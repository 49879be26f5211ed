-- how complete the records of a participant at a gathering are, on each track
-- The track is empty for the gathering as a whole. They are complete for every rank, with the best confidence of those that say so,
-- or down to a depth.
WITH everybody AS (
  SELECT DISTINCT participant_id FROM summitry_concerned
), statements AS (
  SELECT c.summit_id, e.participant_id, c.track, c.rank, c.confidence
  FROM summitry_coverage c
  CROSS JOIN everybody e
  WHERE c.subject = 'attendance' AND c.who IS NULL
  UNION ALL
  SELECT c.summit_id, c.who, c.track, c.rank, c.confidence
  FROM summitry_coverage c
  WHERE c.subject = 'attendance' AND c.who IS NOT NULL -- no rows of a group, which is no participant
  UNION ALL
  SELECT c.summit_id, m.participant_id, c.track, c.rank, c.confidence
  FROM summitry_coverage c
  JOIN summitry_members m ON m.summit_id = c.summit_id AND m.group_id = c.who
  WHERE c.subject = 'attendance' AND m.member_min = 1
)
SELECT
  summit_id, participant_id, COALESCE(track, '') AS track,
  MAX(CASE WHEN rank IS NULL THEN 1 ELSE 0 END) AS entire,
  MAX(CASE WHEN rank IS NULL THEN confidence END) AS confidence,
  COALESCE(MAX(rank), 0) AS depth
FROM statements
GROUP BY summit_id, participant_id, COALESCE(track, '')
