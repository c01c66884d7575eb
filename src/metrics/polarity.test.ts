import { expect, it } from 'vitest';
import { segmentWords } from '../stats/segment-words';
import { languageOf, lexiconPolarity } from './polarity';

// P README of vaderSentiment: our words are others, so its compound gives only the direction (≥ .05 up, ≤ −.05 down)
it.each([
  ['VADER is smart, handsome, and funny.', 0.8316],
  ['VADER is smart, handsome, and funny!', 0.8439],
  ['VADER is very smart, handsome, and funny.', 0.8545],
  ['VADER is VERY SMART, handsome, and FUNNY.', 0.9227],
  ['VADER is VERY SMART, handsome, and FUNNY!!!', 0.9342],
  ['VADER is not smart, handsome, nor funny.', -0.7424],
  ['The book was good.', 0.4404],
  ["At least it isn't a horrible book.", 0.431],
  ['The plot was good, but the characters are uncompelling and the dialog is not great.', -0.7042],
  ['Today SUX!', -0.5461],
  ['Not bad at all', 0.431],
])('hears “%s” as the published compound does (%d)', (text, compound) => {
  expect(Math.sign(lexiconPolarity(text, languageOf(text)) ?? 0)).toBe(Math.sign(compound));
});

it('hears a degree word make it stronger, as published', () => {
  const of = (text: string) => lexiconPolarity(text, 'en')!;
  expect(of('VADER is very smart, handsome, and funny.')).toBeGreaterThan(of('VADER is smart, handsome, and funny.'));
});

// P SocratesClub notebook: plain words sum to 2, with degree words 3, then 1 with the exclamation: mixed in each
it('hears the worked example as mixed', () => {
  const polarity = lexiconPolarity('这手机的画面极好，操作也比较流畅。不过拍照真的太烂了！系统也不好。', 'zh')!;
  expect(Math.abs(polarity)).toBeLessThan(0.5);
});

it('does not take “however” and “not only” for negations', () => {
  expect(lexiconPolarity('不过太烂了', 'zh')).toBeLessThan(0);
  expect(lexiconPolarity('不仅好吃', 'zh')).toBeGreaterThan(0);
  expect(lexiconPolarity('不好吃', 'zh')).toBeLessThan(0);
});

it.each([
  ['没有不满意的地方', 1],
  ['没什么问题', 1],
  ['价格不贵', 1],
  ['不满意', -1],
  ['没有服务', -1],
  ['👍👍👍', 1],
  ['前台😡', -1],
  ['Great stay ❤️', 1],
  ['👎🏽 never again', -1],
  ['breakfast 😡', -1],
])('hears “%s” on the side of %d', (text, side) => {
  expect(Math.sign(lexiconPolarity(text, languageOf(text)) ?? 0)).toBe(side);
});

it('hears nothing where nothing is said', () => {
  for (const text of ['', '   ', '123456', '。。。', '🚗', 'ok'])
    expect(lexiconPolarity(text, languageOf(text))).toBeNull();
});

it('weighs in English what follows a “but” above what came before', () => {
  expect(lexiconPolarity('good food but slow', 'en')).toBeLessThan(0);
  expect(lexiconPolarity('slow, but good food', 'en')).toBeGreaterThan(0);
  expect(lexiconPolarity('good food. slow', 'en')).toBe(0);
});

// P README of SnowNLP: 这个 / 东西 / 真心 / 很 / 赞, positive .9770
it('cuts and hears the published sentence', () => {
  expect(segmentWords('这个东西真心很赞', 'zh')).toEqual(['这个', '东西', '真心', '很', '赞']);
  expect(lexiconPolarity('这个东西真心很赞', 'zh')).toBeGreaterThan(0.3);
});
