import { act, screen, waitFor, within } from '@testing-library/react';
import {
  aDeployment,
  anId,
  anInstance,
  denied,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  rights,
  someFacets,
  startPortalFake,
} from '../testing';
import { DeploymentsPage } from './DeploymentsPage';

const portal = startPortalFake();

const aPage = (items = [aDeployment()], over = {}) => ({
  items,
  totalCount: items.length,
  nextCursor: null,
  ...over,
});

const lastAsked = () => String(portal.asked('listDeployments').at(-1)?.query);

it.each([
  {
    state: 'loading',
    given: () => portal.holds('listDeployments'),
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing yet',
    given: () => {},
    shown: async () => {
      await screen.findByText('No deployment yet, or none that you may see.');
      screen.getByText(/^prefect deploy /);
      return screen.getByRole('button', { name: 'Copy' });
    },
  },
  {
    state: 'no match',
    at: '/?health=late',
    given: () => {},
    shown: () => screen.findByText('No deployments match.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('listDeployments'),
    shown: async () => {
      const alert = await screen.findByRole('alert');
      within(alert).getByText(
        'Could not load the deployments. The rest is current.',
      );
      return within(alert).getByRole('button', { name: 'Try again' });
    },
  },
  {
    state: 'values of the filters failed',
    given: () => {
      portal.fails('getFacets');
      portal.answers('listDeployments', aPage());
    },
    shown: async () => {
      await screen.findByText(/^Could not load what one can filter by/);
      return screen.findByRole('table');
    },
  },
  {
    state: 'full',
    given: () => portal.answers('listDeployments', aPage()),
    shown: () => screen.findByRole('table', { name: 'the deployments' }),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<DeploymentsPage />, { at });
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it('tells of each what it is, whose, where, how it fares and what runs it', async () => {
  portal.answers(
    'listDeployments',
    aPage([
      aDeployment({
        health: 'failing',
        cause: 'ValueError: totals differ',
        stats: { ...aDeployment().stats, successRate: 0.71 },
        pollingWorkers: 0,
      }),
    ]),
  );
  renderPage(<DeploymentsPage />);
  const row = (await screen.findAllByRole('row'))[1];
  const headers = screen.getAllByRole('columnheader');
  expect(headers.map(header => header.textContent)).toEqual([
    'Deployment',
    'Environment',
    'Owner',
    'Last runs',
    'Success',
    'Usual',
    'Schedule, next',
    'Pool and workers',
    'Version',
    'Actions',
  ]);
  within(row).getByRole('img', { name: 'Failing' });
  within(row).getByText('ValueError: totals differ');
  within(row).getByRole('link', { name: 'payments' });
  for (const text of ['production', '71%', '6 sec', 'v1.4.2']) {
    within(row).getByText(text);
  }
  within(row).getByText('No worker polls demo');
  expect(
    within(row).getByRole('link', { name: 'bank/reconcile' }),
  ).toHaveAttribute('href', `/prefect/runs?deployment=${anId(100)}`);
});

it('keeps the button of who may not run, with the reason', async () => {
  portal.answers(
    'listDeployments',
    aPage([
      aDeployment({ may: rights({ run: denied('Ask team-payments.') }) }),
    ]),
  );
  const { user } = renderPage(<DeploymentsPage />);
  const run = await screen.findByRole('button', {
    name: 'Run bank/reconcile in production',
  });
  expect(run).toHaveAttribute('aria-disabled', 'true');
  await user.click(run);
  await screen.findByText('Ask team-payments.');
});

it('says which instance is behind', async () => {
  portal.answers('listInstances', {
    items: [
      anInstance({
        freshness: { state: 'stale', asOf: minutesAgo(5), message: null },
      }),
    ],
  });
  renderPage(<DeploymentsPage />);
  expect(
    await screen.findByText(/^Production has not answered since/),
  ).toBeVisible();
});

it('asks for what the URL says, and for "my teams" by their names', async () => {
  renderPage(<DeploymentsPage />, {
    at: '/?owner=mine&owner=none&health=failing&instance=production&tag=a&tag=b&entity=component:default/x&q=etl&sort=nextRun',
  });
  await screen.findByText('No deployments match.');
  expect([...new URLSearchParams(lastAsked())].toSorted()).toEqual(
    [
      ['owner', 'user:default/mina'],
      ['owner', 'group:default/payments'],
      ['owner', 'none'],
      ['health', 'failing'],
      ['instance', 'production'],
      ['tag', 'a'],
      ['tag', 'b'],
      ['entity', 'component:default/x'],
      ['q', 'etl'],
      ['sort', 'nextRun'],
      ['limit', '50'],
    ].toSorted(),
  );
});

it('narrows by owner and health, by keyboard, and clears', async () => {
  portal.answers('getFacets', someFacets());
  const { user, address } = renderPage(<DeploymentsPage />);
  await screen.findByText(/^No deployment yet/);

  act(() => screen.getByRole('button', { name: /Owner$/ }).focus());
  await user.keyboard('{Enter}');
  const owners = await screen.findByRole('listbox');
  expect(
    within(owners)
      .getAllByRole('option')
      .map(option => option.textContent),
  ).toEqual(['My teams', 'payments', 'Nobody']);
  await user.click(within(owners).getByRole('option', { name: 'My teams' }));
  await user.keyboard('{Escape}');
  expect(address()).toBe('/?owner=mine');

  await user.click(screen.getByRole('button', { name: /Health$/ }));
  await user.click(await screen.findByRole('option', { name: 'Late' }));
  await user.click(screen.getByRole('option', { name: 'Failing' }));
  await user.keyboard('{Escape}');
  expect(address()).toBe('/?owner=mine&health=failing&health=late');
  await waitFor(() =>
    expect(lastAsked()).toContain('health=failing&health=late'),
  );

  const clear = await screen.findAllByRole('button', { name: 'Clear filters' });
  expect(clear).toHaveLength(2);
  await user.click(clear[1]);
  expect(address()).toBe('/');
  expect(screen.getByRole('searchbox', { name: 'Name' })).toHaveFocus();
  await screen.findByText(/^No deployment yet/);
});

it('finds by name once the typing pauses', async () => {
  const { user, address } = renderPage(<DeploymentsPage />);
  await user.type(
    await screen.findByRole('searchbox', { name: 'Name' }),
    'recon',
  );
  await waitFor(() => expect(address()).toBe('/?q=recon'));
  await waitFor(() => expect(lastAsked()).toContain('q=recon'));
  expect(portal.asked('listDeployments')).toHaveLength(2);
});

it('keeps what is asked for though no deployment has it, to be taken back', async () => {
  const { user, address } = renderPage(<DeploymentsPage />, {
    at: '/?tag=gone',
  });
  await user.click(await screen.findByRole('button', { name: /Tag$/ }));
  await user.click(await screen.findByRole('option', { name: 'gone' }));
  expect(address()).toBe('/');
});

it('sorts', async () => {
  const { user, address } = renderPage(<DeploymentsPage />);
  await user.click(await screen.findByRole('button', { name: /Sort by$/ }));
  await user.click(
    await screen.findByRole('option', { name: 'Next run, soonest first' }),
  );
  expect(address()).toBe('/?sort=nextRun');
});

it('turns pages by cursor, forth and back, and begins again when filtered', async () => {
  portal.answers('listDeployments', ({ query }) => {
    const cursor = query.get('cursor');
    const number = cursor === null ? 0 : Number(cursor);
    return {
      items: [aDeployment({ id: anId(number), title: `flow/${number}` })],
      totalCount: 101,
      nextCursor: number < 2 ? String(number + 1) : null,
    };
  });
  const { user, address } = renderPage(<DeploymentsPage />);
  await screen.findByText('flow/0');
  screen.getByText('1–1 of 101');
  const next = screen.getByRole('button', { name: 'Next page' });
  const previous = screen.getByRole('button', { name: 'Previous page' });
  expect(previous).toHaveAttribute('aria-disabled', 'true');

  await user.click(next);
  await screen.findByText('flow/1');
  screen.getByText('51–51 of 101');
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  await screen.findByText('flow/2');
  expect(address()).toBe('/?cursor=2');
  const end = screen.getByRole('button', { name: 'Next page' });
  expect(end).toHaveAttribute('aria-disabled', 'true');
  expect(end).toHaveFocus();

  await user.click(screen.getByRole('button', { name: 'Previous page' }));
  await screen.findByText('flow/1');
  await user.type(screen.getByRole('searchbox', { name: 'Name' }), 'x{Enter}');
  await screen.findByText('flow/0');
  expect(address()).toBe('/?q=x');
});

it('leads from a linked page to the first', async () => {
  portal.answers('listDeployments', aPage(undefined, { totalCount: 101 }));
  const { user, address } = renderPage(<DeploymentsPage />, {
    at: '/?cursor=2',
  });
  await screen.findByText('101 in all');
  await user.click(screen.getByRole('button', { name: 'First page' }));
  expect(address()).toBe('/');
});

it('shows what changed when a signal tells', async () => {
  portal.answers('listDeployments', aPage());
  const { signals } = renderPage(<DeploymentsPage />);
  await screen.findByRole('img', { name: 'Healthy' });
  portal.answers('listDeployments', aPage([aDeployment({ health: 'late' })]));
  signals.send({ deployments: [anId(100)] });
  expect(await screen.findByRole('img', { name: 'Late' })).toBeVisible();
});
