import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../engine/errors';
import { besideName, besideOpen, readManifest } from './beside';

describe('the name of a file beside the app', () => {
  it.each(['survey.csv', '客户问卷（2025）.xlsx', 'events 2025-01.parquet', 'a.b.csv', 'events.csv.gz'])(
    'may be %s',
    (name) => {
      expect(v.safeParse(besideName, name).success).toBe(true);
    },
  );

  it.each([
    '',
    '../survey.csv',
    'a/../../b.csv',
    'a/b.csv',
    'a\\b.csv',
    '/etc/passwd',
    '//evil.example/x.csv',
    'https://evil.example/x.csv',
    'https:x.csv',
    'data:text/csv,x.csv',
    'javascript:alert(1).csv',
    '.hidden.csv',
    'a..csv',
    'x.csv?y=1.csv',
    'x.csv#y.csv',
    '%2e%2e%2fx.csv',
    'x.html',
    'manifest',
    'x.csv\n',
    'x\u202ecsv.exe',
    `${'a'.repeat(120)}.csv`,
  ])('may not be %j', (name) => {
    expect(v.safeParse(besideName, name).success).toBe(false);
  });
});

describe('a manifest', () => {
  it('lists names and sizes', () => {
    expect(readManifest('{"files":[{"name":"survey.csv","size":12,"title":"x"}]}')).toEqual([
      { name: 'survey.csv', size: 12 },
    ]);
  });

  it.each([
    ['{"files":[{"name":"../x.csv","size":1}]}', 'files.0.name'],
    ['{"files":[{"name":"x.csv","size":-1}]}', 'files.0.size'],
    ['{"files":7}', 'files'],
    ['[]', 'files'],
  ])('says where %s does not fit', (text, path) => {
    expect(refusal(text)!.details.path).toBe(path);
  });

  it.each(['<!doctype html>', '{"files":[],"__proto__":{"x":1}}'])('is refused when it is %s', (text) => {
    expect(refusal(text)!.code).toBe('link');
  });
});

it('is offered only when all that is open lies beside the app in the same size', () => {
  const listed = [
    { name: 'a.csv', size: 3 },
    { name: 'b.csv', size: 5 },
  ];
  const file = (name: string, size: number) => ({ name, blob: { size } });
  expect(besideOpen([file('a.csv', 3)], listed)).toEqual(['a.csv']);
  expect(besideOpen([file('a.csv', 3), file('b.csv', 5)], listed)).toEqual(['a.csv', 'b.csv']);
  expect(besideOpen([file('a.csv', 4)], listed)).toBeNull();
  expect(besideOpen([file('a.csv', 3), file('mine.csv', 3)], listed)).toBeNull();
  expect(besideOpen([], listed)).toBeNull();
});

function refusal(text: string): WorkbenchError | null {
  try {
    readManifest(text);
    return null;
  } catch (error) {
    return error as WorkbenchError;
  }
}
