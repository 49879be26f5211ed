-- The base tables and the derived tables of summitry over a folder of Parquet files.

-- series: families of gatherings
CREATE OR REPLACE VIEW series AS
SELECT
  CAST(series_id AS VARCHAR) AS series_id,
  CAST(name AS VARCHAR) AS name,
  CAST(tier AS VARCHAR) AS tier,
  CAST(group_id AS VARCHAR) AS group_id,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/series/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- summits: gatherings, one row each in its latest state
CREATE OR REPLACE VIEW summits AS
SELECT
  CAST(summit_id AS VARCHAR) AS summit_id,
  CAST(series_id AS VARCHAR) AS series_id,
  CAST(name AS VARCHAR) AS name,
  CAST(ordinal AS BIGINT) AS ordinal,
  CAST(kind AS VARCHAR) AS kind,
  CAST(start_date AS VARCHAR) AS start_date,
  CAST(end_date AS VARCHAR) AS end_date,
  CAST(city AS VARCHAR[]) AS city,
  CAST(country_ids AS VARCHAR[]) AS country_ids,
  CAST(host_ids AS VARCHAR[]) AS host_ids,
  CAST(status AS VARCHAR) AS status,
  CAST(format AS VARCHAR) AS format,
  CAST(wikidata_id AS VARCHAR) AS wikidata_id,
  CAST(source_ids AS VARCHAR[]) AS source_ids,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/summits/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- sessions: meetings within summits
CREATE OR REPLACE VIEW sessions AS
SELECT
  CAST(session_id AS VARCHAR) AS session_id,
  CAST(summit_id AS VARCHAR) AS summit_id,
  CAST(track AS VARCHAR) AS track,
  CAST(scope AS VARCHAR) AS scope,
  CAST(name AS VARCHAR) AS name,
  CAST(date AS VARCHAR) AS date,
  CAST(source_ids AS VARCHAR[]) AS source_ids,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/sessions/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- participants: states and organisations
CREATE OR REPLACE VIEW participants AS
SELECT
  CAST(participant_id AS VARCHAR) AS participant_id,
  CAST(kind AS VARCHAR) AS kind,
  CAST(name AS VARCHAR) AS name,
  CAST(valid_from AS VARCHAR) AS valid_from,
  CAST(valid_to AS VARCHAR) AS valid_to
