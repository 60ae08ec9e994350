-- The views of gongbao.duckdb over its tables documents, mentions, facts, targets and findings; docs/analytics.md tells
-- how to use each. Every number is a DECIMAL(38, 6): a difference of two of them is exact. Names and types are looked up
-- when a view is asked (DEFER_BINDING): to do so for all of them takes longer than to build a small database.
--
-- What all of them hold to:
-- - A document that is a copy of another (duplicate_of) counts once.
-- - A decrease is negative: 下降2.10% is -2.10.
-- - Two statements of one figure agree where the more exact one rounds to the other: 134,908亿元 and 13.5万亿元, 5.0% and
--   5%. What is bounded (超过, 近) agrees with any exact figure within the bound, a range with any within it.
-- - Where statements do not agree, none is chosen: the value is null, `conflict` true, and `conflicts` has both sides.

-- ---- the panel

-- Facts as statements of the panel: signed, with the documents' dates, and with the reason why one is not in it.
-- `step` is the unit of the last digit that is printed (100000000 for 134,908亿元), 0 where the digits do not tell it
-- (三成); `rank` puts points before 约, before what has a bound, before ranges; `told_on` orders documents, those without
-- a date by the end of their year.
CREATE OR REPLACE VIEW panel_facts WITH (DEFER_BINDING) AS
WITH stated AS (
    SELECT
        -- 比上年增长 names the days that 增长 of a year's figure leaves unsaid: one figure, not two.
        coalesce(
            f.comparison = 'yoy' AND f.base_start = f.period_start - INTERVAL 1 YEAR
            AND f.base_end = f.period_end + INTERVAL 1 DAY - INTERVAL 1 YEAR - INTERVAL 1 DAY,
            false
        ) AS base_is_known,
        f.fact_id, f.mention_id, f.doc_id, d.source, d.document_date, d.document_type,
        coalesce(d.document_date, make_date(CAST(d.report_year AS INTEGER), 12, 31)) AS told_on,
        f.region, f.region_code, f.entity, f.indicator, f.indicator_id, f.measure, coalesce(f.unit_id, f.unit) AS unit,
        f.per, f.comparison, CASE WHEN NOT base_is_known THEN f.base_start END AS base_start,
        CASE WHEN NOT base_is_known THEN f.base_end END AS base_end, f.price_basis, f.scope, f.flow, f.class_code,
        f.qualifiers, f.status, f.stage, f.aggregation, f.period_start, f.period_end, f.program, f.mod, f.text,
        CASE WHEN f.direction = 'decrease' THEN -f.high ELSE f.low END AS low,
        CASE WHEN f.direction = 'decrease' THEN -f.low ELSE f.high END AS high,
        CASE WHEN f.low = f.high AND f.low <> 0 THEN TRY_CAST(
            regexp_replace(translate(f.text, '０１２３４５６７８９', '0123456789'), '[^0-9]', '', 'g') AS DOUBLE) END AS digits,
        s.mention_id IS NOT NULL AS suspect,
        CASE
            WHEN d.duplicate_of IS NOT NULL THEN 'duplicate'
            WHEN f.indicator_id IS NULL THEN 'no_indicator'
            WHEN f.region_code IS NULL AND f.entity IS NULL THEN 'no_region'
            WHEN f.period_start IS NULL AND f.period_end IS NULL THEN 'no_period'
            WHEN f.low IS NULL OR f.high IS NULL OR greatest(abs(f.low), abs(f.high)) >= 1e30 THEN 'no_value'
        END AS left_out
    FROM facts AS f
    JOIN documents AS d USING (doc_id)
    LEFT JOIN (
        SELECT DISTINCT unnest(string_split(mention_ids, ' ')) AS mention_id FROM findings WHERE severity = 'suspect'
    ) AS s USING (mention_id)
),
-- Of 13.5万亿元 the digits are 135, the amount is 13500000000000, so the last digit counts 10 to the 11th.
measured AS (
    SELECT *, CASE WHEN digits > 0 THEN round(log10(abs(CAST(low AS DOUBLE)) / digits)) END AS power FROM stated
)
SELECT
    * EXCLUDE (digits, power, base_is_known),
    CASE WHEN low <> high THEN 4 WHEN mod IS NULL THEN 1 WHEN mod = 'APPROX' THEN 2 ELSE 3 END AS rank,
    CASE
        WHEN power BETWEEN -6 AND 31 AND abs(digits * pow(10, power) / abs(CAST(low AS DOUBLE)) - 1) < 1e-9
        THEN CAST(pow(10, power) AS DECIMAL(38, 6)) ELSE 0
    END AS step
