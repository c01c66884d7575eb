export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

/** Words in every language we speak; a missing one does not compile. */
export type Text = Readonly<Record<Locale, string>>;

/** What may fill a hole of a sentence. A number is written by locale; a text by its language. */
export type Hole = string | number | null | Text;

/** A sentence with holes (`{name}`, or `{name:percent}` for a share) and what goes into them. */
export interface Remark {
  readonly level: 'finding' | 'caution' | 'note';
  readonly say: Text;
  readonly with?: Readonly<Record<string, Hole>>;
}
