import { screen, waitFor, within } from '@testing-library/react';
import {
  aDeploymentDetail,
  aGrantOfMine,
  anId,
  aRun,
  expectNoAxeViolations,
  inForce,
  inMinutes,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { MinePage } from './MinePage';

const portal = startPortalFake();

/** Without signals nothing but the page itself asks again as long as a test waits. */
const ASKS_BY_ITSELF = { signals: 'none' } as const;

const aPage = (...items: ReturnType<typeof aGrantOfMine>[]) => ({
  items,
  nextCursor: null,
});

/** One's own grants; nothing waits for one's approval. */
const mineAre = (...items: ReturnType<typeof aGrantOfMine>[]) =>
  portal.answers('listGrants', ({ query }) =>
    query.get('of') === 'mine' ? aPage(...items) : aPage(),
  );

const section = (name: string) => screen.findByRole('region', { name });

it.each([
  {
    state: 'loading',
    given: () => {
      portal.holds('listGrants');
    },
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing yet',
    given: () => {},
    shown: async () => {
      await screen.findByText('You have not asked for anything.');
      return screen.getByRole('link', { name: 'Go to the deployments' });
    },
  },
  {
    state: 'failed',
    given: () => portal.fails('listGrants'),
    shown: async () => {
      const alert = await screen.findByRole('alert');
      within(alert).getByText(
        'Could not load your rights. The rest is current.',
      );
      return within(alert).getByRole('button', { name: 'Try again' });
    },
  },
  {
    state: 'denied',
    given: () => portal.denies('listGrants'),
    shown: () => screen.findByText('No policy allows it.'),
  },
  {
    state: 'full',
    given: () =>
      mineAre(
        aGrantOfMine(inForce()),
        aGrantOfMine({ id: anId(901) }),
        aGrantOfMine({ id: anId(902), state: 'used', usedAt: minutesAgo(1) }),
      ),
    shown: () => section('In force'),
  },
])('$state: says so, and axe finds nothing', async ({ given, shown }) => {
  given();
  renderPage(<MinePage />);
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it.each([
  {
    what: 'what is in force: run it, give it back',
    grant: aGrantOfMine(inForce()),
    in: 'In force',
    says: /^\d+ min.* left; not used yet$/,
    buttons: ['Run with the approved parameters', 'Give back…'],
  },
  {
    what: 'what is in force for any parameters',
    grant: aGrantOfMine({ ...inForce(), parameters: null }),
    in: 'In force',
    says: /left/,
    buttons: ['Run', 'Give back…'],
  },
  {
    what: 'another right in force, used before',
    grant: aGrantOfMine({
      ...inForce(),
      right: 'operate',
      uses: 'many',
      usedAt: minutesAgo(5.5),
    }),
    in: 'In force',
    says: /left; used .*5 min/,
    buttons: ['Give back…'],
  },
  {
    what: 'what is over by the clock though nobody has ended it yet',
    grant: aGrantOfMine({ ...inForce(), expiresAt: minutesAgo(1) }),
    in: 'In force',
    says: /^Its time is over\./,
    buttons: [],
  },
  {
    what: 'what is asked for: withdraw it',
    grant: aGrantOfMine({ approvals: 1, approvalsNeeded: 2 }),
    in: 'Asked',
    says: /^1 hr, once; Approvals: 1 of 2; asked /,
    buttons: ['Withdraw'],
  },
  {
    what: 'what is past: nothing',
    grant: aGrantOfMine({ state: 'refused', endedAt: minutesAgo(1) }),
    in: 'Past',
    says: /asked/,
    buttons: [],
  },
])('may be done with $what', async row => {
  mineAre(row.grant);
  renderPage(<MinePage />);
  const item = within(await section(row.in)).getByRole('listitem');
  within(item).getByText('INC-204, a refund is stuck');
  within(item).getByText(
    (_, element) =>
      element?.tagName === 'P' && row.says.test(element.textContent ?? ''),
  );
  expect(
    within(item)
      .queryAllByRole('button')
      .map(each => each.textContent),
  ).toEqual(row.buttons);
});

it('leads to the story of each', async () => {
  mineAre(aGrantOfMine());
  renderPage(<MinePage />);
  expect(
    await screen.findByRole('link', { name: 'Run bank/reconcile' }),
  ).toHaveAttribute('href', `/prefect/access/grants/${anId(900)}`);
});

it('opens the run dialog with the approved parameters', async () => {
  mineAre(aGrantOfMine(inForce()));
  portal.answers('getDeployment', aDeploymentDetail());
  const { user } = renderPage(<MinePage />);
  await user.click(
    await screen.findByRole('button', {
      name: 'Run with the approved parameters',
    }),
  );
  expect(await screen.findByLabelText(/^region/)).toHaveValue('eu');
  screen.getByText(/^These parameters were approved/);
});

it('keeps the run dialog when the run has used the grant up', async () => {
  mineAre(aGrantOfMine(inForce()));
  portal.answers('getDeployment', aDeploymentDetail());
  portal.answers('startRun', aRun({ name: 'clever-otter' }));
  const { user } = renderPage(<MinePage />, ASKS_BY_ITSELF);
  await user.click(
    await screen.findByRole('button', {
      name: 'Run with the approved parameters',
    }),
  );
  const run = await screen.findByRole('button', { name: 'Run in production' });
  mineAre(aGrantOfMine({ state: 'used', usedAt: minutesAgo(0) }));

  await user.click(run);

  await screen.findByText('Started clever-otter');
  await waitFor(() =>
    expect(screen.getByText('Past', { selector: 'h2' })).toBeInTheDocument(),
  );
  screen.getByText('Started clever-otter');
  expect(portal.asked('startRun')).toMatchObject([
    { body: { parameters: { region: 'eu' } } },
  ]);
});

it('withdraws, and shows it as past only when the portal says so', async () => {
  mineAre(aGrantOfMine());
  const withdrawn = aGrantOfMine({ state: 'withdrawn' });
  portal.answers('withdrawGrant', withdrawn);
  const release = portal.holds('withdrawGrant');
  const { user } = renderPage(<MinePage />, ASKS_BY_ITSELF);
  await user.click(await screen.findByRole('button', { name: 'Withdraw' }));
  await section('Asked');

  mineAre(withdrawn);
  release();

  await within(await section('Past')).findByText('Withdrawn');
  expect(portal.asked('withdrawGrant')).toMatchObject([
    { path: { id: anId(900) }, body: undefined },
  ]);
});

it('gives back with a reason', async () => {
  mineAre(aGrantOfMine(inForce()));
  portal.answers('revokeGrant', aGrantOfMine({ state: 'revoked' }));
  const { user } = renderPage(<MinePage />);
  await user.click(await screen.findByRole('button', { name: 'Give back…' }));
  await screen.findByRole('dialog', { name: 'Give it back?' });
  await expectNoAxeViolations();

  await user.click(screen.getByRole('button', { name: 'Give back' }));
  expect(screen.getByRole('alert')).toHaveTextContent('Say why');
  await user.type(screen.getByRole('textbox'), 'Done already');
  await user.click(screen.getByRole('button', { name: 'Give back' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(portal.asked('revokeGrant')).toMatchObject([
    { body: { reason: 'Done already' } },
  ]);
});

it('tells what became of it meanwhile, and asks again', async () => {
  mineAre(aGrantOfMine());
  portal.fails('withdrawGrant', {
    status: 409,
    code: 'PREFECT_GRANT_CONFLICT',
    message: 'It is in force already.',
  });
  const { user } = renderPage(<MinePage />, ASKS_BY_ITSELF);
  const withdraw = await screen.findByRole('button', { name: 'Withdraw' });
  mineAre(aGrantOfMine(inForce()));

  await user.click(withdraw);

  await section('In force');
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Nothing was changed.It is in force already.',
  );
});

it('has the time left tick without a request', async () => {
  mineAre(aGrantOfMine({ ...inForce(), expiresAt: inMinutes(0.95) }));
  renderPage(<MinePage />);
  const first = (await screen.findByText(/sec left/)).textContent;
  const before = portal.asked('listGrants').length;
  await waitFor(
    () => expect(screen.getByText(/sec left/).textContent).not.toBe(first),
    { timeout: 3_000 },
  );
  expect(portal.asked('listGrants')).toHaveLength(before);
});
