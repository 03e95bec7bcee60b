-- The picture of every entity that `karez publish` writes into PostgreSQL 13 or newer, for BI tools.
--
-- The program runs this file once, in one transaction, where there is no schema `karez` yet; it begins
-- months by `karez.hold_month`. Nothing here is a source: all of it follows from the signed facts and can
-- be dropped (`drop schema karez cascade`) and published again.
--
-- Every table is keyed by the entity first, so that Citus can spread it
-- (`select create_distributed_table('karez.day_totals', 'entity')`); what has months is partitioned by
-- them, so that a question about a quarter reads three partitions, and old years are detached whole.
-- A month is the entity's production month, named by the first of the month whose name it bears.
-- NULL is what is not known; it is never 0.

create schema karez;
comment on schema karez is '坎儿井发布的总览，可随时删除重建 | What Karez publishes; may be dropped and published again';

create table karez.format (
  number integer primary key
);
comment on table karez.format is '本模式的版本 | The version of this schema';
comment on column karez.format.number is '版本号 | Its number';
insert into karez.format values (1);

create table karez.entities (
  entity       text primary key,
  name         text not null,
  zone         text,
  day_start    text,
  month_start  integer,
  heads        jsonb not null,
  known        text not null,
  state        text,
  readings     text,
  node         text not null,
  begun_at     timestamptz not null,
  published_at timestamptz
);
comment on table karez.entities is '单位，及其已发布到哪里 | Entities, and up to where each is published';
comment on column karez.entities.entity is '单位简称 | Short name of the entity';
comment on column karez.entities.name is '单位名称 | Its name';
comment on column karez.entities.zone is '生产日的时区；空为未定 | Zone of its production day; NULL: nobody has said it';
comment on column karez.entities.day_start is '生产日的起点 HH:MM | When its production day begins';
comment on column karez.entities.month_start is '生产月的起始日，1 为自然月 | The day on which its production month begins; 1: the natural month';
comment on column karez.entities.heads is '所依据的各链末端 [{chain, seq, commit}] | The heads of the chains it rests on';
comment on column karez.entities.known is '所依据全部事实的摘要，含集团资料库 | Digest of all facts it rests on, those of the library too';
comment on column karez.entities.state is '状态摘要，与 karez status 相同 | State digest, as karez status prints it';
comment on column karez.entities.readings is '要求逐条发布读数的期间；空为未要求 | The period whose readings were asked for; NULL: none';
comment on column karez.entities.node is '发布的节点 | The node that published it';
comment on column karez.entities.begun_at is '最近一次发布的开始 | When the last publishing began';
comment on column karez.entities.published_at is '最近一次发布的完成；空为尚未完成，再次发布即可续完 | When it was complete; NULL: it is not, the next run completes it';

create table karez.parts (
  entity text not null,
  sheet  text not null,
  month  date not null,
  part   text not null,
  digest text not null,
  rows   integer not null,
  primary key (entity, month, sheet, part)
);
comment on table karez.parts is '已发布的每一部分及其摘要：只发送摘要改变的部分 | What is published, part by part: only parts whose digest changed are sent';
comment on column karez.parts.entity is '单位简称 | Short name of the entity';
comment on column karez.parts.sheet is '表 | The table';
comment on column karez.parts.month is '生产月；不分月的表为 0001-01-01 | The production month; 0001-01-01 where the table has none';
comment on column karez.parts.part is '部分：生产日、计量点、记录等 | The part: a production day, a point, a record';
comment on column karez.parts.digest is '其各行的 SHA-256 | SHA-256 of its rows';
comment on column karez.parts.rows is '行数 | How many rows it has';

create table karez.points (
  entity   text not null,
  point    text not null,
  number   text,
  name     text,
  kind     text,
  unit     text,
  settings jsonb,
  void     boolean not null,
  primary key (entity, point)
);
comment on table karez.points is '计量点 | Measurement points';
comment on column karez.points.entity is '单位简称 | Short name of the entity';
comment on column karez.points.point is '计量点的记录标识 | Record id of the point';
comment on column karez.points.number is '编号；空为有争议 | Its number; NULL: in dispute';
comment on column karez.points.name is '名称；空为有争议 | Its name; NULL: in dispute';
comment on column karez.points.kind is '现行类型：register、interval、power、lab、stock、invoice、output | What its readings are now';
comment on column karez.points.unit is '现行读数单位 | The unit of its readings now';
comment on column karez.points.settings is '各日期起的类型、单位、倍率、位数 | Kind, unit, multiplier and digits by date';
comment on column karez.points.void is '是否作废；作废者无合计与读数 | Whether it is void; then it has no totals and no readings';

