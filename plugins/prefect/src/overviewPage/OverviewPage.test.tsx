import { screen, waitFor, within } from '@testing-library/react';
import {
  aGrant,
  anAttentionItem,
  anId,
  anOverview,
  aRun,
  aState,
  aTeamRow,
  aTeamSeries,
  denied,
  expectNoAxeViolations,
  inMinutes,
  minutesAgo,
  renderPage,
  someFacets,
  startPortalFake,
} from '../testing';
import { OverviewPage } from './OverviewPage';

const portal = startPortalFake();

const aScheduledRun = (minutes: number) =>
  aRun({
    id: anId(700 + minutes),
    state: aState('SCHEDULED'),
    expectedStart: inMinutes(minutes),
    start: null,
    end: null,
    durationMs: null,
  });

const ownersAsked = () =>
  portal.asked('getOverview').map(({ query }) => query.getAll('owner'));

it.each([
  {
    state: 'loading',
    given: () => portal.holds('getOverview'),
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing of my teams',
    given: () => {},
    shown: async () => {
      await screen.findByText('No deployment belongs to your teams.');
      return screen.getByRole('button', { name: 'Show everything' });
    },
  },
  {
    state: 'nothing at all',
    at: '/?owner=all',
    given: () => {},
    shown: () =>
      screen.findByText('No deployment yet, or none that you may see.'),
  },
  {
    state: 'nothing of an owner',
    at: '/?owner=group:default/data',
    given: () => {},
    shown: () =>
      screen.findByText('No deployment that you may see belongs to data.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('getOverview'),
    shown: async () => {
      const alert = await screen.findByRole('alert');
      within(alert).getByText(
        'Could not load the overview. The rest is current.',
      );
      return within(alert).getByRole('button', { name: 'Try again' });
    },
  },
  {
    state: 'nothing needs me',
    given: () => portal.answers('getOverview', anOverview({ attention: [] })),
    shown: () => screen.findByText(/^Nothing needs you\. Next: /),
  },
  {
    state: 'full',
    given: () => portal.answers('getOverview', anOverview()),
    shown: () => screen.findByRole('heading', { name: '1 needs you' }),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<OverviewPage />, { at });
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it.each([
  {
    item: () => anAttentionItem({ failures: 3, since: minutesAgo(0) }),
    icon: 'Failing',
    says: /^failed 3 times since .*\d\d:\d\d/,
    action: 'Open: bank/reconcile',
  },
  {
    item: () => anAttentionItem({ failures: 1, since: minutesAgo(4.5) }),
    icon: 'Failing',
    says: 'failed 4 min. ago',
    action: 'Open: bank/reconcile',
  },
  {
    item: () =>
      anAttentionItem({ kind: 'late', since: minutesAgo(12.5), failures: 0 }),
    icon: 'Late',
    says: 'is late, was due 12 min. ago',
    action: 'Open: bank/reconcile',
  },
  {
    item: () =>
      anAttentionItem({ kind: 'waiting', until: inMinutes(9 * 60 + 1) }),
    icon: 'Waits for input',
    says: /^waits for input, 9 hr/,
    action: 'Answer: bank/reconcile',
  },
  {
    item: () => anAttentionItem({ kind: 'waiting', until: minutesAgo(1) }),
    icon: 'Waits for input',
    says: 'waits for input, its time is over',
    action: 'Answer: bank/reconcile',
  },
  {
    item: () => anAttentionItem({ kind: 'waiting', since: minutesAgo(0) }),
    icon: 'Waits for input',
    says: /^waits for input since .*\d\d:\d\d/,
    action: 'Answer: bank/reconcile',
  },
])('says what is the matter: $says', async ({ item, icon, says, action }) => {
  const attention = item();
  portal.answers('getOverview', anOverview({ attention: [attention] }));
  renderPage(<OverviewPage />);
  const list = await screen.findByRole('list', {
    name: 'What needs somebody, most urgent first',
  });
  const [row] = within(list).getAllByRole('listitem');
  within(row).getByRole('img', { name: icon });
  within(row).getByText(says);
  expect(
    within(row).queryAllByText('ValueError: ledger and bank totals differ'),
  ).toHaveLength(attention.kind === 'waiting' ? 0 : 1);
  within(row).getByText('production');
  within(row).getByRole('link', { name: 'payments' });
  expect(within(row).getByRole('link', { name: action })).toHaveAttribute(
    'href',
    `/prefect/runs/production/${anId(1)}`,
  );
  expect(
    within(row).getByRole('link', { name: 'bank/reconcile' }),
  ).toHaveAttribute(
    'href',
    `/prefect/runs?instance=production&deployment=${anId(100)}`,
  );
});

it('names what has no deployment by its flow', async () => {
  const item = anAttentionItem({ deployment: null });
  portal.answers('getOverview', anOverview({ attention: [item] }));
  renderPage(<OverviewPage />);
  expect(await screen.findByRole('link', { name: 'Open: bank' })).toBeVisible();
});

it.each([
  { at: '/', count: 2, says: '2 need you' },
  { at: '/', count: 50, says: '50 or more need you' },
  { at: '/?owner=all', count: 1, says: '1 needs somebody' },
  { at: '/?owner=all', count: 0, says: /^Nothing needs anybody\. Next: bank/ },
])('sums up $count of $at', async ({ at, count, says }) => {
  const attention = Array.from({ length: count }, (_, number) =>
    anAttentionItem({ run: aRun({ id: anId(number) }) }),
  );
  portal.answers('getOverview', anOverview({ attention }));
  renderPage(<OverviewPage />, { at });
  expect(
    await screen.findByRole('heading', { level: 2, name: says }),
  ).toBeVisible();
});

it('shows what runs, for how long, and leads to all of it', async () => {
  const running = Array.from({ length: 9 }, (_, number) =>
    aRun({
      id: anId(number),
      state: aState('RUNNING', { timestamp: minutesAgo(2.5) }),
      start: minutesAgo(2.5),
      end: null,
      durationMs: 0,
    }),
  );
  portal.answers('getOverview', anOverview({ running }));
  renderPage(<OverviewPage />);
  const section = await screen.findByRole('region', { name: 'Running' });
  const items = within(section).getAllByRole('listitem');
  expect(items).toHaveLength(8);
  within(items[0]).getByText(/^2 min/);
  expect(within(section).getByRole('link', { name: '9 runs' })).toHaveAttribute(
    'href',
    '/prefect/runs?owner=mine&state=RUNNING&state=PENDING&state=CANCELLING',
  );
});

it('shows what is next, and leads to all of it', async () => {
  portal.answers(
    'getOverview',
    anOverview({ upcoming: { count: 14, items: [aScheduledRun(20)] } }),
  );
  renderPage(<OverviewPage />, { at: '/?owner=all' });
  const section = await screen.findByRole('region', { name: 'Next 2 hours' });
  within(section).getByText(/, in (19|20|21) min\.$/);
  const all = within(section).getByRole('link', { name: '14 runs' });
  const url = new URL(all.getAttribute('href')!, 'http://localhost');
  expect(url.pathname).toBe('/prefect/runs');
  expect(url.searchParams.getAll('state')).toEqual(['SCHEDULED']);
  expect(url.searchParams.get('future')).toBe('true');
  const between = ['since', 'until'].map(name =>
    Date.parse(url.searchParams.get(name)!),
  );
  expect(between[1] - between[0]).toBe(2 * 3_600_000);
});

it('says when nothing runs and nothing is due', async () => {
  portal.answers(
    'getOverview',
    anOverview({ running: [], upcoming: { count: 0, items: [] } }),
  );
  renderPage(<OverviewPage />);
  expect(await screen.findByText('Nothing runs')).toBeVisible();
  expect(screen.getByText('Nothing is due')).toBeVisible();
});

it('leads from each number of a team to what it counts', async () => {
  portal.answers(
    'getOverview',
    anOverview({
      teams: [
        aTeamRow(),
        aTeamRow({
          owner: null,
          deployments: 1,
          failing: 0,
          late: 0,
          running: 0,
          successRate: null,
          latenessMs: null,
        }),
      ],
    }),
  );
  renderPage(<OverviewPage />);
  const table = await screen.findByRole('table', { name: 'By team' });
  const [, payments, nobody] = within(table).getAllByRole('row');
  within(payments).getByRole('rowheader', { name: 'payments' });
  const owner = 'owner=group%3Adefault%2Fpayments';
  const finished = `/prefect/runs?${owner}&state=FAILED&state=CRASHED&state=COMPLETED&since=7d`;
  const linksOf = (row: HTMLElement) =>
    within(row)
      .getAllByRole('link')
      .map(link => [
        link.getAttribute('aria-label') ?? link.textContent,
        link.getAttribute('href'),
      ]);
  expect(linksOf(payments)).toEqual([
    ['payments', '/catalog/default/group/payments'],
    ['12, Deployments, payments', `/prefect/deployments?${owner}`],
    ['1, Failing, payments', `/prefect/deployments?${owner}&health=failing`],
    ['2, Running, payments', `/prefect/runs?${owner}&state=RUNNING`],
    ['98.1%, Success 7 d, payments', finished],
    ['4 sec, Lateness, payments', finished],
  ]);
  expect(linksOf(nobody)).toEqual([
    ['1, Deployments, Nobody', '/prefect/deployments?owner=none'],
  ]);
  expect(
    within(nobody)
      .getAllByRole('cell')
      .map(cell => cell.textContent),
  ).toEqual(['1', '0', '0', '0', '–', '–']);
});

it('charts each team of the scope over the time that the reader chose', async () => {
  portal.answers('getOverview', anOverview());
  portal.answers('getCharts', {
    items: [aTeamSeries('group:default/data'), aTeamSeries(null)],
    nextCursor: null,
  });
  const { user, address } = renderPage(<OverviewPage />, {
    at: '/?owner=group:default/data&since=30d',
  });
  const section = within(
    await screen.findByRole('region', { name: 'Over time' }),
  );
  await section.findByRole('group', { name: 'Success: data' });
  section.getByRole('group', { name: 'Success: Nobody' });
  const [{ query }] = portal.asked('getCharts');
  expect(
    ['by', 'owner', 'points'].map(name => query.getAll(name).join()),
  ).toEqual(['owner', 'group:default/data', '30']);
  await expectNoAxeViolations();

  await user.click(section.getByRole('button', { name: /Chart of$/ }));
  await user.click(await screen.findByRole('option', { name: 'Lateness' }));
  await section.findByRole('group', { name: 'Lateness: data' });
  expect(address()).toBe(
    '/?owner=group%3Adefault%2Fdata&since=30d&measure=lateness',
  );
});

it.each([
  {
    who: 'who is in a team sees their own',
    teams: ['group:default/payments'],
    at: '/',
    scope: 'My teams',
    asked: ['user:default/mina', 'group:default/payments'],
  },
  {
    who: 'who is in none sees everything',
    teams: [],
    at: '/',
    scope: 'Everything',
    asked: [],
  },
  {
    who: 'a link decides',
    teams: ['group:default/payments'],
    at: '/?owner=group:default/data',
    scope: 'data',
    asked: ['group:default/data'],
  },
])('$who', async ({ teams, at, scope, asked }) => {
  portal.answers('getOverview', anOverview());
  renderPage(<OverviewPage />, { at, teams });
  await screen.findByRole('table');
  screen.getByRole('button', { name: `${scope} Overview of` });
  expect(ownersAsked()).toEqual([asked]);
  await waitFor(() =>
    expect(
      portal.asked('getCharts').map(({ query }) => query.getAll('owner')),
    ).toEqual([asked]),
  );
});

it('changes the scope in the URL, where "back" finds the one before', async () => {
  portal.answers('getOverview', anOverview());
  portal.answers('getFacets', someFacets());
  const { user, address } = renderPage(<OverviewPage />);
  await user.click(
    await screen.findByRole('button', { name: 'My teams Overview of' }),
  );
  expect(
    (await screen.findAllByRole('option')).map(option => option.textContent),
  ).toEqual(['My teams', 'Everything', 'payments', 'What belongs to nobody']);
  await user.click(screen.getByRole('option', { name: 'Everything' }));
  expect(address()).toBe('/?owner=all');
  await screen.findByRole('heading', { name: '1 needs somebody' });
  await waitFor(() => expect(ownersAsked().at(-1)).toEqual([]));
});

it('widens the scope of whose teams own nothing', async () => {
  portal.answers('getOverview', ({ query }) =>
    query.has('owner')
      ? anOverview({
          attention: [],
          running: [],
          upcoming: { count: 0, items: [] },
          teams: [],
        })
      : anOverview(),
  );
  const { user } = renderPage(<OverviewPage />);
  await user.click(
    await screen.findByRole('button', { name: 'Show everything' }),
  );
  expect(
    await screen.findByRole('heading', { name: '1 needs somebody' }),
  ).toBeVisible();
});

it('shows what changed when a signal tells', async () => {
  portal.answers('getOverview', anOverview());
  const { signals } = renderPage(<OverviewPage />);
  await screen.findByRole('heading', { name: '1 needs you' });
  portal.answers('getOverview', anOverview({ attention: [] }));
  signals.send({ runs: [anId(1)] });
  expect(
    await screen.findByRole('heading', { name: /^Nothing needs you/ }),
  ).toBeVisible();
});

describe('what others ask the reader for', () => {
  const waits = () =>
    portal.answers('listGrants', {
      items: [
        aGrant(),
        aGrant({ id: anId(901), kind: 'break-glass', review: 'open' }),
        aGrant({
          id: anId(902),
          rights: { decide: denied('Not you.'), isOwn: false },
        }),
      ],
      nextCursor: null,
    });
  const list = () =>
    screen.findByRole('list', { name: 'What waits for your approval' });

  it('is told first, counts, and leads to deciding', async () => {
    waits();
    portal.answers('getOverview', anOverview());
    renderPage(<OverviewPage />);
    const [asked, taken, ...more] = within(await list()).getAllByRole(
      'listitem',
    );
    expect(asked).toHaveTextContent(
      /^lenaasks to runbank\/reconcileproduction1 hrINC-204/,
    );
    expect(taken).toHaveTextContent(/^lenabroke the glass to run/);
    expect(more).toEqual([]);
    expect(
      within(asked).getByRole('link', { name: 'Review: bank/reconcile' }),
    ).toHaveAttribute('href', `/prefect/access/approvals?grant=${anId(900)}`);
    await screen.findByRole('heading', { name: '3 need you' });
    await expectNoAxeViolations();
  });

  it('is there for who owns nothing too', async () => {
    waits();
    renderPage(<OverviewPage />);
    await list();
    await screen.findByText('No deployment belongs to your teams.');
  });

  it.each([
    ['the overview is of another team', '/?owner=group:default/data', waits],
    ['it cannot be fetched', '/', () => portal.fails('listGrants')],
  ])('is absent where %s', async (_, at, given) => {
    given();
    portal.answers('getOverview', anOverview());
    renderPage(<OverviewPage />, { at });
    await screen.findByRole('heading', { name: /^1 needs/ });
    expect(
      screen.queryByRole('list', { name: 'What waits for your approval' }),
    ).toBeNull();
  });
});
