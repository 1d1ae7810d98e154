# Needs: sqlite3
sqlite3 base 'pragma journal_mode = wal; create table t(a integer primary key, b text);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) insert into t select i, hex(i) from n;
    create index j on t(b); select count(*), sum(a), max(b) from t; pragma integrity_check; vacuum; select sqrt(2), printf("%.3f", 1.0 / 3);'
sqlite3 base .dump | tail -3
rm -f base*