FROM measured;

-- Whether another statement agrees with the most exact one.
CREATE OR REPLACE MACRO panel_agree(best, other) AS CASE
    WHEN best.low = other.low AND best.high = other.high THEN best.mod IS NOT DISTINCT FROM other.mod OR best.rank < 3
    WHEN best.rank < 3 AND other.rank < 3 THEN
        sign(best.low) = sign(other.low)
        AND CASE
            -- Half a step up is the next figure, half a step down still this one: 5.5 is not 5, 4.5 is.
            WHEN (best.step >= other.step) = (abs(best.low) <= abs(other.low))
            THEN abs(best.low - other.low) < greatest(best.step, other.step) - abs(best.low - other.low)
            ELSE abs(best.low - other.low) <= greatest(best.step, other.step) - abs(best.low - other.low)
        END
    WHEN best.rank < 3 AND other.rank = 4 THEN best.low BETWEEN other.low AND other.high
    WHEN sign(best.low) * sign(other.low) < 0 THEN false  -- 增长6.2% is no 下降超过5%
    WHEN best.rank < 3 AND other.mod IN ('MORE_THAN', 'EQUAL_OR_MORE') THEN abs(best.low) >= abs(other.low)
    WHEN best.rank < 3 THEN abs(best.low) <= abs(other.low)
    ELSE false
END;

-- One row for each key of the panel, entities and all; `told` are its statements, the most exact first: structs are
-- ordered by their fields, and sorting each list takes half the time of an ordered aggregate.
CREATE OR REPLACE VIEW panel_told WITH (DEFER_BINDING) AS
SELECT
    max(region) AS region,
    region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end, price_basis, scope, flow,
    class_code, qualifiers, status, stage, aggregation, period_start, period_end,
    list_sort(list(
        {'rank': rank, 'step': step, 'told_on': coalesce(told_on, DATE '9999-12-31'), 'source': source,
         'fact_id': fact_id, 'low': low, 'high': high, 'mod': mod, 'document_date': document_date,
         'document_type': document_type}
    )) AS told,
    count(DISTINCT doc_id) AS n_documents,
    count(*) FILTER (suspect) AS n_suspect
FROM panel_facts
WHERE left_out IS NULL
GROUP BY
    region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end, price_basis, scope, flow,
    class_code, qualifiers, status, stage, aggregation, period_start, period_end;

CREATE OR REPLACE VIEW panel_all WITH (DEFER_BINDING) AS
WITH settled AS (
    SELECT *, len(list_filter(told, lambda other: NOT panel_agree(told[1], other))) > 0 AS conflict FROM panel_told
),
chosen AS (
    SELECT *, CASE WHEN NOT conflict THEN told[1] END AS best FROM settled
)
SELECT
    region, region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end, price_basis, scope,
    flow, class_code, qualifiers, status, stage, aggregation, period_start, period_end,
    CASE WHEN best.low = best.high THEN best.low END AS obs_value,
    best.low AS low,
    best.high AS high,
    best.mod AS mod,
    len(told) AS n_facts,
    n_documents,
    n_suspect,
    list_min(list_transform(told, lambda one: one.low)) AS value_min,
    list_max(list_transform(told, lambda one: one.high)) AS value_max,
    conflict,
    best.fact_id AS fact_id,
    best.document_date AS document_date,
    best.document_type AS document_type
FROM chosen;

-- The default: figures of areas; `entity` is null in all its rows.
CREATE OR REPLACE VIEW panel WITH (DEFER_BINDING) AS SELECT * FROM panel_all WHERE entity IS NULL;

-- Figures of bureaus, companies and units.
CREATE OR REPLACE VIEW panel_entities WITH (DEFER_BINDING) AS SELECT * FROM panel_all WHERE entity IS NOT NULL;

