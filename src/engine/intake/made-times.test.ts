import { describe, expect, it } from 'vitest';
import { at, column, rowsOf, taken } from '../../../test/engines/made-files';

describe('times', () => {
  it.each<[string, string[], string, unknown[]]>([
    ['ISO dates', ['2025-03-04', '2025-12-31'], 'DATE', [at('2025-03-04T00:00'), at('2025-12-31T00:00')]],
    [
      'slashes and unpadded parts',
      ['2018/1/1', '2018/12/31 4:05'],
      'TIMESTAMP',
      [at('2018-01-01T00:00'), at('2018-12-31T04:05')],
    ],
    [
      'unpadded hours',
      ['2020-02-01 2:02:21', '2020-02-01 12:02:21'],
      'TIMESTAMP',
      [at('2020-02-01T02:02:21'), at('2020-02-01T12:02:21')],
    ],
    ['Chinese dates', ['2025年3月4日', '2025年12月31日'], 'DATE', [at('2025-03-04T00:00'), at('2025-12-31T00:00')]],
    [
      'Chinese dates with hours',
      ['2025年3月4日 15时', '2025年3月4日 下午3:05', '2025年3月4日 上午12:30'],
      'TIMESTAMP',
      [at('2025-03-04T15:00'), at('2025-03-04T15:05'), at('2025-03-04T00:30')],
    ],
    [
      'days before months, by evidence',
      ['31-08-2023', '01-09-2023'],
      'DATE',
      [at('2023-08-31T00:00'), at('2023-09-01T00:00')],
    ],
    [
      'months before days, by evidence',
      ['10/2/2017 10:56', '10/25/2017 9:00'],
      'TIMESTAMP',
      [at('2017-10-02T10:56'), at('2017-10-25T09:00')],
    ],
    ['months by name', ['1-Jan-21', '31-Jul-18'], 'DATE', [at('2021-01-01T00:00'), at('2018-07-31T00:00')]],
    [
      'halves of the day',
      ['3/4/2025 12:15 AM', '3/14/2025 1:05 pm'],
      'TIMESTAMP',
      [at('2025-03-04T00:15'), at('2025-03-14T13:05')],
    ],
    ['two-digit years', ['25/12/98', '13/01/05'], 'DATE', [at('1998-12-25T00:00'), at('2005-01-13T00:00')]],
    [
      'twenty-four o’clock',
      ['2025-01-01 24:00', '2025-01-01 23:00'],
      'TIMESTAMP',
      [at('2025-01-02T00:00'), at('2025-01-01T23:00')],
    ],
    [
      'offsets as UTC',
      ['2010-12-30 14:32:00+01:00', '2010-07-30T14:32:00Z'],
      'TIMESTAMP',
      [at('2010-12-30T13:32'), at('2010-07-30T14:32')],
    ],
    [
      'seconds since 1970',
      ['1700000000', '1700000060'],
      'TIMESTAMP',
      [at('2023-11-14T22:13:20'), at('2023-11-14T22:14:20')],
    ],
    [
      'milliseconds since 1970',
      ['1700000000500', '1700000060000'],
      'TIMESTAMP',
      [at('2023-11-14T22:13:20.500'), at('2023-11-14T22:14:20')],
    ],
    [
      'microseconds since 1970',
      ['1700000000500000', '1700000060000000'],
      'TIMESTAMP',
      [at('2023-11-14T22:13:20.500'), at('2023-11-14T22:14:20')],
    ],
    ["Excel's serial days", ['45292', '45292.5'], 'TIMESTAMP', [at('2024-01-01T00:00'), at('2024-01-01T12:00')]],
    ['days without marks', ['19970101', '19980630'], 'DATE', [at('1997-01-01T00:00'), at('1998-06-30T00:00')]],
    ['missing ones', ['29-02-2016 01:16', '?'], 'TIMESTAMP', [at('2016-02-29T01:16'), null]],
  ])('reads %s', async (_, cells, type, values) => {
    expect(await column('created_at', cells)).toMatchObject({ type, values, failed: 0 });
  });

  it('takes the order of day and month from another column', async () => {
    const imported = await taken('opened,closed\n01/02/2020,25/02/2020\n03/04/2020,26/04/2020\n');
    expect((await rowsOf(imported))[0]).toEqual({ opened: at('2020-02-01T00:00'), closed: at('2020-02-25T00:00') });
    expect(imported.columns[0]!.reading).toMatchObject({ order: 'other-columns' });
  });

  it('says where the order is a guess', async () => {
    const imported = await taken('opened,n\n01/02/2020,1\n03/04/2020,2\n');
    expect(imported.columns[0]!.reading).toMatchObject({ format: '%m/%d/%Y', order: 'assumed' });
    expect(imported.notes).toContainEqual({ code: 'order-assumed', details: { column: 'opened', format: '%m/%d/%Y' } });
  });

  it('turns offsets into the wall clock of the zone, through a change of its clocks', async () => {
    const cells = ['2025-03-30T00:30:00Z', '2025-03-30T01:30:00Z', '2025-03-30 09:00:00'];
    const { values } = await column('created_at', cells, {}, { zone: 'Europe/Berlin' });
    expect(values).toEqual([at('2025-03-30T01:30'), at('2025-03-30T03:30'), at('2025-03-30T09:00')]);
  });

  it.each<[string, string, string[], number[]]>([
    ['Chinese words', '所用时间', ['10秒', '1分20秒', '1小时2分3秒'], [10, 80, 3723]],
    ['colons', 'AvgTalkDuration', ['0:02:23', '0:45', '1:00:00'], [143, 45, 3600]],
    ['English words', 'elapsed', ['45s', '2m 5s', '1h 5m'], [45, 125, 3900]],
  ])('reads lengths of time in %s as seconds', async (_, header, cells, values) => {
    expect(await column(header, cells)).toMatchObject({ type: 'DOUBLE', values, reading: { kind: 'duration' } });
  });

  it('reads a clock as the time of day', async () => {
    expect(await column('Time', ['9:12', '18:00'])).toMatchObject({ type: 'TIME', values: ['09:12:00', '18:00:00'] });
    expect(await column('时刻', ['下午3:05', '上午9:00'])).toMatchObject({
      type: 'TIME',
      values: ['15:05:00', '09:00:00'],
    });
  });
});
