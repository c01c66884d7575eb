import { expect, it } from 'vitest';
import { segmentWords } from './segment-words';

it('cuts Chinese into words without punctuation', () => {
  expect(segmentWords('房间很干净，服务也不错！', 'zh')).toEqual(expect.arrayContaining(['房间', '干净', '服务']));
  expect(segmentWords('，。！', 'zh')).toEqual([]);
});

it('cuts English into lower-case words and folds full-width letters', () => {
  expect(segmentWords("It's GREAT, isn't it? ＯＫ", 'en')).toEqual(["it's", 'great', "isn't", 'it', 'ok']);
  expect(segmentWords('', 'en')).toEqual([]);
});

it('loses no letter of the text', () => {
  const text = '外卖送得很慢 but the rider was friendly，味道一般般';
  expect(segmentWords(text, 'zh').join('')).toBe(text.replace(/[^\p{L}]/gu, ''));
});
