import * as v from 'valibot';
import { fieldsOf, type Kind } from '../model/schema';

const text = v.string();
const scalar = v.union([text, v.number(), v.boolean(), v.null()]);

const goal = v.object({
  metric: v.pipe(text, v.nonEmpty('names no metric')),
  target: v.pipe(v.number(), v.finite()),
  /** Without it the target is for every touchpoint. */
  touchpoint: v.exactOptional(v.pipe(text, v.nonEmpty('names no touchpoint'))),
});

export type Goal = v.InferOutput<typeof goal>;

/** Targets: of a metric and touchpoint there is one. */
export const goalsIntent = v.pipe(
  v.array(goal),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const known = new Set<string>();
    dataset.value.forEach((one, at) => {
      const key = JSON.stringify([one.metric, one.touchpoint ?? null]);
      if (known.has(key)) addIssue({ message: 'is there twice', path: [placeOf(dataset.value, at)] });
      known.add(key);
    });
  }),
);

const kinds: Readonly<Record<Kind, string>> = { text: 'string', number: 'number', flag: 'boolean', time: 'string' };

/** The person's catalogue: columns that a catalogue has, with values of their kind; null says: deliberately nothing. */
export const catalogueIntent = v.array(
  v.pipe(
    v.objectWithRest({ touchpoint: v.pipe(text, v.nonEmpty('has no name')) }, scalar),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      for (const [column, value] of Object.entries(dataset.value)) {
        const field = fieldsOf('touchpoints')[column];
        const wrong = !field
          ? 'is no column of a catalogue'
          : value !== null && typeof value !== kinds[field.kind]
            ? `must be a ${kinds[field.kind]}`
            : null;
        if (wrong) addIssue({ message: wrong, path: [memberOf(dataset.value, column)] });
      }
    }),
  ),
);

function placeOf(input: unknown[], key: number): v.ArrayPathItem {
  return { type: 'array', origin: 'value', input, key, value: input[key] };
}

function memberOf(input: Record<string, unknown>, key: string): v.ObjectPathItem {
  return { type: 'object', origin: 'value', input, key, value: input[key] };
}
