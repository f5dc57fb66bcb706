import { anEntitled, anId } from '../../testing';
import { byReason } from './byReason';

const ana = anEntitled({ policies: ['owners-run', 'on-call-run'] });
const jo = anEntitled({ ref: 'user:default/jo', policies: ['owners-run'] });
const lena = anEntitled({
  ref: 'user:default/lena',
  policies: [],
  grant: anId(1),
});

it('has each person under all that lets them, grants last', () => {
  expect(byReason([lena, ana, jo])).toEqual([
    { policy: 'on-call-run', people: [ana] },
    { policy: 'owners-run', people: [ana, jo] },
    { policy: undefined, people: [lena] },
  ]);
});

it('is nothing for nobody', () => {
  expect(byReason([])).toEqual([]);
});
