import { parse, View, type LoggerInterface } from 'vega';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { locales } from '../i18n/text';
import { examples } from './examples';

describe.each(Object.entries(examples))('%s', (_, draw) => {
  it.each(locales)('compiles without a warning and draws (%s)', async (locale) => {
    const { title, alternative, spec } = draw(locale);
    expect(title && alternative).toBeTruthy();
    const warned: unknown[] = [];
    const logger: LoggerInterface = {
      level: () => logger,
      warn: (...a: unknown[]) => (warned.push(...a), logger),
      info: () => logger,
      debug: () => logger,
      error: (...a: unknown[]) => (warned.push(...a), logger),
    };
    const compiled = compile(structuredClone(spec), { logger }).spec;
    const svg = await (await new View(parse(compiled), { renderer: 'none' }).runAsync()).toSVG();
    expect(warned).toEqual([]);
    expect(svg).toContain('<svg');
    expect(svg).not.toContain('NaN');
    expect(svg).not.toContain('<img');
    expect(alternative).not.toMatch(/undefined|NaN|null/);
  });
});
