import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import { openNative } from '../headless/native';
import { say } from '../i18n/say';
import { isAddress, provinceOf } from './address';
import type { Mapping } from './mapping';
import { build } from './views';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

it.each([
  ['收货地址 ', true],
  ['收件人地址', true],
  ['家庭住址', true],
  ['Shipping Address 1', true],
  ['address', true],
  ['邮箱地址', false],
  ['IP地址', false],
  ['网址', false],
  ['email_address', false],
  ['城市', false],
  ['地区', false],
])('the header %s is an address: %s', (header, is) => {
  expect(isAddress(header)).toBe(is);
});

it.each([
  ['广东省深圳市南山区科技路1号', '广东省'],
  ['中国 上海市黄浦区人民大道200号', '上海市'],
  ['内蒙古自治区', '内蒙古自治区'],
  ['新疆维吾尔自治区乌鲁木齐市', '新疆维吾尔自治区'],
  ['吉林市船营区', '吉林'],
  ['广西南宁市', '广西'],
  ['上海', '上海'],
  ['12 King Street, London', null],
  ['', null],
])('%s is kept as %s', async (address, kept) => {
  const [row] = await engine.query(sql`SELECT ${provinceOf(sql`${address}::VARCHAR`)} AS kept`);
  expect(row?.kept ?? null).toBe(kept);
});

// The catalogue, definition 20: receiver addresses are kept to the province.
it('no customer’s address comes further than the raw table, under whatever name', async () => {
  await engine.run(
    sql`CREATE OR REPLACE TABLE raw.orders AS SELECT * FROM (VALUES
      ('1', 'a', TIMESTAMP '2025-01-01', 10.0, '广东省深圳市南山区科技路1号3栋502', '浙江省杭州市西湖区文一路9号'),
      ('2', 'b', TIMESTAMP '2025-01-02', 20.0, '上海', NULL),
      ('3', 'c', TIMESTAMP '2025-01-03', 30.0, '12 King Street', '北京市')) AS t("订单编号", "客户编号", "下单时间", "实付金额", "收货地址 ", "发票地址")`,
  );
  const from = (column: string) => ({ kind: 'column', column }) as const;
  const mapping: Mapping = {
    feeds: [
      {
        table: 'customers',
        source: 'orders',
        columns: { customer_id: from('客户编号'), region: from('收货地址 ') },
        confidence: 1,
        reasons: {},
      },
    ],
    aliases: {},
  };
  const { remarks } = await build(engine, mapping, { catalogue: [], filters: {}, zone: 'UTC' });
  const rows = await engine.query(sql`SELECT * FROM canonical.customers ORDER BY customer_id`);
  expect(rows).toHaveLength(3);
  expect(rows.map(({ region }) => region)).toEqual(['广东省', '上海', null]);
  expect(rows.map((row) => row.发票地址)).toEqual(['浙江省', null, '北京市']);
  expect(JSON.stringify(rows)).not.toMatch(/科技路|文一路|King/);
  const words = remarks.map((remark) => say(remark.say, remark.with ?? {}, 'zh'));
  expect(words.find((text) => text.includes('收货地址'))).toContain('只保留到省份；1 个地址没有省份');
});
