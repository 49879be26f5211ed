WITH blocks AS (
  -- A block is a break and what follows it without another one, at the worst and at the best.
  SELECT
    s.*,
    CASE WHEN low <> high THEN 1 ELSE 0 END AS undecided,
    SUM(CASE WHEN low = 'broken' THEN 1 ELSE 0 END) OVER so_far AS low_block,
    SUM(CASE WHEN high = 'broken' THEN 1 ELSE 0 END) OVER so_far AS high_block
  FROM summitry_steps s
  WINDOW so_far AS (PARTITION BY series_id, participant_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
), low_spans AS (
  SELECT
    series_id, participant_id, low_block AS block,
    SUM(CASE WHEN low = 'hit' THEN 1 ELSE 0 END) AS hits,
    MIN(CASE WHEN low = 'hit' THEN place END) AS first_place,
    MAX(CASE WHEN low = 'hit' THEN place END) AS last_place
  FROM blocks
  GROUP BY series_id, participant_id, low_block
), high_spans AS (
  SELECT
    series_id, participant_id, high_block AS block,
    SUM(CASE WHEN high = 'hit' THEN 1 ELSE 0 END) AS hits,
    MIN(CASE WHEN high = 'hit' THEN place END) AS first_place,
    MAX(CASE WHEN high = 'hit' THEN place END) AS last_place
  FROM blocks
  GROUP BY series_id, participant_id, high_block
), totals AS (
  SELECT
    series_id, participant_id, COUNT(*) AS listed, MAX(place) AS through_place,
    MAX(low_block) AS last_low, MAX(high_block) AS last_high, MAX(weak) AS weak,
    MAX(CASE WHEN low = 'broken' THEN place END) AS last_break,
    MAX(CASE WHEN high = 'broken' THEN place ELSE 1 END) AS last_high_break
  FROM blocks
  GROUP BY series_id, participant_id
), ranked AS (
  SELECT l.*, ROW_NUMBER() OVER (PARTITION BY series_id, participant_id ORDER BY hits DESC, first_place) AS choice
  FROM low_spans l
), sure AS (
  -- The run that is sure, if there is one: the longest, and the one that lasts to the end.
  SELECT
    t.series_id, t.participant_id, 'longest' AS run, t.listed, t.through_place, t.weak,
    COALESCE(r.hits, 0) AS hits, r.first_place, r.last_place, CAST(NULL AS BIGINT) AS last_break
  FROM totals t
  LEFT JOIN ranked r ON r.series_id = t.series_id AND r.participant_id = t.participant_id AND r.choice = 1 AND r.hits > 0
  UNION ALL
  SELECT
    t.series_id, t.participant_id, 'current', t.listed, t.through_place, w.weak,
    COALESCE(l.hits, 0), l.first_place, l.last_place, t.last_break
  FROM totals t
  LEFT JOIN low_spans l ON l.series_id = t.series_id AND l.participant_id = t.participant_id AND l.block = t.last_low AND l.hits > 0
  -- Nothing before the last break that is sure decides the run.
  JOIN (
    SELECT b.series_id, b.participant_id, MAX(b.weak) AS weak
    FROM blocks b
    JOIN totals u ON u.series_id = b.series_id AND u.participant_id = b.participant_id AND b.place >= u.last_high_break
    GROUP BY b.series_id, b.participant_id
  ) w ON w.series_id = t.series_id AND w.participant_id = t.participant_id
), possible AS (
  -- The runs that may be it, and whether what decides that is not known.
  SELECT
    s.series_id, s.participant_id, s.run, MAX(h.hits) AS hits, MAX(b.undecided) AS undecided
  FROM sure s
  JOIN totals t ON t.series_id = s.series_id AND t.participant_id = s.participant_id
  JOIN high_spans h ON h.series_id = s.series_id AND h.participant_id = s.participant_id AND h.hits > 0
    AND ((s.run = 'longest' AND (h.hits > s.hits OR (h.hits = s.hits AND h.first_place < s.first_place)))
      OR (s.run = 'current' AND h.block = t.last_high))
  JOIN blocks b ON b.series_id = s.series_id AND b.participant_id = s.participant_id
    AND b.place >= h.first_place AND (b.place <= h.last_place OR s.run = 'current')
  GROUP BY s.series_id, s.participant_id, s.run
), ends AS (
  -- The first break after the run that is sure and, without one, the last break of all for the current run.
  SELECT s.series_id, s.participant_id, s.run, COALESCE(MIN(b.place), MAX(s.last_break)) AS place
  FROM sure s
  LEFT JOIN blocks b ON b.series_id = s.series_id AND b.participant_id = s.participant_id AND b.low = 'broken' AND b.place > s.last_place
  WHERE s.run = 'longest' OR s.hits = 0
  GROUP BY s.series_id, s.participant_id, s.run
)
SELECT
  s.series_id, s.participant_id, s.run,
  s.hits AS length_min, GREATEST(s.hits, COALESCE(p.hits, 0)) AS length_max,
  f.summit_id AS from_summit_id, l.summit_id AS to_summit_id, e.summit_id AS ended_summit_id, e.why,
  t.summit_id AS through_summit_id, s.listed,
  COALESCE(p.hits, 0) <= s.hits AND COALESCE(p.undecided, 0) = 0 AND c.closed = 1 AND c.weak = 0 AND s.weak = 0 AS certain,
  c.closed = 1 AS closed
FROM sure s
LEFT JOIN possible p ON p.series_id = s.series_id AND p.participant_id = s.participant_id AND p.run = s.run
LEFT JOIN ends n ON n.series_id = s.series_id AND n.participant_id = s.participant_id AND n.run = s.run
LEFT JOIN blocks f ON f.series_id = s.series_id AND f.participant_id = s.participant_id AND f.place = s.first_place
LEFT JOIN blocks l ON l.series_id = s.series_id AND l.participant_id = s.participant_id AND l.place = s.last_place
LEFT JOIN blocks e ON e.series_id = s.series_id AND e.participant_id = s.participant_id AND e.place = n.place
JOIN blocks t ON t.series_id = s.series_id AND t.participant_id = s.participant_id AND t.place = s.through_place
JOIN summitry_lists c ON c.summit_id = t.summit_id
