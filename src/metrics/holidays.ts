import { HolidayUtil, Lunar, Solar } from 'lunar-typescript';

/** The calendars to choose from. */
export const calendars = {
  none: { en: 'none', zh: '无' },
  cn: { en: 'China', zh: '中国' },
  eu: { en: 'Europe', zh: '欧洲' },
  gb: { en: 'United Kingdom (England)', zh: '英国（英格兰）' },
  de: { en: 'Germany', zh: '德国' },
  fr: { en: 'France', zh: '法国' },
  us: { en: 'United States', zh: '美国' },
} as const;

export type Calendar = keyof typeof calendars;

/**
 * The holidays and sales days that the period from `start` (ISO) over `days` days holds, by name; [] for none.
 *
 * `cn`: days off of the State Council where published, else by lunar date with the usual windows (春节 −1 to +6 days),
 * 618, 双11, 双12. `eu`: New Year, Good Friday to Easter Monday, 1 May, Christmas. The others: days off in the whole
 * country on their own date (`us` with Black Friday); days taken instead of a Sunday are not among them.
 */
export function holidaysIn(start: string, days: number, calendar: Calendar): readonly string[] {
  if (calendar === 'none') return [];
  const from = Date.parse(`${start}T00:00:00Z`);
  const names = Array.from({ length: days }, (_, at) => new Date(from + at * 86_400_000)).flatMap((day) =>
    calendar === 'cn' ? chinese(day) : national(day, nations[calendar]),
  );
  return [...new Set(names)];
}

/** Days by `month-day`, by distance from Easter Sunday, and by the nth weekday (0 Sunday) of a month, −1 the last. */
interface Nation {
  readonly fixed: Readonly<Record<string, string>>;
  readonly easter?: Readonly<Record<number, string>>;
  readonly nth?: readonly (readonly [month: number, weekday: number, nth: number, name: string])[];
}

const christian = { '1-1': 'New Year', '12-25': 'Christmas' } as const;
const easterDays = { [-2]: 'Easter', 1: 'Easter' } as const;

const nations: Readonly<Record<Exclude<Calendar, 'none' | 'cn'>, Nation>> = {
  eu: {
    fixed: { ...christian, '5-1': 'Labour Day', '12-26': 'Christmas' },
    easter: { ...easterDays, [-1]: 'Easter', 0: 'Easter' },
  },
  gb: {
    fixed: { ...christian, '12-26': 'Boxing Day' },
    easter: easterDays,
    nth: [
      [5, 1, 1, 'Early May bank holiday'],
      [5, 1, -1, 'Spring bank holiday'],
      [8, 1, -1, 'Summer bank holiday'],
    ],
  },
  de: {
    fixed: {
      ...christian,
      '5-1': 'Tag der Arbeit',
      '10-3': 'Tag der Deutschen Einheit',
      '12-26': 'Christmas',
    },
    easter: { ...easterDays, 39: 'Ascension', 50: 'Whit Monday' },
  },
  fr: {
    fixed: {
      ...christian,
      '5-1': 'Fête du Travail',
      '5-8': 'Victoire 1945',
      '7-14': 'Fête nationale',
      '8-15': 'Assomption',
      '11-1': 'Toussaint',
      '11-11': 'Armistice 1918',
    },
    easter: { 1: 'Easter', 39: 'Ascension', 50: 'Whit Monday' },
  },
  us: {
    fixed: { ...christian, '6-19': 'Juneteenth', '7-4': 'Independence Day', '11-11': 'Veterans Day' },
    nth: [
      [1, 1, 3, 'Martin Luther King Day'],
      [2, 1, 3, 'Presidents’ Day'],
      [5, 1, -1, 'Memorial Day'],
      [9, 1, 1, 'Labor Day'],
      [10, 1, 2, 'Columbus Day'],
      [11, 4, 4, 'Thanksgiving'],
    ],
  },
};

const chineseSales: Readonly<Record<string, string>> = { '6-18': '618', '11-11': '双11', '12-12': '双12' };
function chinese(day: Date): string[] {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  const sales = chineseSales[`${String(month)}-${String(date)}`];
  const published = HolidayUtil.getHoliday(year, month, date) as { getName(): string; isWork(): boolean } | null;
  const off = published
    ? published.isWork()
      ? undefined
      : published.getName()
    : HolidayUtil.getHolidays(year).length
      ? undefined
      : lunarHoliday(day);
  return [sales, off].filter((name) => name !== undefined);
}

function lunarHoliday(day: Date): string | undefined {
  const solar = Solar.fromYmd(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
  const lunar = solar.getLunar();
  const spring = Lunar.fromYmd(lunar.getYear() + (lunar.getMonth() === 12 ? 1 : 0), 1, 1).getSolar();
  const away = (day.getTime() - Date.UTC(spring.getYear(), spring.getMonth() - 1, spring.getDay())) / 86_400_000;
  if (away >= -1 && away <= 6) return '春节';
  if (lunar.getJieQi() === '清明') return '清明节';
  if (lunar.getMonth() === 5 && lunar.getDay() === 5) return '端午节';
  if (lunar.getMonth() === 8 && lunar.getDay() === 15) return '中秋节';
  if (day.getUTCMonth() === 4 && day.getUTCDate() <= 5) return '劳动节';
  if (day.getUTCMonth() === 9 && day.getUTCDate() <= 7) return '国庆节';
  return day.getUTCMonth() === 0 && day.getUTCDate() === 1 ? '元旦节' : undefined;
}

function national(day: Date, { fixed, easter, nth = [] }: Nation): string[] {
  const [month, date] = [day.getUTCMonth() + 1, day.getUTCDate()];
  const away = (day.getTime() - easterOf(day.getUTCFullYear())) / 86_400_000;
  const moving = nth.flatMap(([of, weekday, which, name]) =>
    of === month && weekday === day.getUTCDay() && isNth(day, which) ? [name] : [],
  );
  const black =
    nth.some(([, , , name]) => name === 'Thanksgiving') && isNth(day, 4, -1) && month === 11 && day.getUTCDay() === 5;
  return [
    fixed[`${String(month)}-${String(date)}`],
    easter?.[away],
    ...moving,
    black ? 'Black Friday' : undefined,
  ].filter((name) => name !== undefined);
}

/** Whether the day, moved by `shift` days, is the nth of its weekday in the month; −1 the last. */
function isNth(day: Date, nth: number, shift = 0): boolean {
  const moved = new Date(day.getTime() + shift * 86_400_000);
  const date = moved.getUTCDate();
  if (nth > 0) return Math.ceil(date / 7) === nth;
  return new Date(moved.getTime() + 7 * 86_400_000).getUTCMonth() !== moved.getUTCMonth();
}

/** Easter Sunday of the Gregorian calendar, milliseconds. Source: Meeus (1991), Astronomical Algorithms, ch. 8. */
function easterOf(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const month = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return Date.UTC(year, Math.floor(month / 31) - 1, (month % 31) + 1);
}