create table karez.day_totals (
  entity    text not null,
  month     date not null,
  day       date not null,
  point     text not null,
  starts    timestamptz not null,
  ends      timestamptz not null,
  value     numeric,
  unit      text not null,
  complete  boolean not null,
  readings  integer not null,
  conflicts integer not null,
  gaps      jsonb not null,
  fills     jsonb not null,
  primary key (entity, month, point, day)
) partition by range (month);
comment on table karez.day_totals is '各计量点各生产日的消耗量；按月合计请用 month_totals | Consumption of each point and production day; for months take month_totals';
comment on column karez.day_totals.entity is '单位简称 | Short name of the entity';
comment on column karez.day_totals.month is '所属生产月（以该月 1 日表示） | The production month it belongs to, by its name''s first';
comment on column karez.day_totals.day is '生产日 | The production day';
comment on column karez.day_totals.point is '计量点的记录标识 | Record id of the point';
comment on column karez.day_totals.starts is '生产日起 | When the production day begins';
comment on column karez.day_totals.ends is '生产日止（不含） | When it ends, itself not in it';
comment on column karez.day_totals.value is '消耗量，精确；空为未知 | What was consumed, exact; NULL: nothing is known';
comment on column karez.day_totals.unit is '消耗量单位 | Its unit';
comment on column karez.day_totals.complete is '整段是否已知或已替代 | Whether all of it is known, or filled';
comment on column karez.day_totals.readings is '时间落在其中的读数条数 | Readings whose time lies in it';
comment on column karez.day_totals.conflicts is '其中互相矛盾、按缺失处理的格数 | Cells in it that count as missing because statements do not agree';
comment on column karez.day_totals.gaps is '未知的时段 [{from, until, reason}] | What is not known';
comment on column karez.day_totals.fills is '代替读数的数量，已计入 [{record, method, from, until, quantity, unit}] | Quantities that stand for readings, in the value';

create table karez.month_totals (
  entity    text not null,
  month     date not null,
  point     text not null,
  starts    timestamptz not null,
  ends      timestamptz not null,
  value     numeric,
  unit      text not null,
  complete  boolean not null,
  readings  integer not null,
  conflicts integer not null,
  gaps      jsonb not null,
  fills     jsonb not null,
  primary key (entity, month, point)
) partition by range (month);
comment on table karez.month_totals is '各计量点各生产月的消耗量。表计只在月界抄读时，日量未知而月量已知，故不可由日量相加 | Consumption of each point and production month. Of a register that is read at the month''s bounds the days are not known and the month is, so days are not to be added up';
comment on column karez.month_totals.entity is '单位简称 | Short name of the entity';
comment on column karez.month_totals.month is '生产月（以该月 1 日表示） | The production month, by its name''s first';
comment on column karez.month_totals.point is '计量点的记录标识 | Record id of the point';
comment on column karez.month_totals.starts is '生产月起 | When the production month begins';
comment on column karez.month_totals.ends is '生产月止（不含） | When it ends, itself not in it';
comment on column karez.month_totals.value is '消耗量，精确；空为未知 | What was consumed, exact; NULL: nothing is known';
comment on column karez.month_totals.unit is '消耗量单位 | Its unit';
comment on column karez.month_totals.complete is '整段是否已知或已替代 | Whether all of it is known, or filled';
comment on column karez.month_totals.readings is '时间落在其中的读数条数 | Readings whose time lies in it';
comment on column karez.month_totals.conflicts is '其中互相矛盾、按缺失处理的格数 | Cells in it that count as missing because statements do not agree';
comment on column karez.month_totals.gaps is '未知的时段 [{from, until, reason}] | What is not known';
comment on column karez.month_totals.fills is '代替读数的数量，已计入 [{record, method, from, until, quantity, unit}] | Quantities that stand for readings, in the value';

create table karez.readings (
  entity      text not null,
  month       date not null,
  day         date not null,
  point       text not null,
  at          timestamptz not null,
  seconds     integer not null,
  value       numeric not null,
  unit        text not null,
  flags       text[] not null,
  instrument  text,
  calibration text not null,
  primary key (entity, month, point, at, seconds)
) partition by range (month);
comment on table karez.readings is '读数，按 karez readings 所示；仅在要求时发布（--readings） | Readings as karez readings shows them; only where asked for (--readings)';
comment on column karez.readings.entity is '单位简称 | Short name of the entity';
comment on column karez.readings.month is '所属生产月（以该月 1 日表示） | The production month it belongs to, by its name''s first';
comment on column karez.readings.day is '所属生产日 | The production day it belongs to';
comment on column karez.readings.point is '计量点的记录标识 | Record id of the point';
comment on column karez.readings.at is '时刻，或时段之起 | The moment, or where its interval begins';
comment on column karez.readings.seconds is '时段秒数；0 为时刻 | Seconds of the interval; 0: a moment';
comment on column karez.readings.value is '表上的读数，未乘倍率 | The reading itself, not times the multiplier';
comment on column karez.readings.unit is '读数单位 | Its unit';
comment on column karez.readings.flags is '质量标记 | Quality flags';
comment on column karez.readings.instrument is '当时的器具编号；空为未登记 | Number of the instrument that read it; NULL: none is known';
comment on column karez.readings.calibration is '当时器具的计量状态 | How far that instrument could be trusted then';

