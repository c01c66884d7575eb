interface Typed {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
}

/** Columns that may identify persons, those first whose name says so; what holds fractions or dates identifies nobody. */
export function idColumns(columns: readonly Typed[]): readonly string[] {
  const able = columns.filter(({ type }) => !/^(?:DOUBLE|FLOAT|DECIMAL|DATE|TIME|BOOLEAN)/i.test(type));
  return likelyFirst(
    able,
    /customer|client|member|guest|user|person|respondent|patient|(?:^|_)id$|客户|会员|用户|宾客|顾客|姓名|编号/i,
  );
}

/** Columns that may be a number of persons: numbers, those first whose name says so. */
export function countColumns(columns: readonly Typed[]): readonly string[] {
  const able = columns.filter(({ type }) => /INT|DOUBLE|FLOAT|DECIMAL/i.test(type));
  return likelyFirst(
    able,
    /customers|clients|members|guests|users|persons|people|respondents|人数|客户数|(?:^|_)(?:n|count)$/i,
  );
}

function likelyFirst(columns: readonly Typed[], likely: RegExp): readonly string[] {
  const names = columns.map(({ name }) => name);
  return [...names.filter((name) => likely.test(name)), ...names.filter((name) => !likely.test(name))];
}
