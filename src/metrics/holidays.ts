import { HolidayUtil, Lunar, Solar } from 'lunar-typescript';

export type Calendar = 'none' | 'cn' | 'eu';

/**
 * The holidays and sales days that the period from `start` (ISO) over `days` days holds, by name; [] for none.
 *
 * `cn`: days off of the State Council where published, else by lunar date with the usual windows (春节 −1 to +6 days),
 * 618, 双11, 双12. `eu`: New Year, Good Friday to Easter Monday, 1 May, Christmas.
 */
export function holidaysIn(start: string, days: number, calendar: Calendar): readonly string[] {
  if (calendar === 'none') return [];
  const from = Date.parse(`${start}T00:00:00Z`);
  const names = Array.from({ length: days }, (_, at) => new Date(from + at * 86_400_000)).flatMap(
    calendar === 'cn' ? chinese : european,
  );
  return [...new Set(names)];
}

const chineseSales: Readonly<Record<string, string>> = { '6-18': '618', '11-11': '双11', '12-12': '双12' };
const europeanDays: Readonly<Record<string, string>> = {
  '1-1': 'New Year',
  '5-1': 'Labour Day',
  '12-25': 'Christmas',
  '12-26': 'Christmas',
};

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

function european(day: Date): string[] {
  const fixed = europeanDays[`${String(day.getUTCMonth() + 1)}-${String(day.getUTCDate())}`];
  const away = (day.getTime() - easter(day.getUTCFullYear())) / 86_400_000;
  return [fixed, away >= -2 && away <= 1 ? 'Easter' : undefined].filter((name) => name !== undefined);
}

/** Easter Sunday of the Gregorian calendar, milliseconds. Source: Meeus (1991), Astronomical Algorithms, ch. 8. */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const month = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return Date.UTC(year, Math.floor(month / 31) - 1, (month % 31) + 1);
}
