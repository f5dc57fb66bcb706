import fc from 'fast-check';
import {
  deploymentFilter,
  HEALTHS,
  isNarrowed,
  SORTS,
} from './deploymentFilter';

const names = fc.uniqueArray(fc.string({ minLength: 1 }));

const filters = fc.record({
  q: fc.string({ maxLength: 200 }).map(value => value.trim()),
  owner: names,
  instance: names,
  health: fc.subarray([...HEALTHS]),
  entity: names,
  tag: names,
  sort: fc.constantFrom(...SORTS),
});

it('reads what it wrote', () => {
  fc.assert(
    fc.property(filters, given => {
      const url = String(deploymentFilter.write(given));
      expect(deploymentFilter.read(new URLSearchParams(url))).toEqual(given);
    }),
  );
});

it('names its parameters as the portal API does', () => {
  const filter = {
    q: 'etl',
    owner: ['mine', 'group:default/data'],
    instance: ['production'],
    health: ['failing', 'late'],
    entity: ['component:default/orders'],
    tag: ['nightly'],
    sort: 'nextRun',
  } as const;
  expect([...deploymentFilter.write(filter)]).toEqual([
    ['q', 'etl'],
    ['owner', 'mine'],
    ['owner', 'group:default/data'],
    ['instance', 'production'],
    ['health', 'failing'],
    ['health', 'late'],
    ['entity', 'component:default/orders'],
    ['tag', 'nightly'],
    ['sort', 'nextRun'],
  ]);
});

it.each([
  ['', false],
  ['sort=-title', false],
  ['q=etl', true],
  ['health=failing&sort=-title', true],
])('?%s leaves deployments out: %s', (search, expected) => {
  const filter = deploymentFilter.read(new URLSearchParams(search));
  expect(isNarrowed(filter)).toBe(expected);
});
