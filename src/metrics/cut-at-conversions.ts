import type { Paths } from '../stats/paths';
import { numbersOf, type RowsOf } from './columns';
import type { journeyTables } from './journeys-to-conversion';

type Journeys = Pick<RowsOf<typeof journeyTables>, 'touches' | 'customers' | 'conversions'>;

/**
 * The journeys of each customer, cut at every conversion: the touches in the `lookback` (seconds) before it, and as a
 * path without conversion those after the last one. A conversion without any touch in the lookback is in none of them.
 */
export function cutAtConversions({ touches, customers, conversions }: Journeys, lookback: number): Paths {
  const [everybody, lasts] = [numbersOf(customers, 'customer'), numbersOf(customers, 'last')];
  const [buyers, times] = [numbersOf(conversions, 'customer'), numbersOf(conversions, 'time')];
  const [places, values] = [numbersOf(conversions, 'place'), numbersOf(conversions, 'value')];
  const events = inPlace(touches, lasts.at(-1) ?? 0);
  const paths = new PathWriter(touches);
  let [next, place] = [0, 0];
  everybody.forEach((customer, nth) => {
    while ((buyers[next] ?? Infinity) < customer) next++;
    for (const end = lasts[nth] ?? 0; place <= end; place++) {
      const touchpoint = (events.touchpoints[place] ?? 0) - 1;
      if (touchpoint < 0) continue;
      const time = events.times[place] ?? NaN;
      while (buyers[next] === customer && (place > (places[next] ?? NaN) || time > (times[next] ?? NaN)))
        paths.end(1, values[next++] ?? 0);
      const age = (buyers[next] === customer ? (times[next] ?? NaN) : NaN) - time;
      if (!(age > lookback)) paths.touch(touchpoint, age);
    }
    if (buyers[next] === customer) paths.end(1, values[next] ?? 0);
    else paths.end(0, 0);
  });
  return paths.written();
}

/** For each event's place the number of its touchpoint, from 1 (0: none), and its time. */
function inPlace(touches: Journeys['touches'], last: number) {
  const touchpoints = new Uint32Array(last + 1);
  const times = new Float64Array(last + 1);
  touches.forEach((touched, nth) => {
    for (let i = 0; i < touched.places.length; i++) {
      const place = touched.places[i] ?? 0;
      touchpoints[place] = nth + 1;
      times[place] = touched.times[i] ?? NaN;
    }
  });
  return { touchpoints, times };
}

/** Paths that are written down touch by touch. Touchpoints that no path has are no channels. */
class PathWriter {
  readonly #names: readonly string[];
  readonly #numbers: Int32Array;
  readonly #channels: string[] = [];
  readonly #touches: Uint32Array;
  readonly #ages: Float64Array;
  readonly #ends: number[] = [];
  readonly #conversions: number[] = [];
  readonly #value: number[] = [];
  #end = 0;

  constructor(touches: Journeys['touches']) {
    const most = touches.reduce((sum, { places }) => sum + places.length, 0);
    this.#names = touches.map(({ touchpoint }) => touchpoint);
    this.#numbers = new Int32Array(touches.length).fill(-1);
    this.#touches = new Uint32Array(most);
    this.#ages = new Float64Array(most);
  }

  touch(touchpoint: number, age: number): void {
    if ((this.#numbers[touchpoint] ?? 0) < 0)
      this.#numbers[touchpoint] = this.#channels.push(this.#names[touchpoint] ?? '') - 1;
    this.#touches[this.#end] = this.#numbers[touchpoint] ?? 0;
    this.#ages[this.#end++] = age;
  }

  /** Without a touch since the last end there is no journey. */
  end(conversions: number, value: number): void {
    if (this.#end === (this.#ends.at(-1) ?? 0)) return;
    this.#ends.push(this.#end);
    this.#conversions.push(conversions);
    this.#value.push(value);
  }

  written(): Paths {
    return {
      channels: this.#channels,
      touches: this.#touches.subarray(0, this.#end),
      ends: this.#ends,
      conversions: this.#conversions,
      nulls: this.#conversions.map((won) => 1 - won),
      value: this.#value,
      ages: this.#ages.subarray(0, this.#end),
    };
  }
}