-- How many facts no panel holds, and why.
CREATE OR REPLACE VIEW panel_left_out WITH (DEFER_BINDING) AS
SELECT left_out, count(*) AS facts, count(DISTINCT doc_id) AS documents
FROM panel_facts WHERE left_out IS NOT NULL GROUP BY left_out;

-- Every side of each disagreement; the rows of one share their key and `conflict_id`.
CREATE OR REPLACE VIEW conflicts WITH (DEFER_BINDING) AS
WITH sides AS (
    SELECT told[1].fact_id AS conflict_id, unnest(told).fact_id AS fact_id
    FROM panel_told
    WHERE len(list_filter(told, lambda other: NOT panel_agree(told[1], other))) > 0
)
SELECT
    s.conflict_id, f.region, f.region_code, f.entity, f.indicator_id, f.measure, f.unit, f.per, f.comparison,
    f.base_start, f.base_end, f.price_basis, f.scope, f.flow, f.class_code, f.qualifiers, f.status, f.stage,
    f.aggregation, f.period_start, f.period_end,
    f.low, f.high, f.mod, f.fact_id, f.doc_id, f.source, f.document_date, f.document_type, f.indicator, f.text,
    m.sentence, m.page
FROM sides AS s
JOIN panel_facts AS f USING (fact_id)
JOIN mentions AS m USING (mention_id);

-- ---- revisions

-- What each document says of a figure, in the order of their dates. A series is the panel's key without status and
-- stage, plans and outcomes apart: 年初预算, 调整预算 are vintages of one; 预计, 快报, 执行数, 决算 and what next year's report
-- says of the other. `revised`: it does not agree with the vintage before, rounding apart.
CREATE OR REPLACE VIEW panel_vintages WITH (DEFER_BINDING) AS
WITH told AS (
    SELECT
        max(region) AS region,
        region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end, price_basis, scope,
        flow, class_code, qualifiers, aggregation, period_start, period_end, status = 'planned' AS planned, status,
        stage, doc_id, source, document_date, document_type, told_on,
        list_sort(list(
            {'rank': rank, 'step': step, 'fact_id': fact_id, 'low': low, 'high': high, 'mod': mod}
        )) AS told
    FROM panel_facts
    WHERE left_out IS NULL
    GROUP BY
        region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end, price_basis, scope,
        flow, class_code, qualifiers, aggregation, period_start, period_end, status, stage, doc_id, source,
        document_date, document_type, told_on
),
settled AS (
    SELECT *, len(list_filter(told, lambda other: NOT panel_agree(told[1], other))) > 0 AS conflict FROM told
),
chosen AS (
    SELECT *, CASE WHEN NOT conflict THEN told[1] END AS best FROM settled
),
ordered AS (
    SELECT
        *, row_number() OVER series AS vintage, lag(best) OVER series AS before,
        count(*) OVER (
            PARTITION BY region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end,
                price_basis, scope, flow, class_code, qualifiers, aggregation, period_start, period_end, planned
        ) AS n_vintages
    FROM chosen
    WINDOW series AS (
        PARTITION BY region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end,
            price_basis, scope, flow, class_code, qualifiers, aggregation, period_start, period_end, planned
        -- One document may tell 年初预算 and 调整预算, 预计 and 决算: in the order in which they come about.
        ORDER BY told_on NULLS FIRST, source, status = 'actual', coalesce(list_position(
            ['plan', 'target', 'initial_budget', 'adjusted_budget', 'preliminary', 'execution', 'final_account'], stage
        ), 0), status
    )
)
SELECT
    region, region_code, entity, indicator_id, measure, unit, per, comparison, base_start, base_end, price_basis, scope,
    flow, class_code, qualifiers, aggregation, period_start, period_end, planned,
    vintage, n_vintages, status, stage,
    CASE WHEN best.low = best.high THEN best.low END AS obs_value,
    best.low AS low,
    best.high AS high,
    best.mod AS mod,
    len(told) AS n_facts,
    conflict,
    CASE
        WHEN before IS NULL OR best IS NULL THEN NULL
        WHEN before.rank < best.rank OR before.rank = best.rank AND before.step < best.step
        THEN NOT panel_agree(before, best)
        ELSE NOT panel_agree(best, before)
    END AS revised,
    best.fact_id AS fact_id,
    doc_id, source, document_date, document_type
