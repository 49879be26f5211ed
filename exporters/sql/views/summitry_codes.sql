-- the code of a participant in a scheme in each year: the one that lasted longest and, of several, began last
WITH dated AS (
  SELECT
    participant_id, scheme, code, valid_from,
    COALESCE({{first "valid_from"}}, '0000-00-00') AS first_day,
    COALESCE({{last "valid_to"}}, '9999-12-31') AS last_day
  FROM participant_codes
), held AS (
  SELECT
    d.participant_id, d.scheme, d.code, y.year,
    ROW_NUMBER() OVER (PARTITION BY d.participant_id, d.scheme, y.year
      ORDER BY d.last_day DESC, d.first_day DESC, d.code, COALESCE(d.valid_from, '')) AS place
  FROM dated d
  JOIN (SELECT DISTINCT year FROM summitry_gatherings) y
    ON CAST(SUBSTR(d.first_day, 1, 4) AS INTEGER) <= y.year AND CAST(SUBSTR(d.last_day, 1, 4) AS INTEGER) >= y.year
)
SELECT participant_id, scheme, year, code
FROM held
WHERE place = 1
