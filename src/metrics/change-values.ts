import { valueOf, isEasy, mostUsed, scalesOf, type CesVersion } from './ces-count';
import { isForeign, isNpsAnswer, npsSign, ofOneType } from './nps-count';
import { rescaled, usualCut } from './scale';
import { csatKinds } from './csat-answers';
import { firstKind, sortCells, type ScoreCell } from './score-cells';

/** What an answer comes to in columns of a metric's rows, in their units. */
export type Values = Readonly<Record<string, number>>;

/** An answer that counts, as it was given, with its values. */
export interface Counted<C extends ScoreCell> {
  readonly cell: C;
  readonly values: Values;
}

interface Answered {
  readonly kinds: readonly string[];
  /** Those of one side's answers that count, with their values; `settings` are such as the metric accepted. */
  valuesOf<C extends ScoreCell>(
    cells: readonly C[],
    settings: Readonly<Record<string, unknown>>,
  ): readonly Counted<C>[];
}

/** The metrics that are means of single answers. */
export const answered: Readonly<Record<string, Answered>> = {
  csat: {
    kinds: csatKinds,
    valuesOf(cells, { cut, rescale }) {
      const { placed } = sortCells(firstKind(cells, csatKinds).cells);
      const from = cut === undefined || cut === null ? null : Number(cut);
      const how = rescale === 'share-of-maximum' ? rescale : 'minmax';
      return placed.map((cell) => ({
        cell,
        values: {
          csat: cell.score >= (from ?? usualCut(cell.scale)) ? 1 : 0,
          mean: cell.score,
          score: rescaled(cell.scale, cell.score, how),
        },
      }));
    },
  },
  nps: {
    kinds: ['nps'],
    valuesOf(cells, { survey_type: wish }) {
      const { own } = ofOneType(firstKind(cells, ['nps']).cells, typeof wish === 'string' ? wish : 'auto');
      const counted = isForeign(own) ? [] : own.filter(({ score }) => isNpsAnswer(score));
      return counted.map((cell) => ({ cell, values: { nps: 100 * npsSign(cell) } }));
    },
  },
  ces: {
    kinds: ['ces'],
    valuesOf(cells, settings) {
      const { cells: own } = firstKind(cells, ['ces']);
      const version: CesVersion = settings.version === '2010' ? '2010' : '2.0';
      const scaleOf = scalesOf(own, version);
      const reading = { version, scaleOf, scale: mostUsed(own, scaleOf) };
      const read = valueOf(reading);
      return own.flatMap((cell) => {
        const value = read(cell);
        return value === null ? [] : [{ cell, values: { mean: value, easy: isEasy(value, reading) ? 1 : 0 } }];
      });
    },
  },
};