FROM ordered;

-- What the latest document says: one row for each series.
CREATE OR REPLACE VIEW panel_latest WITH (DEFER_BINDING) AS
SELECT * EXCLUDE (vintage) FROM panel_vintages WHERE vintage = n_vintages;

-- ---- what reports set themselves

-- Each target beside what the next report that tells it says was reached; those of one day count alike. The two are of the same indicator, place,
-- days, measure and unit; scope, comparison, price basis, aggregation and qualifiers are the same or told of one of
-- them alone. `difference` is reached less planned, where both are single figures.
CREATE OR REPLACE VIEW targets_reached WITH (DEFER_BINDING) AS
WITH aims AS (
    SELECT
        t.target_id, t.doc_id, t.source, d.document_date,
        coalesce(d.document_date, make_date(CAST(t.year AS INTEGER), 1, 1)) AS told_on,
        t.region, t.region_code, t.entity, t.year, t.indicator, t.indicator_id, t.form, t.text, t.linked_indicator,
        t.relation, t.assigned_by, t.stretch, t.fact_id,
        f.measure, f.unit, f.per, f.comparison, f.scope, f.price_basis, f.qualifiers, f.aggregation, f.period_start,
        f.period_end, f.low, f.high, f.mod,
        f.region_code AS of_region
    FROM targets AS t
    JOIN documents AS d USING (doc_id)
    LEFT JOIN panel_facts AS f USING (fact_id)
    WHERE d.duplicate_of IS NULL AND t.form <> 'not_stated'
),
matches AS (
    SELECT
        a.target_id, s.told_on,
        {'rank': s.rank, 'step': s.step, 'fact_id': s.fact_id, 'low': s.low, 'high': s.high, 'mod': s.mod,
         'status': s.status, 'doc_id': s.doc_id} AS one,
        CAST(s.scope IS NOT DISTINCT FROM a.scope AS INTEGER)
            + CAST(s.comparison IS NOT DISTINCT FROM a.comparison AS INTEGER)
            + CAST(s.price_basis IS NOT DISTINCT FROM a.price_basis AS INTEGER)
            + CAST(s.qualifiers IS NOT DISTINCT FROM a.qualifiers AS INTEGER)
            + CAST(s.aggregation IS NOT DISTINCT FROM a.aggregation AS INTEGER) AS likeness
    FROM aims AS a
    JOIN panel_facts AS s
        ON coalesce(s.indicator_id, s.indicator) = coalesce(a.indicator_id, a.indicator)
        AND s.region_code = a.of_region
        AND s.measure = a.measure
        AND s.period_end = a.period_end
    WHERE
        s.status <> 'planned' AND s.told_on > a.told_on AND (s.left_out IS NULL OR s.left_out = 'no_indicator')
        AND s.low IS NOT NULL AND s.high IS NOT NULL
        AND s.entity IS NOT DISTINCT FROM a.entity AND s.unit IS NOT DISTINCT FROM a.unit
        AND s.per IS NOT DISTINCT FROM a.per AND s.period_start IS NOT DISTINCT FROM a.period_start
        AND coalesce(s.scope = a.scope, true) AND coalesce(s.comparison = a.comparison, true)
        AND coalesce(s.price_basis = a.price_basis, true) AND coalesce(s.qualifiers = a.qualifiers, true)
        AND coalesce(s.aggregation = a.aggregation, true)
),
likest AS (
    SELECT *, max(likeness) OVER (PARTITION BY target_id, told_on) AS most,
        rank() OVER (PARTITION BY target_id ORDER BY told_on) AS next
    FROM matches
),
reached AS (
    SELECT target_id, list_sort(list(one)) AS told FROM likest WHERE next = 1 AND likeness = most GROUP BY target_id
),
settled AS (
    SELECT target_id, len(told) AS n_reached,
        len(list_filter(told, lambda other: NOT panel_agree(told[1], other))) > 0 AS conflict, told[1] AS first,
        len(list_distinct(list_transform(told, lambda one: one.doc_id))) AS n_documents
    FROM reached
)
SELECT
    a.target_id, a.doc_id, a.source, a.document_date, a.region, a.region_code, a.entity, a.year, a.indicator,
    a.indicator_id, a.form, a.text, a.linked_indicator, a.relation, a.assigned_by, a.stretch,
    a.measure, a.unit, a.per, a.comparison,
    CASE WHEN a.low = a.high THEN a.low END AS planned, a.low AS planned_low, a.high AS planned_high,
    a.mod AS planned_mod, a.fact_id AS planned_fact_id,
    CASE WHEN NOT r.conflict AND r.first.low = r.first.high THEN r.first.low END AS reached,
    CASE WHEN NOT r.conflict THEN r.first.low END AS reached_low,
    CASE WHEN NOT r.conflict THEN r.first.high END AS reached_high,
    CASE WHEN NOT r.conflict THEN r.first.mod END AS reached_mod,
    CASE WHEN NOT r.conflict THEN r.first.status END AS reached_status,
    CASE WHEN NOT r.conflict THEN r.first.fact_id END AS reached_fact_id,
    d.doc_id AS reached_doc_id, d.source AS reached_source, d.document_date AS reached_date,
    coalesce(r.n_reached, 0) AS n_reached,
    coalesce(r.conflict, false) AS conflict,
    CASE
        WHEN NOT r.conflict AND a.low = a.high AND r.first.low = r.first.high THEN r.first.low - a.low
    END AS difference
