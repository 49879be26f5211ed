WITH agendas AS (
  SELECT
    a.*,
    -- Of the gatherings before the one before: how many are not complete.
    SUM(1 - complete) OVER (PARTITION BY series_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS open_before
  FROM summitry_agendas a
), raised AS (
  SELECT a.series_id, n.topic_id, MIN(a.place_in_series) AS place
  FROM summitry_named n
  JOIN summitry_agendas a ON a.summit_id = n.summit_id
  GROUP BY a.series_id, n.topic_id
), pairs AS (
  SELECT
    w.summit_id AS was_id, i.summit_id AS is_id, i.series_id, w.place_in_series AS was_place,
    w.complete AS was_complete, i.complete AS is_complete, COALESCE(i.open_before, 0) AS open_before
  FROM agendas i
  JOIN agendas w ON w.series_id = i.series_id AND w.place_in_series = i.place_in_series - 1
), sure AS (
  SELECT
    p.*,
    CASE WHEN t.topic_id IS NULL THEN 0 ELSE 1 END AS listed, -- there may be no topics at all
    CASE WHEN w.topic_id IS NULL THEN 0 ELSE 1 END AS was_min,
    CASE WHEN i.topic_id IS NULL THEN 0 ELSE 1 END AS is_min,
    CASE WHEN r.place < p.was_place THEN 1 ELSE 0 END AS before_min
  FROM pairs p
  LEFT JOIN topics t ON 1 = 1
  LEFT JOIN summitry_named w ON w.summit_id = p.was_id AND w.topic_id = t.topic_id
  LEFT JOIN summitry_named i ON i.summit_id = p.is_id AND i.topic_id = t.topic_id
  LEFT JOIN raised r ON r.series_id = p.series_id AND r.topic_id = t.topic_id
), cells AS (
  SELECT
    s.*,
    CASE WHEN was_min = 1 OR (listed = 1 AND was_complete = 0) THEN 1 ELSE 0 END AS was_max,
    CASE WHEN is_min = 1 OR (listed = 1 AND is_complete = 0) THEN 1 ELSE 0 END AS is_max,
    CASE WHEN before_min = 1 OR (listed = 1 AND open_before > 0) THEN 1 ELSE 0 END AS before_max
  FROM sure s
), tallies AS (
  SELECT
    was_id, is_id,
    SUM(was_min * is_min) AS kept,
    SUM(is_min * (1 - was_min)) AS added,
    SUM(is_min * (1 - was_max)) AS added_sure,
    SUM(was_min * (1 - is_min)) AS dropped,
    SUM(was_min * (1 - is_max)) AS dropped_sure,
    SUM(is_min * (1 - was_min) * (1 - before_min)) AS fresh,
    SUM(is_min * (1 - was_max) * (1 - before_max)) AS fresh_sure,
    SUM(is_min * (1 - was_min) * before_min) AS returned,
    SUM(is_min * (1 - was_max) * before_min) AS returned_sure,
    SUM(was_max * is_max) AS kept_may,
    SUM(GREATEST(was_max * (1 - is_min), is_max * (1 - was_min))) AS apart_may,
    SUM(was_min * (1 - is_max) + is_min * (1 - was_max)) AS apart_sure,
    SUM(was_max * (1 - is_min)) AS dropped_may,
    SUM(is_max * (1 - was_min) * (1 - before_min)) AS fresh_may,
    SUM(is_max * GREATEST(was_max, before_max)) AS known_may,
    SUM(is_min * GREATEST(was_min, before_min)) AS known_sure
  FROM cells
  GROUP BY was_id, is_id
), items AS (
  SELECT
    t.*,
    kept AS jaccard_hit, apart_may AS jaccard_miss, kept_may AS jaccard_may, apart_sure AS jaccard_lost,
    apart_sure AS turnover_hit, kept_may AS turnover_miss, apart_may AS turnover_may, kept AS turnover_lost,
    kept AS persistence_hit, dropped_may AS persistence_miss, kept_may AS persistence_may, dropped_sure AS persistence_lost,
    fresh_sure AS novelty_hit, known_may AS novelty_miss, fresh_may AS novelty_may, known_sure AS novelty_lost
  FROM tallies t
)
SELECT
  m.was_id AS was_summit_id, m.is_id AS is_summit_id, i.series_id,
  w.documents AS documents_was, i.documents AS documents_is,
  w.complete = 1 AS complete_was, i.complete = 1 AS complete_is,
  w.topics AS topics_was, i.topics AS topics_is,
  m.kept, m.added, m.added_sure, m.dropped, m.dropped_sure,
  m.fresh AS new, m.fresh_sure AS new_sure, m.returned, m.returned_sure,
  {{share "m.kept" "(m.kept + m.added + m.dropped)"}} AS jaccard,
  {{ratio "jaccard"}},
  {{share "(m.added + m.dropped)" "(m.kept + m.added + m.dropped)"}} AS turnover,
  {{ratio "turnover"}},
  {{share "m.kept" "(m.kept + m.dropped)"}} AS persistence,
  {{ratio "persistence"}},
  {{share "m.fresh" "i.topics"}} AS novelty,
  {{ratio "novelty"}},
  l.closed = 1 AS closed,
  {{warning "w" "i"}} AS warning
FROM items m
JOIN summitry_agendas w ON w.summit_id = m.was_id
JOIN summitry_agendas i ON i.summit_id = m.is_id
JOIN summitry_lists l ON l.summit_id = m.is_id