FROM read_parquet('parquet/participants/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- participant_codes: codes of participants in other data sets, with dates
CREATE OR REPLACE VIEW participant_codes AS
SELECT
  CAST(participant_id AS VARCHAR) AS participant_id,
  CAST(scheme AS VARCHAR) AS scheme,
  CAST(code AS VARCHAR) AS code,
  CAST(valid_from AS VARCHAR) AS valid_from,
  CAST(valid_to AS VARCHAR) AS valid_to
FROM read_parquet('parquet/participant_codes/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- groups: named sets of participants
CREATE OR REPLACE VIEW groups AS
SELECT
  CAST(group_id AS VARCHAR) AS group_id,
  CAST(kind AS VARCHAR) AS kind,
  CAST(name AS VARCHAR) AS name,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/groups/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- memberships: who belonged to a group, and when
CREATE OR REPLACE VIEW memberships AS
SELECT
  CAST(group_id AS VARCHAR) AS group_id,
  CAST(participant_id AS VARCHAR) AS participant_id,
  CAST(status AS VARCHAR) AS status,
  CAST(valid_from AS VARCHAR) AS valid_from,
  CAST(valid_to AS VARCHAR) AS valid_to,
  CAST(source_ids AS VARCHAR[]) AS source_ids,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/memberships/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- people: who heads delegations
CREATE OR REPLACE VIEW people AS
SELECT
  CAST(person_id AS VARCHAR) AS person_id,
  CAST(name AS VARCHAR) AS name,
  CAST(wikidata_id AS VARCHAR) AS wikidata_id
FROM read_parquet('parquet/people/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- attendance: who attended, or was absent from, a summit or session
CREATE OR REPLACE VIEW attendance AS
SELECT
  CAST(summit_id AS VARCHAR) AS summit_id,
  CAST(session_id AS VARCHAR) AS session_id,
  CAST(participant_id AS VARCHAR) AS participant_id,
  CAST(person_id AS VARCHAR) AS person_id,
  CAST(status AS VARCHAR) AS status,
  CAST(capacity AS VARCHAR) AS capacity,
  CAST(mode AS VARCHAR) AS mode,
  CAST(level AS VARCHAR) AS level,
  CAST(office AS VARCHAR) AS office,
  CAST(in_place_of AS VARCHAR) AS in_place_of,
  CAST(confidence AS VARCHAR) AS confidence,
  CAST(source_ids AS VARCHAR[]) AS source_ids,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/attendance/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- topics: what gatherings talk about
CREATE OR REPLACE VIEW topics AS
SELECT
  CAST(topic_id AS VARCHAR) AS topic_id,
  CAST(label AS VARCHAR) AS label,
  CAST(broader_id AS VARCHAR) AS broader_id,
  CAST(aliases AS VARCHAR[]) AS aliases,
  CAST(cap AS VARCHAR) AS cap,
  CAST(definition AS VARCHAR) AS definition
FROM read_parquet('parquet/topics/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- discussions: which document names which topic as planned or reported
CREATE OR REPLACE VIEW discussions AS
SELECT
  CAST(summit_id AS VARCHAR) AS summit_id,
  CAST(session_id AS VARCHAR) AS session_id,
  CAST(topic_id AS VARCHAR) AS topic_id,
  CAST(stage AS VARCHAR) AS stage,
  CAST(source_id AS VARCHAR) AS source_id,
  CAST(confidence AS VARCHAR) AS confidence,
  CAST(evidence AS VARCHAR) AS evidence,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/discussions/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- coverage: statements of what is complete
CREATE OR REPLACE VIEW coverage AS
SELECT
  CAST(coverage_id AS VARCHAR) AS coverage_id,
  CAST(subject AS VARCHAR) AS subject,
  CAST(series_id AS VARCHAR) AS series_id,
  CAST(kind AS VARCHAR) AS kind,
  CAST(summit_id AS VARCHAR) AS summit_id,
  CAST(track AS VARCHAR) AS track,
  CAST(stage AS VARCHAR) AS stage,
  CAST(date_from AS VARCHAR) AS date_from,
  CAST(date_to AS VARCHAR) AS date_to,
  CAST(who AS VARCHAR) AS who,
  CAST(rank AS BIGINT) AS rank,
  CAST(editions AS BIGINT) AS editions,
  CAST(confidence AS VARCHAR) AS confidence,
  CAST(source_ids AS VARCHAR[]) AS source_ids,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/coverage/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- sources: the documents that rows rest on
CREATE OR REPLACE VIEW sources AS
SELECT
  CAST(source_id AS VARCHAR) AS source_id,
  CAST(kind AS VARCHAR) AS kind,
  CAST(title AS VARCHAR) AS title,
  CAST(publisher AS VARCHAR) AS publisher,
  CAST(issuer AS VARCHAR[]) AS issuer,
  CAST(url AS VARCHAR) AS url,
  CAST(published AS VARCHAR) AS published,
  CAST(accessed AS VARCHAR) AS accessed,
  CAST(note AS VARCHAR) AS note
FROM read_parquet('parquet/sources/**/*.parquet', hive_partitioning = true, hive_types_autocast = false);

-- summitry_attendance_sources: the sources of each record of attendance, one a row
CREATE OR REPLACE TABLE summitry_attendance_sources AS
SELECT summit_id, session_id, participant_id, person_id, UNNEST(source_ids) AS source_id
FROM attendance;

-- summitry_gatherings: the regular gatherings that were held, with their places in order of time
CREATE OR REPLACE TABLE summitry_gatherings AS
SELECT
  s.summit_id, s.series_id, e.group_id, CASE e.tier WHEN 'leaders' THEN 1 WHEN 'ministers' THEN 3 WHEN 'officials' THEN 7 END AS tier,
  s.start_date, CAST(SUBSTR(s.start_date, 1, 4) AS INTEGER) AS year,
  CASE LENGTH(s.start_date) WHEN 4 THEN CONCAT(s.start_date, '-01-01') WHEN 7 THEN CONCAT(s.start_date, '-01') ELSE s.start_date END AS first_day,
  CASE LENGTH(s.start_date)
      WHEN 4 THEN CONCAT(s.start_date, '-12-31')
      WHEN 7 THEN CONCAT(s.start_date, CASE
        WHEN SUBSTR(s.start_date, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(s.start_date, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(s.start_date, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(s.start_date, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(s.start_date, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE s.start_date END AS last_day,
  ROW_NUMBER() OVER (ORDER BY s.start_date, s.end_date, s.summit_id) AS place,
  ROW_NUMBER() OVER (PARTITION BY s.series_id ORDER BY s.start_date, s.end_date, s.summit_id) AS place_in_series
FROM summits s
JOIN series e ON e.series_id = s.series_id
WHERE s.status = 'held' AND s.kind = 'regular';

-- summitry_coverage: which statement on attendance or topics covers which gathering
CREATE OR REPLACE TABLE summitry_coverage AS
SELECT
  g.summit_id, c.coverage_id, c.subject, c.track, c.stage, c.who, c.rank,
  CASE c.confidence WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 END AS confidence
FROM coverage c
JOIN summitry_gatherings g ON g.series_id = c.series_id
WHERE (c.kind IS NULL OR c.kind = 'regular') AND c.subject IN ('attendance', 'topics')
  AND (c.summit_id = g.summit_id OR (c.summit_id IS NULL
    AND (c.date_from IS NULL OR CASE LENGTH(c.date_from) WHEN 4 THEN CONCAT(c.date_from, '-01-01') WHEN 7 THEN CONCAT(c.date_from, '-01') ELSE c.date_from END <= g.first_day)
    AND g.last_day <= CASE LENGTH(c.date_to)
      WHEN 4 THEN CONCAT(c.date_to, '-12-31')
      WHEN 7 THEN CONCAT(c.date_to, CASE
        WHEN SUBSTR(c.date_to, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(c.date_to, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(c.date_to, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(c.date_to, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(c.date_to, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE c.date_to END));

-- summitry_lists: whether the list of the gatherings of a series is complete through each, and rests on a statement of low confidence
CREATE OR REPLACE TABLE summitry_lists AS
WITH dated AS (
  SELECT
    series_id, coverage_id, CASE confidence WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 END AS confidence, date_from,
    CASE LENGTH(date_from) WHEN 4 THEN CONCAT(date_from, '-01-01') WHEN 7 THEN CONCAT(date_from, '-01') ELSE date_from END AS first_day,
    CASE LENGTH(date_to)
      WHEN 4 THEN CONCAT(date_to, '-12-31')
      WHEN 7 THEN CONCAT(date_to, CASE
        WHEN SUBSTR(date_to, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(date_to, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(date_to, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(date_to, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(date_to, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE date_to END AS last_day
  FROM coverage
  WHERE subject = 'editions' AND track IS NULL AND (kind IS NULL OR kind = 'regular')
), ordered AS (
  SELECT
    d.*,
    ROW_NUMBER() OVER (PARTITION BY series_id ORDER BY COALESCE(first_day, ''), confidence DESC, coverage_id) AS place
  FROM dated d
), reaching AS (
  SELECT
    o.*,
    MAX(last_day) OVER (PARTITION BY series_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
  FROM ordered o
), chained AS (
  -- A statement follows on those before it if it begins on the day after them at the latest. Behind a gap none counts.
  SELECT
    r.*,
    SUM(CASE
      WHEN date_from IS NULL THEN 0
      WHEN reached IS NULL THEN 1
      WHEN CAST(first_day AS DATE) > CAST(reached AS DATE) + INTERVAL '1' DAY THEN 1
      ELSE 0 END) OVER (PARTITION BY series_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS gaps
  FROM reaching r
)
SELECT
  g.summit_id,
  MAX(CASE WHEN c.last_day >= g.last_day THEN 1 ELSE 0 END) AS closed,
  MAX(CASE WHEN c.confidence = 1 AND (c.reached IS NULL OR (c.last_day > c.reached AND c.reached < g.last_day)) THEN 1 ELSE 0 END) AS weak
FROM summitry_gatherings g
LEFT JOIN chained c ON c.series_id = g.series_id AND c.gaps = 0
GROUP BY g.summit_id;

-- summitry_members: whether each participant that ever belonged to a group was a member of it when a gathering began, had joined it, and was suspended
CREATE OR REPLACE TABLE summitry_members AS
WITH asked AS (
  SELECT summit_id, group_id FROM summitry_gatherings WHERE group_id IS NOT NULL
  UNION
  SELECT summit_id, who FROM summitry_coverage WHERE who IS NOT NULL
), dated AS (
  SELECT
    m.group_id, m.participant_id, m.status, r.kind, m.valid_from, m.valid_to,
    CASE LENGTH(m.valid_from) WHEN 4 THEN CONCAT(m.valid_from, '-01-01') WHEN 7 THEN CONCAT(m.valid_from, '-01') ELSE m.valid_from END AS from_first,
    CASE LENGTH(m.valid_from)
      WHEN 4 THEN CONCAT(m.valid_from, '-12-31')
      WHEN 7 THEN CONCAT(m.valid_from, CASE
        WHEN SUBSTR(m.valid_from, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(m.valid_from, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(m.valid_from, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(m.valid_from, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(m.valid_from, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE m.valid_from END AS from_last,
    CASE LENGTH(m.valid_to) WHEN 4 THEN CONCAT(m.valid_to, '-01-01') WHEN 7 THEN CONCAT(m.valid_to, '-01') ELSE m.valid_to END AS to_first,
    CASE LENGTH(m.valid_to)
      WHEN 4 THEN CONCAT(m.valid_to, '-12-31')
      WHEN 7 THEN CONCAT(m.valid_to, CASE
        WHEN SUBSTR(m.valid_to, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(m.valid_to, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(m.valid_to, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(m.valid_to, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(m.valid_to, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE m.valid_to END AS to_last
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
GROUP BY summit_id, group_id, participant_id;

-- summitry_concerned: of whom anything is on record at a gathering: a record, even at a side session, or a membership that may hold
CREATE OR REPLACE TABLE summitry_concerned AS
SELECT g.summit_id, g.series_id, g.year, a.participant_id
FROM attendance a
JOIN summitry_gatherings g ON g.summit_id = a.summit_id
UNION
SELECT g.summit_id, g.series_id, g.year, m.participant_id
FROM summitry_members m
JOIN summitry_gatherings g ON g.summit_id = m.summit_id AND g.group_id = m.group_id
WHERE m.member_max = 1;

-- summitry_complete: how complete the records of a participant at a gathering are, on each track
CREATE OR REPLACE TABLE summitry_complete AS
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
GROUP BY summit_id, participant_id, COALESCE(track, '');

-- summitry_records: the records at gatherings as wholes and at their body sessions
CREATE OR REPLACE TABLE summitry_records AS
-- Of each: whether a leader headed it, whether it was headed at the tier of the series, and whether it is weak evidence, which is of low
-- confidence or only foretold.
WITH foretold AS (
  -- Those whose sources were all published before the day that they speak of.
  SELECT
    a.summit_id, a.session_id, a.participant_id, a.person_id,
    MIN(CASE WHEN CASE LENGTH(s.published)
      WHEN 4 THEN CONCAT(s.published, '-12-31')
      WHEN 7 THEN CONCAT(s.published, CASE
        WHEN SUBSTR(s.published, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(s.published, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(s.published, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(s.published, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(s.published, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE s.published END < CASE LENGTH(COALESCE(x.date, g.start_date)) WHEN 4 THEN CONCAT(COALESCE(x.date, g.start_date), '-01-01') WHEN 7 THEN CONCAT(COALESCE(x.date, g.start_date), '-01') ELSE COALESCE(x.date, g.start_date) END THEN 1 ELSE 0 END) AS foretold
  FROM summitry_attendance_sources a
  JOIN summitry_gatherings g ON g.summit_id = a.summit_id
  JOIN sources s ON s.source_id = a.source_id
  LEFT JOIN sessions x ON x.session_id = a.session_id
  GROUP BY a.summit_id, a.session_id, a.participant_id, a.person_id
), ranked AS (
  SELECT
    a.summit_id, a.session_id, a.participant_id, a.person_id, a.status, a.level, a.office, a.mode, a.in_place_of, g.tier,
    CASE a.level WHEN 'head_of_state' THEN 1 WHEN 'head_of_government' THEN 1 WHEN 'organisation_head' THEN 1 WHEN 'deputy_head' THEN 2 WHEN 'foreign_minister' THEN 3 WHEN 'defence_minister' THEN 3 WHEN 'finance_minister' THEN 3 WHEN 'minister' THEN 3 WHEN 'deputy_minister' THEN 4 WHEN 'envoy' THEN 5 WHEN 'ambassador' THEN 6 WHEN 'official' THEN 7 WHEN 'other' THEN 0 END AS rank,
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
FROM ranked r;

-- summitry_cells: each participant at each gathering: whether it came, how it was headed, whether it was eligible
CREATE OR REPLACE TABLE summitry_cells AS
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
    CASE LENGTH(valid_from) WHEN 4 THEN CONCAT(valid_from, '-01-01') WHEN 7 THEN CONCAT(valid_from, '-01') ELSE valid_from END AS first_day,
    CASE LENGTH(valid_to)
      WHEN 4 THEN CONCAT(valid_to, '-12-31')
      WHEN 7 THEN CONCAT(valid_to, CASE
        WHEN SUBSTR(valid_to, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(valid_to, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(valid_to, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(valid_to, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(valid_to, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE valid_to END AS last_day
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
FROM settled;

-- summitry_codes: the code of a participant in a scheme in each year: the one that lasted longest and, of several, began last
CREATE OR REPLACE TABLE summitry_codes AS
WITH dated AS (
  SELECT
    participant_id, scheme, code, valid_from,
    COALESCE(CASE LENGTH(valid_from) WHEN 4 THEN CONCAT(valid_from, '-01-01') WHEN 7 THEN CONCAT(valid_from, '-01') ELSE valid_from END, '0000-00-00') AS first_day,
    COALESCE(CASE LENGTH(valid_to)
      WHEN 4 THEN CONCAT(valid_to, '-12-31')
      WHEN 7 THEN CONCAT(valid_to, CASE
        WHEN SUBSTR(valid_to, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(valid_to, 6, 2) <> '02' THEN '-31'
        WHEN MOD(CAST(SUBSTR(valid_to, 1, 4) AS INTEGER), 4) = 0 AND (MOD(CAST(SUBSTR(valid_to, 1, 4) AS INTEGER), 100) <> 0 OR MOD(CAST(SUBSTR(valid_to, 1, 4) AS INTEGER), 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE valid_to END, '9999-12-31') AS last_day
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
WHERE place = 1;

-- summitry_steps: each participant at each gathering of a series as a part of a run: hit, over or broken
CREATE OR REPLACE TABLE summitry_steps AS
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
FROM skipped;

-- participation: who was at each gathering, and who headed it
CREATE OR REPLACE VIEW participation AS
SELECT
  summit_id,
  participant_id,
  status,
  counts,
  session_id,
  person_id,
  level,
  office,
  mode,
  in_place_of,
  eligible,
  at_tier
FROM (
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
  CASE WHEN c.came_min = 1 THEN 'yes' WHEN c.came_max = 0 THEN 'no' ELSE 'unknown' END AS counts,
  h.session_id, h.person_id, h.level, h.office, h.mode, h.in_place_of,
  CASE WHEN c.eligible_min = 1 THEN 'yes' WHEN c.eligible_max = 0 THEN 'no' ELSE 'unknown' END AS eligible,
  CASE WHEN c.tier_min = 1 THEN 'yes' WHEN c.tier_max = 0 THEN 'no' ELSE 'unknown' END AS at_tier
FROM summitry_cells c
LEFT JOIN heads h ON h.summit_id = c.summit_id AND h.participant_id = c.participant_id AND h.choice = 1
) AS found;

-- participant_year: how often each participant was there in each year
CREATE OR REPLACE VIEW participant_year AS
SELECT
  series_id,
  CAST(year AS INTEGER) AS year,
  participant_id,
  CAST(gatherings AS INTEGER) AS gatherings,
  CAST(attended_min AS INTEGER) AS attended_min,
  CAST(attended_max AS INTEGER) AS attended_max,
  CAST(leader_min AS INTEGER) AS leader_min,
  CAST(leader_max AS INTEGER) AS leader_max,
  CAST(eligible_min AS INTEGER) AS eligible_min,
  CAST(eligible_max AS INTEGER) AS eligible_max,
  CAST(missed_min AS INTEGER) AS missed_min,
  CAST(missed_max AS INTEGER) AS missed_max,
  CAST(rate_min AS DOUBLE) AS rate_min,
  CAST(rate_max AS DOUBLE) AS rate_max,
  cow,
  gw,
  m49
FROM (
WITH concerned AS (
  SELECT DISTINCT series_id, year, participant_id FROM summitry_concerned
), items AS (
  -- What each gathering is in a rate: it may be left out unless it is one for which the participant was eligible.
  SELECT
    c.*,
    1 - eligible_min AS may_skip, eligible_max * (1 - came_min) AS may_miss, eligible_max * came_max AS may_hit
  FROM summitry_cells c
  JOIN concerned s ON s.series_id = c.series_id AND s.year = c.year AND s.participant_id = c.participant_id
), tallies AS (
  SELECT
    series_id, year, participant_id, COUNT(*) AS gatherings,
    SUM(came_min) AS attended_min, SUM(came_max) AS attended_max,
    SUM(leader_min) AS leader_min, SUM(leader_max) AS leader_max,
    SUM(eligible_min) AS eligible_min, SUM(eligible_max) AS eligible_max,
    SUM((1 - may_skip) * (1 - may_hit)) AS rate_lost, SUM(may_miss) AS rate_miss,
    SUM((1 - may_skip) * (1 - may_miss)) AS rate_hit, SUM(may_hit) AS rate_may
  FROM items
  GROUP BY series_id, year, participant_id
)
SELECT
  t.series_id, t.year, t.participant_id, t.gatherings,
  t.attended_min, t.attended_max, t.leader_min, t.leader_max, t.eligible_min, t.eligible_max,
  t.rate_lost AS missed_min, t.rate_miss AS missed_max,
  CASE WHEN rate_miss + rate_may = 0 THEN NULL WHEN rate_miss + rate_hit = 0 THEN 1.0
    ELSE CAST(rate_hit AS DOUBLE) / (rate_miss + rate_hit) END AS rate_min,
  CASE WHEN rate_miss + rate_may = 0 THEN NULL WHEN rate_may + rate_lost = 0 THEN 0.0
    ELSE CAST(rate_may AS DOUBLE) / (rate_may + rate_lost) END AS rate_max,
  c.code AS cow, g.code AS gw, m.code AS m49
FROM tallies t
LEFT JOIN summitry_codes c ON c.participant_id = t.participant_id AND c.year = t.year AND c.scheme = 'cow'
LEFT JOIN summitry_codes g ON g.participant_id = t.participant_id AND g.year = t.year AND g.scheme = 'gw'
LEFT JOIN summitry_codes m ON m.participant_id = t.participant_id AND m.year = t.year AND m.scheme = 'm49'
) AS found;

-- dyad_year: how often each two participants met in each year
CREATE OR REPLACE VIEW dyad_year AS
SELECT
  series_id,
  CAST(year AS INTEGER) AS year,
  a_id,
  b_id,
  CAST(gatherings AS INTEGER) AS gatherings,
  CAST(shared_min AS INTEGER) AS shared_min,
  CAST(shared_max AS INTEGER) AS shared_max,
  a_cow,
  b_cow
FROM (
WITH concerned AS (
  SELECT DISTINCT series_id, year, participant_id FROM summitry_concerned
), years AS (
  SELECT series_id, year, COUNT(*) AS gatherings FROM summitry_gatherings GROUP BY series_id, year
), present AS (
  SELECT summit_id, series_id, year, participant_id, came_min FROM summitry_cells WHERE came_max = 1
), shared AS (
  SELECT
    a.series_id, a.year, a.participant_id AS a_id, b.participant_id AS b_id,
    SUM(a.came_min * b.came_min) AS shared_min, COUNT(*) AS shared_max
  FROM present a
  JOIN present b ON b.summit_id = a.summit_id AND a.participant_id < b.participant_id
  GROUP BY a.series_id, a.year, a.participant_id, b.participant_id
)
SELECT
  a.series_id, a.year, a.participant_id AS a_id, b.participant_id AS b_id, y.gatherings,
  COALESCE(s.shared_min, 0) AS shared_min, COALESCE(s.shared_max, 0) AS shared_max,
  c.code AS a_cow, d.code AS b_cow
FROM concerned a
JOIN concerned b ON b.series_id = a.series_id AND b.year = a.year AND a.participant_id < b.participant_id
JOIN years y ON y.series_id = a.series_id AND y.year = a.year
LEFT JOIN shared s ON s.series_id = a.series_id AND s.year = a.year AND s.a_id = a.participant_id AND s.b_id = b.participant_id
LEFT JOIN summitry_codes c ON c.participant_id = a.participant_id AND c.year = a.year AND c.scheme = 'cow'
LEFT JOIN summitry_codes d ON d.participant_id = b.participant_id AND d.year = b.year AND d.scheme = 'cow'
) AS found;

-- co_attendance: the ties between each two participants
CREATE OR REPLACE VIEW co_attendance AS
SELECT
  a_id,
  b_id,
  series_id,
  measure,
  CAST(shared_min AS INTEGER) AS shared_min,
  CAST(shared_max AS INTEGER) AS shared_max,
  CAST(weight_min AS DOUBLE) AS weight_min,
  CAST(weight_max AS DOUBLE) AS weight_max,
  has_value,
  tight
FROM (
WITH concerned AS (
  SELECT DISTINCT series_id, participant_id FROM summitry_concerned
), present AS (
  SELECT
    c.summit_id, c.series_id, c.participant_id, c.came_min,
    -- How many came for sure, and how many may have.
    SUM(c.came_min) OVER (PARTITION BY c.summit_id) AS sure, COUNT(*) OVER (PARTITION BY c.summit_id) AS possible
  FROM summitry_cells c
  JOIN concerned s ON s.series_id = c.series_id AND s.participant_id = c.participant_id
  WHERE c.came_max = 1
), ties AS (
  -- The weight is least with everybody there who may have been, and greatest with nobody else.
  SELECT
    a.series_id, a.participant_id AS a_id, b.participant_id AS b_id,
    SUM(a.came_min * b.came_min) AS shared_min, COUNT(*) AS shared_max,
    SUM(CASE WHEN a.came_min * b.came_min = 1 THEN 1.0E0 / GREATEST(a.possible - 1, 1) ELSE 0.0E0 END) AS weight_min,
    SUM(1.0E0 / GREATEST(a.sure + (1 - a.came_min) + (1 - b.came_min) - 1, 1)) AS weight_max
  FROM present a
  JOIN present b ON b.summit_id = a.summit_id AND a.participant_id < b.participant_id
  GROUP BY a.series_id, a.participant_id, b.participant_id
)
SELECT
  a.participant_id AS a_id, b.participant_id AS b_id, a.series_id, 'newman' AS measure,
  COALESCE(t.shared_min, 0) AS shared_min, COALESCE(t.shared_max, 0) AS shared_max,
  COALESCE(t.weight_min, 0) AS weight_min, COALESCE(t.weight_max, 0) AS weight_max,
  'yes' AS has_value, 1 = 1 AS tight
FROM concerned a
JOIN concerned b ON b.series_id = a.series_id AND a.participant_id < b.participant_id
LEFT JOIN ties t ON t.series_id = a.series_id AND t.a_id = a.participant_id AND t.b_id = b.participant_id
) AS found;

-- streaks: the longest and the current run of each participant
CREATE OR REPLACE VIEW streaks AS
SELECT
  series_id,
  participant_id,
  run,
  CAST(length_min AS INTEGER) AS length_min,
  CAST(length_max AS INTEGER) AS length_max,
  from_summit_id,
  to_summit_id,
  ended_summit_id,
  why,
  through_summit_id,
  CAST(listed AS INTEGER) AS listed,
  certain,
  closed
FROM (
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
) AS found;

-- summitry_agendas: the agenda of each gathering: how many topics and documents, whether it is complete, and the kinds of its documents in words
CREATE OR REPLACE TABLE summitry_agendas AS
WITH counted AS (
  SELECT
    m.summit_id, COUNT(DISTINCT m.topic_id) AS topics, COUNT(DISTINCT m.source_id) AS documents,
    MAX(CASE WHEN s.kind IN ('communique', 'statement') THEN 1 ELSE 0 END) AS issued,
    MAX(CASE WHEN s.kind = 'communique' THEN 1 ELSE 0 END) AS k1,
    MAX(CASE WHEN s.kind = 'statement' THEN 1 ELSE 0 END) AS k2,
    MAX(CASE WHEN s.kind = 'readout' THEN 1 ELSE 0 END) AS k3,
    MAX(CASE WHEN s.kind = 'transcript' THEN 1 ELSE 0 END) AS k4,
    MAX(CASE WHEN s.kind = 'briefing' THEN 1 ELSE 0 END) AS k5,
    MAX(CASE WHEN s.kind = 'announcement' THEN 1 ELSE 0 END) AS k6,
    MAX(CASE WHEN s.kind = 'press' THEN 1 ELSE 0 END) AS k7,
    MAX(CASE WHEN s.kind = 'list' THEN 1 ELSE 0 END) AS k8
  FROM discussions m
  JOIN sources s ON s.source_id = m.source_id
  LEFT JOIN sessions x ON x.session_id = m.session_id
  WHERE m.stage = 'reported' AND (m.session_id IS NULL OR x.scope = 'body')
  GROUP BY m.summit_id
), covered AS (
  SELECT DISTINCT summit_id
  FROM summitry_coverage
  WHERE subject = 'topics' AND track IS NULL AND (stage IS NULL OR stage = 'reported')
)
SELECT
  g.summit_id, g.series_id, g.place, g.place_in_series,
  COALESCE(c.topics, 0) AS topics, COALESCE(c.documents, 0) AS documents, COALESCE(c.issued, 0) AS issued,
  CASE WHEN v.summit_id IS NULL THEN 0 ELSE 1 END AS complete,
  CASE WHEN c.documents > 0 THEN CONCAT(
    CASE WHEN k1 = 0 THEN '' WHEN 0 = 0 THEN 'communique' WHEN 0 + k2 + k3 + k4 + k5 + k6 + k7 + k8 = 0 THEN ' and communique' ELSE ', communique' END,
    CASE WHEN k2 = 0 THEN '' WHEN 0 + k1 = 0 THEN 'statement' WHEN 0 + k3 + k4 + k5 + k6 + k7 + k8 = 0 THEN ' and statement' ELSE ', statement' END,
    CASE WHEN k3 = 0 THEN '' WHEN 0 + k1 + k2 = 0 THEN 'readout' WHEN 0 + k4 + k5 + k6 + k7 + k8 = 0 THEN ' and readout' ELSE ', readout' END,
    CASE WHEN k4 = 0 THEN '' WHEN 0 + k1 + k2 + k3 = 0 THEN 'transcript' WHEN 0 + k5 + k6 + k7 + k8 = 0 THEN ' and transcript' ELSE ', transcript' END,
    CASE WHEN k5 = 0 THEN '' WHEN 0 + k1 + k2 + k3 + k4 = 0 THEN 'briefing' WHEN 0 + k6 + k7 + k8 = 0 THEN ' and briefing' ELSE ', briefing' END,
    CASE WHEN k6 = 0 THEN '' WHEN 0 + k1 + k2 + k3 + k4 + k5 = 0 THEN 'announcement' WHEN 0 + k7 + k8 = 0 THEN ' and announcement' ELSE ', announcement' END,
    CASE WHEN k7 = 0 THEN '' WHEN 0 + k1 + k2 + k3 + k4 + k5 + k6 = 0 THEN 'press' WHEN 0 + k8 = 0 THEN ' and press' ELSE ', press' END,
    CASE WHEN k8 = 0 THEN '' WHEN 0 + k1 + k2 + k3 + k4 + k5 + k6 + k7 = 0 THEN 'list' WHEN 0 = 0 THEN ' and list' ELSE ', list' END) END AS kinds
FROM summitry_gatherings g
LEFT JOIN counted c ON c.summit_id = g.summit_id
LEFT JOIN covered v ON v.summit_id = g.summit_id;

-- summitry_named: which topics documents report of each gathering as a whole or of its body sessions, and how many documents each
CREATE OR REPLACE TABLE summitry_named AS
SELECT m.summit_id, m.topic_id, COUNT(DISTINCT m.source_id) AS documents
FROM discussions m
JOIN summitry_gatherings g ON g.summit_id = m.summit_id
LEFT JOIN sessions x ON x.session_id = m.session_id
WHERE m.stage = 'reported' AND (m.session_id IS NULL OR x.scope = 'body')
GROUP BY m.summit_id, m.topic_id;

-- topic_summit: which topics were named at each gathering
CREATE OR REPLACE VIEW topic_summit AS
SELECT
  summit_id,
  topic_id,
  named,
  CAST(documents AS INTEGER) AS documents,
  complete
FROM (
SELECT
  a.summit_id, t.topic_id,
  CASE WHEN n.summit_id IS NOT NULL THEN 'yes' WHEN a.complete = 1 THEN 'no' ELSE 'unknown' END AS named,
  COALESCE(n.documents, 0) AS documents, a.complete = 1 AS complete
FROM summitry_agendas a
CROSS JOIN (SELECT DISTINCT topic_id FROM summitry_named) t
LEFT JOIN summitry_named n ON n.summit_id = a.summit_id AND n.topic_id = t.topic_id
) AS found;

-- topic_changes: how the topics of each gathering differ from those of the one before
CREATE OR REPLACE VIEW topic_changes AS
SELECT
  was_summit_id,
  is_summit_id,
  series_id,
  CAST(documents_was AS INTEGER) AS documents_was,
  CAST(documents_is AS INTEGER) AS documents_is,
  complete_was,
  complete_is,
  CAST(topics_was AS INTEGER) AS topics_was,
  CAST(topics_is AS INTEGER) AS topics_is,
  CAST(kept AS INTEGER) AS kept,
  CAST(added AS INTEGER) AS added,
  CAST(added_sure AS INTEGER) AS added_sure,
  CAST(dropped AS INTEGER) AS dropped,
  CAST(dropped_sure AS INTEGER) AS dropped_sure,
  CAST(new AS INTEGER) AS new,
  CAST(new_sure AS INTEGER) AS new_sure,
  CAST(returned AS INTEGER) AS returned,
  CAST(returned_sure AS INTEGER) AS returned_sure,
  CAST(jaccard AS DOUBLE) AS jaccard,
  CAST(jaccard_min AS DOUBLE) AS jaccard_min,
  CAST(jaccard_max AS DOUBLE) AS jaccard_max,
  CAST(turnover AS DOUBLE) AS turnover,
  CAST(turnover_min AS DOUBLE) AS turnover_min,
  CAST(turnover_max AS DOUBLE) AS turnover_max,
  CAST(persistence AS DOUBLE) AS persistence,
  CAST(persistence_min AS DOUBLE) AS persistence_min,
  CAST(persistence_max AS DOUBLE) AS persistence_max,
  CAST(novelty AS DOUBLE) AS novelty,
  CAST(novelty_min AS DOUBLE) AS novelty_min,
  CAST(novelty_max AS DOUBLE) AS novelty_max,
  closed,
  warning
FROM (
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
  CASE WHEN (m.kept + m.added + m.dropped) > 0 THEN CAST(m.kept AS DOUBLE) / (m.kept + m.added + m.dropped) END AS jaccard,
  CASE WHEN jaccard_miss + jaccard_may = 0 THEN NULL WHEN jaccard_miss + jaccard_hit = 0 THEN 1.0
    ELSE CAST(jaccard_hit AS DOUBLE) / (jaccard_miss + jaccard_hit) END AS jaccard_min,
  CASE WHEN jaccard_miss + jaccard_may = 0 THEN NULL WHEN jaccard_may + jaccard_lost = 0 THEN 0.0
    ELSE CAST(jaccard_may AS DOUBLE) / (jaccard_may + jaccard_lost) END AS jaccard_max,
  CASE WHEN (m.kept + m.added + m.dropped) > 0 THEN CAST((m.added + m.dropped) AS DOUBLE) / (m.kept + m.added + m.dropped) END AS turnover,
  CASE WHEN turnover_miss + turnover_may = 0 THEN NULL WHEN turnover_miss + turnover_hit = 0 THEN 1.0
    ELSE CAST(turnover_hit AS DOUBLE) / (turnover_miss + turnover_hit) END AS turnover_min,
  CASE WHEN turnover_miss + turnover_may = 0 THEN NULL WHEN turnover_may + turnover_lost = 0 THEN 0.0
    ELSE CAST(turnover_may AS DOUBLE) / (turnover_may + turnover_lost) END AS turnover_max,
  CASE WHEN (m.kept + m.dropped) > 0 THEN CAST(m.kept AS DOUBLE) / (m.kept + m.dropped) END AS persistence,
  CASE WHEN persistence_miss + persistence_may = 0 THEN NULL WHEN persistence_miss + persistence_hit = 0 THEN 1.0
    ELSE CAST(persistence_hit AS DOUBLE) / (persistence_miss + persistence_hit) END AS persistence_min,
  CASE WHEN persistence_miss + persistence_may = 0 THEN NULL WHEN persistence_may + persistence_lost = 0 THEN 0.0
    ELSE CAST(persistence_may AS DOUBLE) / (persistence_may + persistence_lost) END AS persistence_max,
  CASE WHEN i.topics > 0 THEN CAST(m.fresh AS DOUBLE) / i.topics END AS novelty,
  CASE WHEN novelty_miss + novelty_may = 0 THEN NULL WHEN novelty_miss + novelty_hit = 0 THEN 1.0
    ELSE CAST(novelty_hit AS DOUBLE) / (novelty_miss + novelty_hit) END AS novelty_min,
  CASE WHEN novelty_miss + novelty_may = 0 THEN NULL WHEN novelty_may + novelty_lost = 0 THEN 0.0
    ELSE CAST(novelty_may AS DOUBLE) / (novelty_may + novelty_lost) END AS novelty_max,
  l.closed = 1 AS closed,
  CASE
    WHEN w.documents = 0 AND i.documents = 0
      THEN CONCAT(w.summit_id, ' rests on no document, ', i.summit_id, ' rests on no document')
    WHEN w.documents = 0 THEN CONCAT(w.summit_id, ' rests on no document')
    WHEN i.documents = 0 THEN CONCAT(i.summit_id, ' rests on no document')
    WHEN w.issued <> i.issued
      THEN CONCAT(w.summit_id, ' rests on ', w.kinds, ', ', i.summit_id, ' rests on ', i.kinds)
    END AS warning
FROM items m
JOIN summitry_agendas w ON w.summit_id = m.was_id
JOIN summitry_agendas i ON i.summit_id = m.is_id
JOIN summitry_lists l ON l.summit_id = m.is_id
) AS found;

-- topic_similarity: how much the topics of each two gatherings have in common
CREATE OR REPLACE VIEW topic_similarity AS
SELECT
  a_summit_id,
  b_summit_id,
  CAST(kept AS INTEGER) AS kept,
  CAST(added AS INTEGER) AS added,
  CAST(dropped AS INTEGER) AS dropped,
  CAST(jaccard AS DOUBLE) AS jaccard,
  CAST(dice AS DOUBLE) AS dice,
  CAST(overlap AS DOUBLE) AS overlap,
  CAST(jaccard_min AS DOUBLE) AS jaccard_min,
  CAST(jaccard_max AS DOUBLE) AS jaccard_max,
  complete,
  warning
FROM (
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
    CASE
    WHEN a.documents = 0 AND b.documents = 0
      THEN CONCAT(a.summit_id, ' rests on no document, ', b.summit_id, ' rests on no document')
    WHEN a.documents = 0 THEN CONCAT(a.summit_id, ' rests on no document')
    WHEN b.documents = 0 THEN CONCAT(b.summit_id, ' rests on no document')
    WHEN a.issued <> b.issued
      THEN CONCAT(a.summit_id, ' rests on ', a.kinds, ', ', b.summit_id, ' rests on ', b.kinds)
    END AS warning
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
  CASE WHEN (kept + added + dropped) > 0 THEN CAST(kept AS DOUBLE) / (kept + added + dropped) END AS jaccard,
  CASE WHEN (2 * kept + added + dropped) > 0 THEN CAST((2 * kept) AS DOUBLE) / (2 * kept + added + dropped) END AS dice,
  CASE WHEN (kept + LEAST(added, dropped)) > 0 THEN CAST(kept AS DOUBLE) / (kept + LEAST(added, dropped)) END AS overlap,
  CASE WHEN jaccard_miss + jaccard_may = 0 THEN NULL WHEN jaccard_miss + jaccard_hit = 0 THEN 1.0
    ELSE CAST(jaccard_hit AS DOUBLE) / (jaccard_miss + jaccard_hit) END AS jaccard_min,
  CASE WHEN jaccard_miss + jaccard_may = 0 THEN NULL WHEN jaccard_may + jaccard_lost = 0 THEN 0.0
    ELSE CAST(jaccard_may AS DOUBLE) / (jaccard_may + jaccard_lost) END AS jaccard_max,
  a_complete * b_complete = 1 AS complete, warning
FROM items
) AS found;