FROM aims AS a
LEFT JOIN settled AS r USING (target_id)
LEFT JOIN documents AS d ON d.doc_id = r.first.doc_id AND (NOT r.conflict OR r.n_documents = 1);

-- ---- what there is

-- The figures that work reports are expected to set or tell: the headline set of patterns/targets.toml. A target
-- without indicator_id is one of them by a word in its name or by its whole name.
CREATE OR REPLACE VIEW headlines WITH (DEFER_BINDING) AS
SELECT * FROM (VALUES
    (1, '地区生产总值', false,
        ['gdp'],
        [],
        ['经济增长速度', '经济']),
    (2, '居民消费价格', false,
        ['cpi'],
        ['消费价格', '零售价格', '零售物价', '物价', '价格总水平', 'CPI'],
        []),
    (3, '城镇新增就业', false,
        ['urban_new_jobs'],
        ['新增就业', '新增城镇就业', '城镇就业'],
        []),
    (4, '城镇调查失业率', false,
        ['unemployment_surveyed', 'unemployment_registered', 'unemployment_rate'],
        ['失业率'],
        []),
    (5, '一般公共预算收入', false,
        ['general_public_budget_revenue', 'fiscal_revenue', 'fiscal_total_revenue', 'fiscal_total_revenue_local'],
        ['预算收入', '财政收入', '财政总收入'],
        []),
    (6, '固定资产投资', false,
        ['fixed_asset_investment', 'urban_fixed_investment', 'fixed_asset_investment_excl_rural', 'total_social_fixed_investment'],
        [],
        ['投资', '全社会投资']),
    (7, '社会消费品零售总额', false,
        ['retail_sales'],
        ['社会消费品零售'],
        ['消费']),
    (8, '规模以上工业增加值', false,
        ['above_scale_industry_va', 'industry_value_added'],
        ['工业增加值'],
        ['工业']),
    (9, '居民人均可支配收入', false,
        ['resident_disposable_income', 'urban_disposable_income', 'rural_disposable_income', 'rural_net_income',
         'resident_income', 'urban_income', 'rural_income'],
        ['居民收入', '可支配收入', '纯收入', '居民人均收入'],
        []),
    (10, '单位地区生产总值能耗', false,
        ['energy_intensity', 'energy_consumption', 'energy_per_gnp'],
        ['能耗', '能源', '节能'],
        []),
    (11, '粮食产量', false,
        ['grain_output'],
        ['粮食总产', '粮食生产', '粮食播种面积', '粮食综合生产能力'],
        []),
    (12, '赤字率', true,
        ['deficit_ratio', 'fiscal_deficit'],
        ['赤字'],
        [])
) AS headlines (number, headline, national, indicator_ids, words, names);

