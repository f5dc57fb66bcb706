import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import {
  aLedgerItem,
  aLedgerPage,
  aLedgerState,
  anId,
  anInstance,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { LedgerPage } from './LedgerPage';

const portal = startPortalFake();

const lastAsked = () =>
  Object.fromEntries(portal.asked('listLedger').at(-1)!.query);

const cellsOf = (row: HTMLElement) =>
  Array.from((row as HTMLTableRowElement).cells, cell => cell.textContent);

const WHY = 'No policy lets you audit one.';

it.each([
  {
    state: 'loading',
    given: () => portal.holds('listLedger'),
    shown: async () => (await screen.findAllByLabelText('Loading'))[0],
  },
  {
    state: 'nothing yet',
    given: () => {},
    shown: () => screen.findByText('Nothing yet.'),
  },
  {
    state: 'no match',
    at: '/?q=payouts',
    given: () => {},
    shown: () => screen.findByText('No entries match.'),
  },
  {
    state: 'not theirs to read',
    at: '/?q=payouts',
    given: () =>
      portal.answers(
        'listLedger',
        aLedgerPage([], { audits: 'nothing', sentence: WHY }),
      ),
    shown: async () => {
      expect(
        await screen.findByText('The ledger is not yours to read.'),
      ).toBeVisible();
      return screen.findByText(WHY);
    },
  },
  {
    state: 'denied',
    given: () => portal.denies('listLedger', 'Only auditors.'),
    shown: () => screen.findByText('Only auditors.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('listLedger'),
    shown: async () =>
      within(await screen.findByRole('alert')).getByText(
        'Could not load the ledger. The rest is current.',
      ),
  },
  {
    state: 'full',
    given: () => portal.answers('listLedger', aLedgerPage()),
    shown: () =>
      screen.findByRole('table', {
        name: 'Entries of the ledger, the newest first',
      }),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<LedgerPage />, { at });
  expect(await shown()).toBeVisible();
  expect(screen.getByText('Your search is recorded too.')).toBeVisible();
  await expectNoAxeViolations();
});

it('tells when, who and for whom, what, by which decision, through which door, and how it ended', async () => {
  portal.answers(
    'listLedger',
    aLedgerPage([
      aLedgerItem(),
      aLedgerItem({
        id: 'aaaa.9',
        kind: 'denial',
        principal: { kind: 'workload', ref: 'agent:assistant' },
        onBehalfOf: { kind: 'user', ref: 'user:default/mina' },
        action: 'run-cancel',
        door: 'actions',
        decision: { allowed: false, policies: [], version: 'a' },
        outcome: null,
      }),
      aLedgerItem({
        id: 'aaaa.11',
        decision: { allowed: false, policies: ['owners-run'], version: 'a' },
        outcome: {
          status: 'refused',
          code: 'PREFECT_REFUSED',
          at: minutesAgo(1),
        },
      }),
      aLedgerItem({ id: 'aaaa.13', outcome: null }),
      aLedgerItem({
        id: 'aaaa.15',
        kind: 'heartbeat',
        principal: null,
        action: 'ledger-retention',
        title: null,
        door: null,
        decision: null,
        outcome: null,
      }),
      aLedgerItem({ id: 'aaaa.17', action: 'grant-request', door: 'sky' }),
    ]),
  );
  renderPage(<LedgerPage />);
  const [, ...rows] = await screen.findAllByRole('row');

  expect(rows.map(row => cellsOf(row).slice(1))).toEqual([
    [
      'mina',
      'started a run: bank/reconcile',
      'Allowedby owners-run',
      'Portal',
      'Done',
    ],
    [
      'agent:assistant (on behalf of mina)',
      'cancelled a run: bank/reconcile',
      'Deniedno policy',
      'Agents and templates',
      '–',
    ],
    [
      'mina',
      'started a run: bank/reconcile',
      'Deniedclosest: owners-run',
      'Portal',
      'Refused by PrefectPREFECT_REFUSED',
    ],
    [
      'mina',
      'started a run: bank/reconcile',
      'Allowedby owners-run',
      'Portal',
      'Under way',
    ],
    ['the portal', 'deleted what was older than the retention', '–', '–', '–'],
    [
      'mina',
      'grant-request: bank/reconcile',
      'Allowedby owners-run',
      'sky',
      'Done',
    ],
  ]);
  expect(
    within(rows[0]).getByRole('link', {
      name: /^Open the entry: started a run/,
    }),
  ).toHaveAttribute('href', '/prefect/ledger/aaaa.7');
});

it('says of whom a part of the ledger is theirs why it is not all', async () => {
  portal.answers(
    'listLedger',
    aLedgerPage([aLedgerItem()], {
      audits: 'some',
      sentence: 'You see what the ledger has about 1 deployment.',
    }),
  );
  renderPage(<LedgerPage />);
  expect(
    await screen.findByText('You see what the ledger has about 1 deployment.'),
  ).toBeVisible();
});

it('has its filters in the URL, asks by them, and takes them back', async () => {
  portal.answers('listInstances', { items: [anInstance()] });
  portal.answers('listLedger', aLedgerPage());
  const { user, address } = renderPage(<LedgerPage />, {
    at: `/?run=${anId(1)}&action=grant-request`,
  });
  await waitFor(() => expect(portal.asked('listLedger')).not.toEqual([]));
  expect(lastAsked()).toMatchObject({ run: anId(1), action: 'grant-request' });

  const choose = async (filter: RegExp, option: string) => {
    await user.click(screen.getByRole('button', { name: filter }));
    await user.click(await screen.findByRole('option', { name: option }));
  };
  await user.click(
    screen.getByRole('button', { name: 'Not only Run 00000000' }),
  );
  await choose(/Did$/, 'started a run');
  await choose(/Decision$/, 'Denied');
  await choose(/Door$/, 'Portal');
  await choose(/Instance$/, 'Production');
  fireEvent.change(screen.getByRole('searchbox', { name: 'Who' }), {
    target: { value: 'mina' },
  });
  await waitFor(() =>
    expect(address()).toBe(
      '/?person=mina&action=run-start&decision=denied&door=portal&instance=production',
    ),
  );
  await waitFor(() =>
    expect(lastAsked()).toEqual({
      person: 'mina',
      action: 'run-start',
      decision: 'denied',
      door: 'portal',
      instance: 'production',
      limit: '50',
    }),
  );

  await choose(/Time$/, 'Last 7 days');
  await waitFor(() => expect(lastAsked()).toHaveProperty('since'));

  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(address()).toBe('/');
  await waitFor(() => expect(lastAsked()).toEqual({ limit: '50' }));
});

it('reads the ledger when somebody looks, and not again by itself', async () => {
  portal.answers('listLedger', aLedgerPage());
  const { user, signals } = renderPage(<LedgerPage />, { at: '/?since=1h' });
  await screen.findByRole('table');
  expect(portal.asked('listLedger')).toHaveLength(1);

  signals.send({ all: true });
  fireEvent(window, new Event('focus'));
  fireEvent(document, new Event('visibilitychange'));
  await waitFor(() =>
    expect(portal.asked('getLedgerState').length).toBeGreaterThan(1),
  );
  expect(portal.asked('listLedger')).toHaveLength(1);

  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  await waitFor(() => expect(portal.asked('listLedger')).toHaveLength(2));
});

describe('the badge', () => {
  it.each([
    [
      'checked',
      aLedgerState(),
      'Checked 4 min. ago',
      /^18,240 entries, nothing changed and nothing missing\./,
    ],
    [
      'checked after a retention',
      aLedgerState({ since: '2026-01-02T03:04:05.000Z' }),
      'Checked 4 min. ago',
      /What is older than .*2026.* was deleted\./,
    ],
    [
      'overdue',
      aLedgerState({ state: 'overdue', checkedAt: minutesAgo(180) }),
      'Not checked lately 3 hr. ago',
      /^18,240 entries were all right then\./,
    ],
    [
      'unchecked',
      aLedgerState({ state: 'unchecked', checkedAt: null, entries: null }),
      'Not checked yet ',
      /^The first verification has not ended\./,
    ],
    [
      'checking for the first time',
      aLedgerState({
        state: 'unchecked',
        checkedAt: null,
        entries: null,
        isChecking: true,
      }),
      'Checking ',
      /^The first verification has not ended\./,
    ],
    [
      'broken',
      aLedgerState({
        state: 'broken',
        broken: {
          entry: 'aaaa.17992',
          code: 'changed',
          message: 'aaaa.17992 is not what aaaa.17993 says it was.',
          goodBefore: '2026-01-02T03:04:05.000Z',
          goodFrom: '2026-02-02T03:04:05.000Z',
        },
      }),
      'Broken 4 min. ago',
      /^Broken at aaaa\.17992: aaaa\.17992 is not what .* Good before .* Good again from /,
    ],
    [
      'broken nowhere in particular',
      aLedgerState({
        state: 'broken',
        broken: {
          entry: null,
          code: 'no-seal',
          message: 'The export does not end with a seal.',
          goodBefore: null,
          goodFrom: null,
        },
      }),
      'Broken 4 min. ago',
      /^Broken: The export does not end with a seal\.$/,
    ],
  ])('%s: says so in words', async (_, state, badge, sentence) => {
    portal.answers('getLedgerState', state);
    renderPage(<LedgerPage />);
    expect(await screen.findByText(sentence)).toBeVisible();
    expect(
      screen.getAllByText((__, element) => element?.textContent === badge)[0],
    ).toBeVisible();
    await expectNoAxeViolations();
  });

  it('says how one checks it oneself, with the key, and gives the focus back', async () => {
    const { user, copied } = renderPage(<LedgerPage />);
    const button = await screen.findByRole('button', {
      name: 'Check it yourself',
    });
    act(() => button.focus());
    await user.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog'));
    dialog.getByText('Key f00dfeed');
    await expectNoAxeViolations();
    await user.click(dialog.getByRole('button', { name: 'Copy' }));
    expect(await copied()).toBe(
      'npx backstage-prefect ledger verify ledger.jsonl --key ledger.pub',
    );
    await user.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
  });
});

describe('the export', () => {
  const saved: { name: string; content: Blob }[] = [];
  beforeEach(() => {
    saved.length = 0;
    let content = new Blob();
    URL.createObjectURL = given => {
      content = given as Blob;
      return 'blob:1';
    };
    URL.revokeObjectURL = () => {};
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        saved.push({ name: this.download, content });
      });
  });
  afterEach(() => jest.restoreAllMocks());

  async function press(item: string | RegExp, at?: string) {
    const { user } = renderPage(<LedgerPage />, { at });
    await screen.findByRole('table');
    act(() => screen.getByRole('button', { name: 'Export' }).focus());
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('menuitem', { name: item }));
  }

  it('saves what the list shows', async () => {
    portal.answers('listLedger', aLedgerPage());
    portal.answers('exportLedger', new Blob(['id\r\n'], { type: 'text/csv' }));
    await press('CSV, what the list shows', '/?person=mina&decision=denied');

    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0].name).toMatch(/^ledger-[\dT-]+\.csv$/);
    const [{ query }] = portal.asked('exportLedger');
    expect(Object.fromEntries(query)).toEqual({
      person: 'mina',
      decision: 'denied',
      format: 'csv',
    });
    expect(
      await screen.findByText(/^ledger-.*\.csv is saved\.$/),
    ).toBeInTheDocument();
  });

  it('saves the whole ledger whatever the list shows', async () => {
    portal.answers('listLedger', aLedgerPage());
    portal.answers(
      'exportLedger',
      new Blob(['{}\n'], { type: 'application/x-ndjson' }),
    );
    await press('JSON lines to verify, the whole ledger', '/?person=mina');

    await waitFor(() => expect(saved[0]?.name).toMatch(/\.jsonl$/));
    const [{ query }] = portal.asked('exportLedger');
    expect(Object.fromEntries(query)).toEqual({ format: 'jsonl' });
  });

  it('is locked for the whole ledger with the reason where it is not theirs', async () => {
    portal.answers(
      'listLedger',
      aLedgerPage([aLedgerItem()], { audits: 'some', sentence: 'Some.' }),
    );
    await press(/^Locked: JSON lines/);
    expect(
      await screen.findByText(/^The whole ledger is for who may audit every/),
    ).toBeInTheDocument();
    expect(portal.asked('exportLedger')).toEqual([]);
  });

  it('says why it failed', async () => {
    portal.answers('listLedger', aLedgerPage());
    portal.fails('exportLedger', { status: 403, message: 'Not yours.' });
    await press(/^OCSF/);
    expect(
      await screen.findByText('The export failed: Not yours.'),
    ).toBeInTheDocument();
  });
});
