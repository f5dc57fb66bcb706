import { resolveOwners } from './owners';

const MINA = {
  refs: ['user:default/mina', 'group:default/payments'],
  isInTeam: true,
};
const GUEST = { refs: [], isInTeam: false };

it.each([
  ['nobody asked for', MINA, [], []],
  ['their own teams', MINA, ['mine'], MINA.refs],
  [
    'their own teams and one of them again',
    MINA,
    ['group:default/payments', 'mine'],
    ['group:default/payments', 'user:default/mina'],
  ],
  ['what belongs to nobody', MINA, ['none'], ['none']],
  ['the teams of who has none: an owner of nothing', GUEST, ['mine'], ['mine']],
])('asks the portal for %s', (_, mine, owners, asked) => {
  expect(resolveOwners(owners, mine)).toEqual(asked);
});