-- Region by year by document type by headline figure. The regions are those with a document of that type in any year,
-- the years those with a document of that type of any region of the same level. `state`:
--   found         a figure of the year, of the year before or of a later one, or a target in figures
--   non_numeric   no figure, but a target in words: linked, assigned or directional
--   not_stated    neither, in documents that were read whole
--   unreadable    neither, and part of a document could not be read, or none of it
--   no_document   no document of that region, year and type
-- Documents of which nothing could be read tell no region, year or type: they are one row without headline.
CREATE OR REPLACE VIEW coverage WITH (DEFER_BINDING) AS
WITH reports AS (
    SELECT * FROM documents
    WHERE duplicate_of IS NULL AND status <> 'rejected' AND entity IS NULL AND region_code IS NOT NULL
        AND report_year IS NOT NULL AND document_type IS NOT NULL
),
held AS (
    SELECT region_code, report_year, document_type, count(*) AS n_documents,
        bool_or(list_has_any(string_split(coalesce(codes, ''), ' '), [
            'replaced_characters', 'page_without_text', 'lost_column', 'garbled_text', 'error_page',
            'formula_without_value', 'merged_cells_lost'
        ])) AS damaged
    FROM reports GROUP BY region_code, report_year, document_type
),
places AS (
    SELECT region_code, max(region) AS region, max(region_level) AS region_level, document_type
    FROM reports GROUP BY region_code, document_type
),
years AS (SELECT DISTINCT region_level, document_type, report_year FROM reports),
ids AS (SELECT headline, unnest(indicator_ids) AS indicator_id FROM headlines),
figures AS (
    SELECT d.region_code, d.report_year, d.document_type, i.headline, count(*) AS n_facts
    FROM facts AS f
    JOIN reports AS d ON d.doc_id = f.doc_id AND d.region_code = f.region_code
    JOIN ids AS i USING (indicator_id)
    WHERE f.entity IS NULL AND year(f.period_end) >= d.report_year - 1
    GROUP BY d.region_code, d.report_year, d.document_type, i.headline
),
aims AS (
    SELECT d.region_code, d.report_year, d.document_type, h.headline,
        count(*) FILTER (t.form <> 'not_stated') AS n_targets,
        -- The most exact form: numeric, linked, assigned, directional, not_stated.
        list(t.form ORDER BY list_position(['numeric', 'linked', 'assigned', 'directional', 'not_stated'], t.form))[1]
            AS target
    FROM targets AS t
    JOIN reports AS d USING (doc_id)
    JOIN headlines AS h
        ON list_contains(h.indicator_ids, t.indicator_id)
        OR (
            t.indicator_id IS NULL
            AND (list_contains(h.names, t.indicator) OR list_bool_or([contains(t.indicator, word) for word in h.words]))
        )
    WHERE t.year >= d.report_year
    GROUP BY d.region_code, d.report_year, d.document_type, h.headline
)
SELECT
    p.region, p.region_code, p.region_level, y.report_year AS year, p.document_type, h.number, h.headline,
    CASE
        WHEN r.n_documents IS NULL THEN 'no_document'
        WHEN f.n_facts > 0 OR a.target = 'numeric' THEN 'found'
        WHEN a.n_targets > 0 THEN 'non_numeric'
        WHEN r.damaged THEN 'unreadable'
        ELSE 'not_stated'
    END AS state,
    a.target,
    coalesce(r.n_documents, 0) AS n_documents,
    coalesce(f.n_facts, 0) AS n_facts,
    coalesce(a.n_targets, 0) AS n_targets
FROM places AS p
JOIN years AS y ON y.document_type = p.document_type AND y.region_level = p.region_level
JOIN headlines AS h ON NOT h.national OR p.region_level = 'national'
LEFT JOIN held AS r
    ON r.region_code = p.region_code AND r.report_year = y.report_year AND r.document_type = p.document_type
LEFT JOIN figures AS f
    ON f.region_code = p.region_code AND f.report_year = y.report_year AND f.document_type = p.document_type
    AND f.headline = h.headline
