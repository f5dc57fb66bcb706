import fc from 'fast-check';
import { isNarrowed, runFilter } from './runFilter';
import { RUN_STATES } from './runStates';
import { PRESETS, type TimeWindow } from './timeWindow';

const names = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/);
const refs = fc
  .tuple(names, names, names)
  .map(([k, ns, n]) => `${k}:${ns}/${n}`);
const list = (of: fc.Arbitrary<string>) => fc.uniqueArray(of, { maxLength: 5 });

const filters = fc.record({
  q: fc.string({ maxLength: 200, unit: 'grapheme' }).map(value => value.trim()),
  owner: list(fc.oneof(refs, fc.constantFrom('mine', 'none'))),
  state: fc.subarray([...RUN_STATES]),
  window: fc.oneof(
    fc.constant<TimeWindow>({ kind: 'any' }),
    fc
      .constantFrom(...PRESETS)
      .map(preset => ({ kind: 'last', preset } as const)),
    fc.constant({
      kind: 'between',
      since: '2026-11-24T21:30:00.000Z',
    } as const),
  ),
  instance: list(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  deployment: list(fc.uuid()),
  entity: list(refs),
  tag: list(fc.string({ minLength: 1, unit: 'grapheme' })),
  future: fc.boolean(),
  subflows: fc.boolean(),
});

const read = (search: string) => runFilter.read(new URLSearchParams(search));

it('reads what it wrote', () => {
  fc.assert(
    fc.property(filters, given => {
      // Longer only where a letter takes more than one unit.
      fc.pre(given.q.length <= 200);
      expect(read(String(runFilter.write(given)))).toEqual(given);
    }),
  );
});

it('makes sense of any URL, and keeps to it', () => {
  const parameters = fc.constantFrom(
    ...Object.keys(runFilter.none),
    'since',
    'until',
    'cursor',
  );
  const values = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    refs,
    fc.constantFrom('24h', 'FAILED', 'true', '2026-11-24T21:30:00Z'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(parameters, values)), pairs => {
      const filter = runFilter.read(new URLSearchParams(pairs));
      expect(runFilter.read(runFilter.write(filter))).toEqual(filter);
    }),
  );
});

it('leaves out what the portal API would refuse or what names nothing', () => {
  expect(
    read(
      'owner=payments&owner=:/&state=BROKEN&state=failed&since=soon&until=later&instance=_&deployment=42&entity=b/c&tag=&future=1&subflows=yes&q=%20',
    ),
  ).toEqual(runFilter.none);
});

it('completes and lowers names, so that the same question has the same URL', () => {
  const id = 'AAAAAAAA-0000-4000-8000-00000000000B';
  expect(
    read(
      `owner=Group:Payments&deployment=${id}&deployment=${id}&instance=Prod`,
    ),
  ).toEqual({
    ...runFilter.none,
    owner: ['group:default/payments'],
    deployment: [id.toLowerCase()],
    instance: ['prod'],
  });
});

it.each([
  ['', false],
  ['subflows=true', false],
  ['future=true', false],
  ['owner=mine', true],
  ['since=24h', true],
  ['q=etl&future=true', true],
])('?%s leaves runs out: %s', (search, expected) => {
  expect(isNarrowed(read(search))).toBe(expected);
});
