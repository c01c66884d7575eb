export type Kind = 'text' | 'number' | 'flag' | 'time';

interface Field {
  readonly kind: Kind;
  /** Without it the table does not exist. */
  readonly needed?: true;
  /** Made by the model, never mapped from a file. */
  readonly made?: true;
}

const text = { kind: 'text' } as const;
const number = { kind: 'number' } as const;
const flag = { kind: 'flag' } as const;
const time = { kind: 'time' } as const;
const needed = { needed: true } as const;
const made = { made: true } as const;

/** The canonical tables: all that metrics may read. Every column is there, null where no file gives it. */
export const schema = {
  touchpoints: {
    touchpoint: { ...text, ...needed },
    name: text,
    class: text,
    phase: text,
    medium: text,
    stage: text,
    channel: text,
    owner: text,
    control: text,
    sells: flag,
    key: flag,
    purposes: text,
    target_csat: number,
    sla_s: number,
    weight: number,
    active_from: time,
    active_to: time,
  },
  interactions: {
    customer_id: { ...text, ...needed },
    occurred_at: { ...time, ...needed },
    touchpoint: { ...text, ...needed },
    event: text,
    session_id: text,
    channel: text,
    campaign: text,
    stage: text,
    class: text,
    outcome: flag,
    value: number,
    duration_s: number,
    wait_s: number,
    cost: number,
    sequence: number,
    /** A small integer for each customer_id; null without one. Group by this: it is many times as fast. */
    customer: { ...number, ...made },
    /** 1, 2, … within the customer by occurred_at, sequence, row of the file. Rows are stored in this order. */
    position: { ...number, ...made },
  },
  invites: {
    invite_id: text,
    customer_id: text,
    touchpoint: { ...text, ...needed },
    sent_at: { ...time, ...needed },
    channel: text,
  },
  responses: {
    response_id: { ...text, ...needed },
    customer_id: text,
    touchpoint: text,
    item: text,
    survey: text,
    survey_type: text,
    kind: text,
    score: number,
    text: text,
    scale_min: number,
    scale_max: number,
    reversed: flag,
    started_at: time,
    submitted_at: time,
    duration_s: number,
    weight: number,
    channel: text,
    /** Grows with the order in which a form's answers stand in its file. Rows are stored in another order. */
    position: { ...number, ...made },
    /** When the customer was last at the touchpoint before the answer; null where no interaction tells. */
    visited_at: { ...time, ...made },
  },
  orders: {
    order_id: text,
    ordered_at: { ...time, ...needed },
    customer_id: text,
    amount: number,
    gross_or_net: text,
    refund: number,
    cost: number,
    currency: text,
    status: text,
    paid_at: time,
    touchpoint: text,
    channel: text,
  },
  costs: { touchpoint: { ...text, ...needed }, amount: { ...number, ...needed }, period_start: time, period_end: time },
  customers: {
    customer_id: { ...text, ...needed },
    segment: text,
    region: text,
    first_seen: time,
    churned: flag,
    churned_at: time,
    tenure: number,
  },
  tickets: {
    ticket_id: { ...text, ...needed },
    customer_id: text,
    touchpoint: text,
    response_id: text,
    issue: text,
    created_at: { ...time, ...needed },
    first_response_at: time,
    first_response_s: number,
    resolved_at: time,
    resolution_s: number,
    wait_s: number,
    contacts: number,
    reopens: number,
    resolved: flag,
    csat: number,
    agent: text,
    channel: text,
  },
  audits: {
    touchpoint: { ...text, ...needed },
    fact: { ...text, ...needed },
    value: { ...text, ...needed },
    canonical: text,
    audited_at: time,
  },
  indicators: {
    perspective: { ...text, ...needed },
    name: { ...text, ...needed },
    actual: number,
    metric: text,
    touchpoint: text,
    baseline: number,
    target: { ...number, ...needed },
    weight: number,
    direction: text,
    period: text,
  },
  identities: { source: text, source_id: { ...text, ...needed }, customer_id: { ...text, ...needed } },
  paths: { path: { ...text, ...needed }, conversions: { ...number, ...needed }, value: number, nulls: number },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Field>>>>;

export type TableName = keyof typeof schema;
/** `table.column` of the canonical tables; `customers` also has the attributes of the person's files. */
export type Role = { [T in TableName]: `${T}.${keyof (typeof schema)[T] & string}` }[TableName];
export const tableNames = Object.keys(schema) as readonly TableName[];

/** A table's columns as plain strings, for code that goes over all of them. */
export function fieldsOf(table: TableName): Readonly<Record<string, Field>> {
  return schema[table];
}

/** The column that says when a row of the table happened, if it has one. */
export const timeOf: Readonly<Partial<Record<TableName, string>>> = {
  interactions: 'occurred_at',
  invites: 'sent_at',
  responses: 'submitted_at',
  orders: 'ordered_at',
  tickets: 'created_at',
  audits: 'audited_at',
};

/** DuckDB's type for each kind. */
export const duckdbType: Readonly<Record<Kind, 'VARCHAR' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP'>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  time: 'TIMESTAMP',
};
