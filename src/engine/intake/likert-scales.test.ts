import { expect, it } from 'vitest';
import { likertLabels } from './likert-scales';

const counted = (...words: string[]) => new Map(words.map((word) => [word, 10]));

it.each([
  [['非常满意', '满意', '一般', '不满意'], { 非常满意: 5, 满意: 4, 一般: 3, 不满意: 2 }],
  [
    ['A.很喜欢', 'B.理应如此', 'C.无所谓', 'D.勉强接受', 'E.很不喜欢'],
    { 'A.很喜欢': 1, 'B.理应如此': 2, 'C.无所谓': 3, 'D.勉强接受': 4, 'E.很不喜欢': 5 },
  ],
  [['喜欢', '理所当然', '无所谓', '不喜欢'], { 喜欢: 1, 理所当然: 2, 无所谓: 3, 不喜欢: 5 }],
  [
    ['I like it', 'I expect it', 'I am neutral', 'I can live with it'],
    { 'I like it': 1, 'I expect it': 2, 'I am neutral': 3, 'I can live with it': 4 },
  ],
  [
    ['非常满意', '不满意', 'Very satisfied', 'Neutral', 'dissatisfied'],
    { 非常满意: 5, 不满意: 2, 'Very satisfied': 5, Neutral: 3, dissatisfied: 2 },
  ],
  [['同意', '非常不同意', 'Agree', 'neutral'], { 同意: 4, 非常不同意: 1, Agree: 4, neutral: 3 }],
])('reads %j by their places on one scale', (words, places) => {
  expect(likertLabels(counted(...words), 1)).toEqual(places);
});

it('reads nothing from two words, nor from words of no scale', () => {
  expect(likertLabels(counted('喜欢', '不喜欢'), 1)).toBeNull();
  // Three ways to say one answer are one answer.
  expect(likertLabels(counted('喜欢', '很喜欢', '非常喜欢'), 1)).toBeNull();
  expect(likertLabels(counted('红', '黄', '蓝'), 1)).toBeNull();
});

it('takes like, neutral and dislike alone for no Kano question: elsewhere like is the best answer, not the first', () => {
  expect(likertLabels(counted('喜欢', '无所谓', '不喜欢'), 1)).toBeNull();
  expect(likertLabels(counted('like', 'neutral', 'dislike'), 1)).toBeNull();
});
