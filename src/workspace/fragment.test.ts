import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../engine/errors';
import { fromFragment, isCarrier, longestFragment, toFragment } from './fragment';

const json = fc.jsonValue().filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value)));

describe('a fragment', () => {
  it('brings back what was put in, whatever it is', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(fromFragment(toFragment(value)!)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is told apart from a room', () => {
    expect([isCarrier('#w1=abc'), isCarrier('#/data'), isCarrier('')]).toEqual([true, false, false]);
  });

  it('is not made when it would be too long', () => {
    const noise = Array.from({ length: 60_000 }, (_, at) => ((at * 2654435761) >>> 0).toString(36)).join();
    expect(toFragment(noise)).toBeNull();
  });

  it.each([
    ['cut short', toFragment({ a: 'long enough to be cut, long enough to be cut' })!.slice(0, -6)],
    ['a later version', toFragment({})!.replace('#w1', '#w9')],
    ['strange signs', '#w1=<script>'],
    ['nothing', '#w1='],
    ['a prototype key', made('{"__proto__":{"polluted":true}}')],
    ['no JSON', made('{oops')],
    ['a bomb', made(`"${'0'.repeat(30_000_000)}"`)],
    ['a line too long', `#w1=${'A'.repeat(longestFragment)}`],
  ])('is refused in words when it has %s', (_, fragment) => {
    expect(() => fromFragment(fragment)).toThrow(WorkbenchError);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('never fails otherwise, however it was bent', () => {
    const good = toFragment({ title: 'x'.repeat(200), list: [1, 2, 3] })!;
    const bent = fc
      .tuple(fc.nat(good.length - 1), fc.string({ maxLength: 4 }))
      .map(([at, put]) => good.slice(0, at) + put + good.slice(at + put.length));
    fc.assert(
      fc.property(
        fc.oneof(
          bent,
          fc.string().map((text) => `#w1=${text}`),
        ),
        (fragment) => {
          try {
            fromFragment(fragment);
          } catch (error) {
            expect(error).toBeInstanceOf(WorkbenchError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function made(text: string): string {
  return `#w1=${Buffer.from(deflateSync(new TextEncoder().encode(text))).toString('base64url')}`;
}
