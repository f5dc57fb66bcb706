import { act, screen, waitFor, within } from '@testing-library/react';
import {
  aLedgerEntry,
  aLedgerState,
  anId,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { LedgerRoutes } from './LedgerRoutes';

const portal = startPortalFake();

const open = () =>
  renderPage(<LedgerRoutes />, {
    at: '/prefect/ledger/aaaa.7',
    mountPath: '/prefect/ledger/*',
  });

it.each([
  {
    state: 'loading',
    given: () => portal.holds('getLedgerEntry'),
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'not there or not theirs',
    given: () => portal.hides('getLedgerEntry'),
    shown: () => screen.findByText('Not here, deleted, or not yours to see.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('getLedgerEntry'),
    shown: async () =>
      within(await screen.findByRole('alert')).getByText(
        'Could not load the entry. The rest is current.',
      ),
  },
  {
    state: 'full',
    given: () => portal.answers('getLedgerEntry', aLedgerEntry()),
    shown: () =>
      screen.findByRole('heading', { name: 'started a run: bank/reconcile' }),
  },
])('$state: says so, and axe finds nothing', async ({ given, shown }) => {
  given();
  open();
  expect(await shown()).toBeVisible();
  expect(screen.getByText('Your search is recorded too.')).toBeVisible();
  await expectNoAxeViolations();
});

it('tells from the request to the run, and leads there and back', async () => {
  portal.answers('getLedgerEntry', aLedgerEntry());
  open();
  const steps = within(
    await screen.findByRole('list', { name: 'What happened' }),
  );
  expect(
    steps
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent?.replace(/\d.*ago$/, '…')),
  ).toEqual([
    'RequestedminaPortal',
    'DecisionAllowedby owners-runPolicies 4c1e9a',
    expect.stringMatching(/^Intent recorded.*before it was sent to Prefect$/),
    'OutcomeDone…',
    'Run00000000',
  ]);
  expect(screen.getByRole('link', { name: 'Open the run' })).toHaveAttribute(
    'href',
    `/prefect/runs/production/${anId(1)}`,
  );
  expect(
    screen.getByRole('link', { name: 'All about this run' }),
  ).toHaveAttribute(
    'href',
    `/prefect/ledger?instance=production&run=${anId(1)}`,
  );
  expect(screen.getByRole('link', { name: 'All entries' })).toHaveAttribute(
    'href',
    '/prefect/ledger',
  );
});

it('tells of a denial that nothing was sent', async () => {
  portal.answers(
    'getLedgerEntry',
    aLedgerEntry({
      kind: 'denial',
      run: null,
      outcome: null,
      decision: { allowed: false, policies: ['owners-run'], version: null },
    }),
  );
  open();
  const steps = within(
    await screen.findByRole('list', { name: 'What happened' }),
  );
  expect(
    steps.getAllByRole('listitem').map(({ textContent }) => textContent),
  ).toEqual(['RequestedminaPortal', 'DecisionDeniedclosest: owners-run']);
});

it('shows the parameters with their masks, and both entries as they were recorded', async () => {
  portal.answers('getLedgerEntry', aLedgerEntry());
  const { user, copied } = open();
  const parameters = within(
    await screen.findByRole('table', { name: 'Parameters' }),
  );
  expect(parameters.getByRole('row', { name: 'api_token ••••' })).toBeVisible();

  await user.click(screen.getByText('Its end, as it was recorded (JSON)'));
  const [, , , copy] = screen.getAllByRole('button', { name: 'Copy' });
  await user.click(copy);
  expect(JSON.parse(await copied())).toMatchObject({ id: 'aaaa.7' });
});

it('gets the proof when it is wanted, with what it takes to check it', async () => {
  portal.answers('getLedgerEntry', aLedgerEntry());
  portal.answers('getLedgerState', aLedgerState());
  portal.answers('proveLedgerEntry', {
    entry: {},
    checkpoint: {
      number: 12,
      writer: 'aaaa',
      at: minutesAgo(2),
      key: 'f00dfeed',
    },
    path: [],
  });
  const { user } = open();
  const button = await screen.findByRole('button', { name: 'Get the proof' });
  expect(portal.asked('proveLedgerEntry')).toEqual([]);
  act(() => button.focus());
  await user.keyboard('{Enter}');

  expect(
    await screen.findByText(
      /^Checkpoint 12 of aaaa has signed it at .* with the key f00dfeed\.$/,
    ),
  ).toBeVisible();
  expect(
    screen.getByText(
      'npx backstage-prefect ledger proof proof-aaaa.7.json --key ledger.pub',
    ),
  ).toBeVisible();
  await waitFor(() =>
    expect(
      screen.getByRole('button', { name: 'Save ledger.pub' }),
    ).toBeVisible(),
  );
  await expectNoAxeViolations();
});
