import { isNarrowed, schedulesFilter } from './schedulesFilter';

const read = (search: string) =>
  schedulesFilter.read(new URLSearchParams(search));

it('looks a day ahead in the reader’s zone unless the URL says otherwise', () => {
  expect(schedulesFilter.none).toMatchObject({
    range: '24h',
    zone: 'mine',
    view: 'timeline',
  });
  expect(read('range=7d&zone=utc&view=times')).toMatchObject({
    range: '7d',
    zone: 'utc',
    view: 'times',
  });
  expect(read('range=1y&zone=mars')).toEqual(schedulesFilter.none);
});

it.each([
  ['', false],
  ['range=7d&zone=utc&view=times', false],
  ['q=etl', true],
  ['owner=mine', true],
  ['instance=dev', true],
  ['entity=component:default/x', true],
])('with "%s" leaves some out: %s', (search, expected) => {
  expect(isNarrowed(read(search))).toBe(expected);
});
