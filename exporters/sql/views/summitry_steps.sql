-- each participant at each gathering of a series as a part of a run: hit, over or broken
-- At the worst and at the best. A gathering before a participant joined, or while it was suspended between two for which it was a member,
-- is stepped over if it did not come.
WITH told AS (
  SELECT
    c.*,
    -- Whether it was a member at a gathering before in the series, and at one after.
    COALESCE(MAX(member_min) OVER earlier, 0) * COALESCE(MAX(member_min) OVER later, 0) AS between_min,
    COALESCE(MAX(member_max) OVER earlier, 0) * COALESCE(MAX(member_max) OVER later, 0) AS between_max
  FROM summitry_cells c
  WHERE EXISTS (SELECT 1 FROM summitry_concerned o WHERE o.series_id = c.series_id AND o.participant_id = c.participant_id)
  WINDOW
    earlier AS (PARTITION BY c.series_id, c.participant_id ORDER BY c.place_in_series ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    later AS (PARTITION BY c.series_id, c.participant_id ORDER BY c.place_in_series ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
), skipped AS (
  SELECT
    t.*,
    CASE WHEN belongs = 0 THEN 0 WHEN joined_min = 0 THEN 1 - joined_max ELSE suspended_min * between_min END AS over_min,
    CASE WHEN belongs = 0 THEN 0 WHEN joined_min = 0 THEN 1 ELSE suspended_max * between_max END AS over_max
  FROM told t
)
SELECT
  series_id, participant_id, summit_id, place_in_series AS place, weak,
  CASE WHEN came_min = 1 THEN 'hit' WHEN over_min = 1 THEN 'over' ELSE 'broken' END AS low,
  CASE WHEN came_max = 1 THEN 'hit' WHEN over_max = 1 THEN 'over' ELSE 'broken' END AS high,
  CASE WHEN came_max = 1 THEN 'undecided' WHEN joined_min = 1 AND suspended_min = 1 THEN 'suspended'
    WHEN joined_min = 1 AND member_max = 0 AND suspended_max = 0 THEN 'left' ELSE why END AS why
FROM skipped