LEFT JOIN aims AS a
    ON a.region_code = p.region_code AND a.report_year = y.report_year AND a.document_type = p.document_type
    AND a.headline = h.headline
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unreadable', NULL, count(*), 0, 0
FROM documents WHERE status = 'rejected' AND duplicate_of IS NULL HAVING count(*) > 0;

-- ---- programmes

-- Money and counts that belong to a programme, one row for each fact.
CREATE OR REPLACE VIEW program_figures WITH (DEFER_BINDING) AS
SELECT
    f.program, f.fact_id, f.doc_id, f.source, d.document_date, d.document_type, f.region, f.region_code, f.entity,
    f.indicator, f.indicator_id, f.measure, f.status, f.stage,
    CASE WHEN f.direction = 'decrease' THEN -f.high ELSE f.low END AS low,
    CASE WHEN f.direction = 'decrease' THEN -f.low ELSE f.high END AS high,
    f.mod, f.currency, coalesce(f.unit_id, f.unit) AS unit, f.period_start, f.period_end, f.text
FROM facts AS f
JOIN documents AS d USING (doc_id)
WHERE f.program IS NOT NULL AND d.duplicate_of IS NULL AND (f.currency IS NOT NULL OR f.measure = 'count');

-- Each programme once, by its canonical name. Its amounts are not added up, since one may be part of another:
-- `money_facts` counts them, `largest_cny` is the largest in yuan, of a cut without its sign.
CREATE OR REPLACE VIEW programs WITH (DEFER_BINDING) AS
WITH named AS (
    SELECT m.name, m.type, count(*) AS mentions
    FROM mentions AS m
    JOIN documents AS d USING (doc_id)
    WHERE m.kind = 'program' AND d.duplicate_of IS NULL
    GROUP BY m.name, m.type
),
told AS (
    SELECT m.name, count(DISTINCT m.doc_id) AS documents
    FROM mentions AS m
    JOIN documents AS d USING (doc_id)
    WHERE m.kind = 'program' AND d.duplicate_of IS NULL
    GROUP BY m.name
),
figures AS (
    SELECT
        program AS name,
        count(*) FILTER (currency IS NOT NULL) AS money_facts,
        count(*) FILTER (currency IS NULL) AS count_facts,
        max(greatest(abs(low), abs(high))) FILTER (currency = 'CNY') AS largest_cny
    FROM program_figures GROUP BY program
)
SELECT
    n.name,
    -- A name that is told as several types has that of most mentions.
    list(n.type ORDER BY n.mentions DESC, n.type)[1] AS type,
    any_value(t.documents) AS documents,
    CAST(sum(n.mentions) AS BIGINT) AS mentions,
    coalesce(any_value(f.money_facts), 0) AS money_facts,
    coalesce(any_value(f.count_facts), 0) AS count_facts,
    any_value(f.largest_cny) AS largest_cny
FROM named AS n
JOIN told AS t USING (name)
LEFT JOIN figures AS f USING (name)
GROUP BY n.name;

-- ---- what a reader should look at

-- Figures that do not agree with the rest of their document, with the place to look at: one row for each mention that a
-- finding names, the one that was checked first; a finding that names none has one row without a place.
CREATE OR REPLACE VIEW doubtful WITH (DEFER_BINDING) AS
WITH named AS (
    SELECT finding_id, unnest(string_split(coalesce(mention_ids, ''), ' ')) AS mention_id,
        generate_subscripts(string_split(coalesce(mention_ids, ''), ' '), 1) AS number
    FROM findings WHERE severity = 'suspect'
)
SELECT
    f.finding_id, f.code, f.message, f.stated, f.expected, n.number, f.doc_id, f.source, d.title, d.document_type,
    d.document_date, d.region, d.entity, m.mention_id, m.start_char, m.end_char, m.text, m.sentence, m.section, m.page,
    m.bbox
FROM named AS n
JOIN findings AS f USING (finding_id)
JOIN documents AS d ON d.doc_id = f.doc_id
LEFT JOIN mentions AS m ON m.mention_id = n.mention_id
WHERE d.duplicate_of IS NULL;
