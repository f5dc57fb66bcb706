import { screen, waitFor, within } from '@testing-library/react';
import {
  anId,
  anInstance,
  anOwnershipProblem,
  expectNoAxeViolations,
  renderPage,
  someOwnershipHealth,
  startPortalFake,
} from '../testing';
import { OwnershipPage } from './OwnershipPage';

const portal = startPortalFake();

const lastAsked = () =>
  [...portal.asked('getOwnershipHealth').at(-1)!.query].map(pair =>
    pair.join('='),
  );

const cellsOf = (row: HTMLElement) =>
  Array.from((row as HTMLTableRowElement).cells, cell => cell.textContent);

it.each([
  {
    state: 'loading',
    given: () => portal.holds('getOwnershipHealth'),
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing wrong',
    given: () => {},
    shown: () =>
      screen.findByText('Every deployment that you may see has an owner.'),
  },
  {
    state: 'no match',
    at: '/?problem=shared',
    given: () => {},
    shown: () => screen.findByText('No problems match.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('getOwnershipHealth'),
    shown: async () =>
      within(await screen.findByRole('alert')).getByText(
        'Could not load the ownerships in doubt. The rest is current.',
      ),
  },
  {
    state: 'full',
    given: () => portal.answers('getOwnershipHealth', someOwnershipHealth()),
    shown: () => screen.findByRole('table', { name: 'Ownerships in doubt' }),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<OwnershipPage />, { at });
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it('tells what is wrong, of what, where, since when, who likely owns it, and gives the annotation', async () => {
  portal.answers('getOwnershipHealth', someOwnershipHealth());
  const { user, copied } = renderPage(<OwnershipPage />);
  await screen.findByRole('table', { name: 'Ownerships in doubt' });

  expect(
    screen.getAllByRole('columnheader').map(header => header.textContent),
  ).toEqual([
    'Problem',
    'Deployment',
    'Instance',
    'Since',
    'Likely owner and why',
    'Actions',
  ]);
  const row = screen.getByRole('row', { name: /bank\/orphan/ });
  const [problem, deployment, instance, , likely] = cellsOf(row);
  expect([problem, deployment, instance, likely]).toEqual([
    'Nobody owns it',
    'bank/orphan',
    'Production',
    'paymentsas bank/reconcile, of the same flow',
  ]);
  expect(
    within(row).getByRole('link', { name: 'Edit file of Payments API' }),
  ).toHaveAttribute('href', 'https://git.example.com/edit');

  await user.click(
    within(row).getByRole('button', {
      name: 'Copy annotation for bank/orphan',
    }),
  );
  expect(await copied()).toBe(
    'prefect.io/deployment: production:bank/reconcile, production:bank/orphan',
  );
});

it.each([
  [
    'shared',
    { owners: ['group:default/payments', 'group:default/orders'], guess: null },
    'Several own itpayments, orders',
  ],
  [
    'entity-gone',
    { entity: 'component:default/old', guess: null },
    'Its component is goneold',
  ],
  [
    'owner-gone',
    { entity: 'group:default/old-team', guess: null },
    'Its owner is goneold-team',
  ],
  [
    'owner-empty',
    { entity: 'group:default/payments', guess: null },
    'Its owner has no memberspayments',
  ],
  [
    'unowned',
    { entity: 'component:default/api', entityTitle: 'API', guess: null },
    'Nobody owns itAPI (of an entity without owner)',
  ],
] as const)('says of %s whom it is about', async (problem, over, text) => {
  portal.answers(
    'getOwnershipHealth',
    someOwnershipHealth([
      anOwnershipProblem({
        ...over,
        problem,
        owners: 'owners' in over ? [...over.owners] : [],
      }),
    ]),
  );
  renderPage(<OwnershipPage />);
  const row = await screen.findByRole('row', { name: /bank\/orphan/ });
  expect(cellsOf(row)[0]).toBe(text);
});

it.each([
  ['tag', {}, 'its tag says so'],
  ['former', {}, 'it belonged to Payments API before'],
  [
    'same-name',
    {
      because: { instance: 'production', id: anId(1), title: 'bank/orphan' },
    },
    'as bank/orphan on Production',
  ],
  ['same-tag', { tag: 'bank' }, 'as others with the tag bank'],
] as const)('says of a guess by %s why', async (reason, over, text) => {
  const guess = anOwnershipProblem().guess!;
  portal.answers(
    'getOwnershipHealth',
    someOwnershipHealth([
      anOwnershipProblem({
        guess: { ...guess, because: null, ...over, reason },
      }),
    ]),
  );
  renderPage(<OwnershipPage />);
  expect(await screen.findByText(text)).toBeVisible();
});

it('says of an annotation what it names in vain, and what is like it', async () => {
  portal.answers(
    'getOwnershipHealth',
    someOwnershipHealth([
      anOwnershipProblem({
        problem: 'unmatched',
        instance: null,
        deployment: null,
        entity: 'component:default/payments-api',
        entityTitle: 'Payments API',
        annotation: {
          name: 'prefect.io/deployment',
          value: 'production:bank/reconsile',
        },
        suggestions: ['production:bank/reconcile'],
        guess: null,
        fix: null,
        owners: ['group:default/payments'],
      }),
    ]),
  );
  renderPage(<OwnershipPage />);
  const [row] = (await screen.findAllByRole('row')).slice(1);
  expect(row).toHaveTextContent(
    'prefect.io/deployment names production:bank/reconsile',
  );
  expect(row).toHaveTextContent('Did you mean production:bank/reconcile?');
  await expectNoAxeViolations();
});

it('tells how a claim is accepted, with the annotation and the file', async () => {
  portal.answers(
    'getOwnershipHealth',
    someOwnershipHealth([anOwnershipProblem({ problem: 'claimed' })]),
  );
  const { user } = renderPage(<OwnershipPage />);
  const accept = await screen.findByRole('button', {
    name: 'How to accept bank/orphan',
  });
  await user.click(accept);
  const dialog = within(await screen.findByRole('dialog'));
  dialog.getByText(/put this annotation into the file of Payments API/);
  dialog.getByText(
    'prefect.io/deployment: production:bank/reconcile, production:bank/orphan',
  );
  expect(dialog.getByRole('link', { name: 'Edit file' })).toHaveAttribute(
    'href',
    'https://git.example.com/edit',
  );
  await expectNoAxeViolations();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(accept).toHaveFocus());
});

it('filters by a count, by team and by instance', async () => {
  portal.answers('listInstances', {
    items: [anInstance({ id: 'dev', title: 'Development' }), anInstance()],
  });
  portal.answers('getOwnershipHealth', someOwnershipHealth());
  const { user, address } = renderPage(<OwnershipPage />);
  await user.click(
    await screen.findByRole('button', { name: 'Nobody owns it: 1' }),
  );
  expect(address()).toBe('/?problem=unowned');
  await waitFor(() => expect(lastAsked()).toContain('problem=unowned'));

  await user.click(screen.getByRole('button', { name: /Owner$/ }));
  await user.click(await screen.findByRole('option', { name: 'payments: 1' }));
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: /Instance$/ }));
  await user.click(
    await screen.findByRole('option', { name: 'Development: 0' }),
  );
  await user.keyboard('{Escape}');
  expect(address()).toBe(
    '/?problem=unowned&owner=group%3Adefault%2Fpayments&instance=dev',
  );
});
