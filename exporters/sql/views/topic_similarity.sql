WITH common AS (
  SELECT a.summit_id AS a_id, b.summit_id AS b_id, COUNT(*) AS kept
  FROM summitry_named a
  JOIN summitry_named b ON b.topic_id = a.topic_id
  GROUP BY a.summit_id, b.summit_id
), pairs AS (
  SELECT
    a.summit_id AS a_id, b.summit_id AS b_id, a.complete AS a_complete, b.complete AS b_complete,
    COALESCE(c.kept, 0) AS kept, b.topics - COALESCE(c.kept, 0) AS added, a.topics - COALESCE(c.kept, 0) AS dropped,
    v.topics - a.topics - b.topics + COALESCE(c.kept, 0) AS other, -- named at neither
    {{warning "a" "b"}} AS warning
  FROM summitry_agendas a
  JOIN summitry_agendas b ON a.place < b.place
  CROSS JOIN (SELECT COUNT(*) AS topics FROM topics) v
  LEFT JOIN common c ON c.a_id = a.summit_id AND c.b_id = b.summit_id
), items AS (
  SELECT
    p.*,
    kept AS jaccard_hit,
    added + dropped + other * (1 - a_complete * b_complete) AS jaccard_miss,
    kept + added * (1 - a_complete) + dropped * (1 - b_complete) + other * (1 - a_complete) * (1 - b_complete) AS jaccard_may,
    added * a_complete + dropped * b_complete AS jaccard_lost
  FROM pairs p
)
SELECT
  a_id AS a_summit_id, b_id AS b_summit_id, kept, added, dropped,
  {{share "kept" "(kept + added + dropped)"}} AS jaccard,
  {{share "(2 * kept)" "(2 * kept + added + dropped)"}} AS dice,
  {{share "kept" "(kept + LEAST(added, dropped))"}} AS overlap,
  {{ratio "jaccard"}},
  a_complete * b_complete = 1 AS complete, warning
FROM items