create table karez.inventories (
  entity      text not null,
  inventory   text not null,
  period      text not null,
  first_day   date not null,
  last_day    date not null,
  total       numeric,
  unit        text,
  complete    boolean,
  provisional boolean,
  engine      integer,
  stage       text,
  void        boolean not null,
  sha256      text not null,
  primary key (entity, inventory)
);
comment on table karez.inventories is '排放清单 | Emission inventories';
comment on column karez.inventories.entity is '单位简称 | Short name of the entity';
comment on column karez.inventories.inventory is '清单的记录标识 | Record id of the inventory';
comment on column karez.inventories.period is '核算期 | Its period';
comment on column karez.inventories.first_day is '核算期首日 | The first production day of it';
comment on column karez.inventories.last_day is '核算期末日 | The last';
comment on column karez.inventories.total is '合计，按 GB/T 8170 修约一次 | The total, rounded once by GB/T 8170';
comment on column karez.inventories.unit is '合计单位 | Its unit';
comment on column karez.inventories.complete is '全部输入是否已知 | Whether every input is wholly known';
comment on column karez.inventories.provisional is '是否暂估 | Whether a month of it can still change';
comment on column karez.inventories.engine is '计算版本 | The number of the engine that computed it';
comment on column karez.inventories.stage is '签署行为使其所处的状态；空为无 | Where signed acts have brought it; NULL: none';
comment on column karez.inventories.void is '是否作废 | Whether it is void';
comment on column karez.inventories.sha256 is '清单正文的 SHA-256 | SHA-256 of its signed text';

create table karez.inventory_lines (
  entity    text not null,
  inventory text not null,
  line      integer not null,
  source    text not null,
  name      text not null,
  gas       text,
  category  text,
  part_of   text,
  deducted  boolean not null,
  value     numeric,
  unit      text,
  exact     numeric,
  inputs    jsonb not null,
  primary key (entity, inventory, line)
);
comment on table karez.inventory_lines is '排放清单的各行 | Lines of the inventories';
comment on column karez.inventory_lines.entity is '单位简称 | Short name of the entity';
comment on column karez.inventory_lines.inventory is '清单的记录标识 | Record id of the inventory';
comment on column karez.inventory_lines.line is '行次，自 1 起 | Which line, from 1';
comment on column karez.inventory_lines.source is '排放源编号 | Number of the emission source';
comment on column karez.inventory_lines.name is '排放源名称 | Its name';
comment on column karez.inventory_lines.gas is '温室气体 | The gas';
comment on column karez.inventory_lines.category is '排放类别 | The category';
comment on column karez.inventory_lines.part_of is '所属工序、机组或分组；空为无 | The unit or group it belongs to; NULL: none';
comment on column karez.inventory_lines.deducted is '是否由规则扣减 | Whether its rule set takes it off the total';
comment on column karez.inventory_lines.value is '排放量，按 GB/T 8170 修约一次；空为未知 | The emission, rounded once by GB/T 8170; NULL: not known';
comment on column karez.inventory_lines.unit is '其单位 | Its unit';
comment on column karez.inventory_lines.exact is '未修约值；空为小数不尽 | Not rounded; NULL: its decimals never end';
comment on column karez.inventory_lines.inputs is '输入及其出处：计量点、因子、常数 | Inputs and where they come from: points, factors, constants';

create table karez.records (
  entity   text not null,
  type     text not null,
  record   text not null,
  number   text,
  stage    text,
  void     boolean not null,
  disputed text[] not null,
  fields   jsonb not null,
  primary key (entity, type, record)
);
comment on table karez.records is '全部记录所示的内容和状态；受控类型（x-controlled）不发布 | What every record shows and its state; controlled types (x-controlled) are not published';
comment on column karez.records.entity is '单位简称 | Short name of the entity';
comment on column karez.records.type is '记录类型 | The record type';
comment on column karez.records.record is '记录标识 | Record id';
comment on column karez.records.number is '编号；空为无 | Its number; NULL: none';
comment on column karez.records.stage is '签署行为使其所处的状态，矛盾者以空格分隔；空为无 | Where signed acts have brought it, states at odds with spaces between; NULL: none';
comment on column karez.records.void is '是否作废 | Whether it is void';
comment on column karez.records.disputed is '待人裁决的字段 | Fields in conflict, which wait for a person';
comment on column karez.records.fields is '无争议的字段 | The fields it shows undisputed';

create function karez.hold_month(first date) returns void language plpgsql as $$
declare
  sheet text;
  held text;
begin
  foreach sheet in array array['day_totals', 'month_totals', 'readings'] loop
    held := sheet || to_char(first, '_YYYY_MM');
    if to_regclass(format('karez.%I', held)) is null then
      execute format(
        'create table karez.%I partition of karez.%I for values from (%L) to (%L)',
        held, sheet, first, (first + interval '1 month')::date);
      execute format(
        'comment on table karez.%I is %L', held,
        format('%s 的一个生产月分区 | The partition of one production month of %s', sheet, sheet));
    end if;
  end loop;
end
$$;
comment on function karez.hold_month is '为一个生产月建立分区 | Makes the partitions of a production month';
