import { describe, expect, it } from 'vitest';
import { inWords } from './in-words';

describe('results in words', () => {
  it('say the values of the catalogue in the language of the reader, whatever the first column is called', () => {
    const found = {
      rows: [
        { touchpoint: 'awareness', n: 2 },
        { touchpoint: 'Loyalty lounge', n: 1 },
      ],
      summary: { by: 'stage', n: 3 },
      more: { spread: { awareness: [1, 2] }, names: ['awareness', 'contact'], nothing: null },
    };
    expect(inWords(found, 'zh')).toEqual({
      rows: [
        { touchpoint: '认知', n: 2 },
        { touchpoint: 'Loyalty lounge', n: 1 },
      ],
      summary: { by: 'stage', n: 3 },
      more: { spread: { 认知: [1, 2] }, names: ['认知', 'contact'], nothing: null },
    });
    expect(inWords(found, 'en').rows[0]).toEqual({ touchpoint: 'Awareness', n: 2 });
  });

  it('read no column of many rows that holds no values of the catalogue', () => {
    let reads = 0;
    const row = {
      n: 1,
      get reason() {
        reads++;
        return 'awareness';
      },
    };
    const found = { rows: Array.from({ length: 1000 }, () => row), summary: { by: 'customer' } };
    expect(inWords(found, 'zh')).toBe(found);
    expect(reads).toBe(0);
  });

  it('tell the purchase of stages from the purchase of phases, and leave touchpoints of such a name alone', () => {
    const rows = [{ stage: 'service', touchpoint: 'contact', n: 1 }];
    expect(inWords({ rows, summary: { by: 'stage' } }, 'zh').rows).toEqual([
      { stage: '售后', touchpoint: 'contact', n: 1 },
    ]);
    expect(inWords({ rows, summary: { by: 'touchpoint' } }, 'zh').rows).toEqual([
      { stage: '售后', touchpoint: 'contact', n: 1 },
    ]);
    const places = { rows: [{ touchpoint: 'service', n: 1 }], summary: { by: 'touchpoint' } };
    expect(inWords(places, 'zh')).toBe(places);
    expect(inWords({ rows: [{ phase: 'after' }], summary: {} }, 'zh').rows).toEqual([{ phase: '售后' }]);
  });
});
