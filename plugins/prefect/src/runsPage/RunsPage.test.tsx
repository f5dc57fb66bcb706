import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { useNavigate } from 'react-router-dom';
import {
  aHistoryBucket,
  anId,
  anInstance,
  aRun,
  aRunDetail,
  aState,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  someFacets,
  startPortalFake,
} from '../testing';
import { RunsPage } from './RunsPage';

const portal = startPortalFake();

const aPage = (items: Run[] = [aRun()], over = {}) => ({
  items,
  totalCount: items.length,
  nextCursor: null,
  ...over,
});

const named = (name: string, over: Partial<Run> = {}) =>
  aRun({ id: anId(name.charCodeAt(0)), name, ...over });

const lastAsked = () => portal.asked('listRuns').at(-1)?.query;

const shownRows = () => screen.getAllByRole('row').slice(1);

/** Names of the runs in the list, from the top. */
const shownRuns = () =>
  shownRows().map(row => within(row).getAllByRole('link')[0].textContent);

/** States of the runs in the list, from the top. */
const shownStates = () =>
  shownRows().map(row => within(row).getAllByRole('cell')[0].textContent);

/** The page with the browser's Back, as a button. */
function PageWithBack() {
  const navigate = useNavigate();
  return (
    <>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
      <RunsPage />
    </>
  );
}

describe('what it says', () => {
  it.each([
    {
      state: 'loading',
      given: () => portal.holds('listRuns'),
      shown: () => screen.findByRole('status', { name: 'Loading' }),
    },
    {
      state: 'nothing yet',
      given: () => {},
      shown: async () => {
        await screen.findByText('No run yet, or none that you may see.');
        return screen.getByRole('link', { name: 'Open the deployments' });
      },
    },
    {
      state: 'nothing yet, with sub-flows',
      at: '/?subflows=true',
      given: () => {},
      shown: () => screen.findByText('No run yet, or none that you may see.'),
    },
    {
      state: 'no match',
      at: '/?state=FAILED',
      given: () => {},
      shown: () => screen.findByText('No runs match.'),
    },
    {
      state: 'failed',
      given: () => portal.fails('listRuns'),
      shown: async () => {
        const alert = await screen.findByRole('alert');
        within(alert).getByText(
          'Could not load the runs. The rest is current.',
        );
        return within(alert).getByRole('button', { name: 'Try again' });
      },
    },
    {
      state: 'chart failed',
      given: () => {
        portal.fails('getRunHistory');
        portal.answers('listRuns', aPage());
      },
      shown: async () => {
        await screen.findByText(/^Could not load the history/);
        return screen.findByRole('table', { name: 'Runs' });
      },
    },
    {
      state: 'values of the filters failed',
      given: () => {
        portal.fails('getFacets');
        portal.answers('listRuns', aPage());
      },
      shown: async () => {
        await screen.findByText(/^Could not load what one can filter by/);
        return screen.findByRole('table', { name: 'Runs' });
      },
    },
    {
      state: 'full',
      given: () => {
        portal.answers('getRunHistory', { items: [aHistoryBucket()] });
        portal.answers('listRuns', aPage());
      },
      shown: async () => {
        await screen.findByRole('group', { name: 'Runs over time' });
        return screen.findByRole('table', { name: 'Runs' });
      },
    },
  ])('$state, and axe finds nothing', async ({ at, given, shown }) => {
    given();
    renderPage(<RunsPage />, { at });
    expect(await shown()).toBeVisible();
    await expectNoAxeViolations();
  });

  it('which instance is behind', async () => {
    portal.answers('listInstances', {
      items: [
        anInstance({
          freshness: { state: 'stale', asOf: minutesAgo(5), message: null },
        }),
      ],
    });
    renderPage(<RunsPage />);
    expect(
      await screen.findByText(/^Production has not answered since/),
    ).toBeVisible();
  });

  it('of a run: state, deployment, cause, where, whose, who, when, how long', async () => {
    portal.answers(
      'listRuns',
      aPage([
        aRun({
          state: aState('FAILED', {
            message:
              'Flow run encountered an exception: ValueError: totals differ',
          }),
          startedBy: {
            kind: 'user',
            name: 'Mina',
            entity: 'user:default/mina',
          },
        }),
        aRun({
          id: anId(2),
          deployment: null,
          owners: [],
          start: null,
          expectedStart: null,
          durationMs: null,
        }),
      ]),
    );
    renderPage(<RunsPage />);
    const [, first, second] = await screen.findAllByRole('row');
    expect(
      screen.getAllByRole('columnheader').map(header => header.textContent),
    ).toEqual([
      'State',
      'Deployment, run',
      'Environment',
      'Owner',
      'Started by',
      'Start',
      'Took',
    ]);
    for (const text of [
      'Failed',
      'ValueError: totals differ',
      'production',
      '1 min',
    ]) {
      expect(within(first).getByText(text)).toBeVisible();
    }
    expect(
      within(first)
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['bank/reconcile imported-lion', `/prefect/runs/production/${anId(1)}`],
      ['payments', '/catalog/default/group/payments'],
      ['Mina', '/catalog/default/user/mina'],
    ]);
    for (const text of ['bank', 'Nobody', 'schedule']) {
      expect(within(second).getByText(text)).toBeVisible();
    }
  });

  it.each([
    [10_000, '1–1 of 10,000'],
    [10_001, '1–1 of more than 10,000'],
  ])('of %s runs', async (totalCount, text) => {
    portal.answers('listRuns', aPage([aRun()], { totalCount }));
    renderPage(<RunsPage />);
    expect(await screen.findByText(text)).toBeVisible();
  });
});

describe('what it asks', () => {
  it('is what the URL says, of the list and of the chart', async () => {
    renderPage(<RunsPage />, {
      at: `/?q=etl&owner=mine&owner=none&state=FAILED&state=LATE&instance=production&deployment=${anId(
        100,
      )}&entity=component:default/x&tag=a&tag=b&future=true&subflows=true&since=2026-11-24T20:00:00Z&until=2026-11-24T21:00:00Z&cursor=c`,
    });
    await screen.findByText('No runs match.');
    const shared = [
      ['q', 'etl'],
      ['owner', 'user:default/mina'],
      ['owner', 'group:default/payments'],
      ['owner', 'none'],
      ['state', 'FAILED'],
      ['state', 'LATE'],
      ['instance', 'production'],
      ['deployment', anId(100)],
      ['entity', 'component:default/x'],
      ['tag', 'a'],
      ['tag', 'b'],
      ['since', '2026-11-24T20:00:00.000Z'],
      ['until', '2026-11-24T21:00:00.000Z'],
    ];
    expect([...(lastAsked() ?? [])].toSorted()).toEqual(
      [
        ...shared,
        ['future', 'true'],
        ['subflows', 'true'],
        ['cursor', 'c'],
        ['limit', '50'],
      ].toSorted(),
    );
    expect(
      [...(portal.asked('getRunHistory').at(-1)?.query ?? [])].toSorted(),
    ).toEqual([...shared, ['buckets', '60']].toSorted());
  });

  it('is everything but sub-flows and future runs, unless the URL says more', async () => {
    renderPage(<RunsPage />, { at: '/?state=BROKEN&deployment=42&since=soon' });
    await screen.findByText(/^No run yet/);
    expect(String(lastAsked())).toBe('future=false&subflows=false&limit=50');
  });

  it('follows the filters, which are worked by keyboard, and clears', async () => {
    portal.answers('getFacets', someFacets());
    const { user, address } = renderPage(<RunsPage />);
    await screen.findByText(/^No run yet/);

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

    await user.click(screen.getByRole('button', { name: /State$/ }));
    await user.click(await screen.findByRole('option', { name: 'Crashed' }));
    await user.click(screen.getByRole('option', { name: 'Failed' }));
    await user.keyboard('{Escape}');

    await user.click(screen.getByRole('button', { name: /Time$/ }));
    await user.click(
      await screen.findByRole('option', { name: 'Last 24 hours' }),
    );

    await user.click(screen.getByRole('button', { name: /Deployment$/ }));
    await user.click(
      await screen.findByRole('option', { name: 'bank/reconcile' }),
    );
    await user.keyboard('{Escape}');

    await user.click(screen.getByRole('button', { name: /Also show$/ }));
    await user.click(await screen.findByRole('option', { name: 'Sub-flows' }));
    await user.keyboard('{Escape}');

    expect(address()).toBe(
      `/?owner=mine&state=FAILED&state=CRASHED&deployment=${anId(
        100,
      )}&subflows=true&since=24h`,
    );
    await waitFor(() => {
      expect(lastAsked()?.get('subflows')).toBe('true');
      expect(lastAsked()?.getAll('state')).toEqual(['FAILED', 'CRASHED']);
    });

    const [clear] = await screen.findAllByRole('button', {
      name: 'Clear filters',
    });
    await user.click(clear);
    expect(address()).toBe('/');
    await screen.findByText(/^No run yet/);
  });

  it('names the deployment that another page led to', async () => {
    portal.answers('getFacets', someFacets());
    renderPage(<RunsPage />, {
      at: `/?instance=production&deployment=${anId(100)}`,
    });
    expect(
      await screen.findByRole('button', {
        name: /bank\/reconcile.*Deployment$/,
      }),
    ).toBeVisible();
    expect(lastAsked()?.get('deployment')).toBe(anId(100));
  });

  it('is a time from and to, entered in the own zone', async () => {
    const { user, address } = renderPage(<RunsPage />);
    await user.click(await screen.findByRole('button', { name: /Time$/ }));
    await user.click(
      await screen.findByRole('option', { name: 'From … to …' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Runs that started',
    });
    const show = within(dialog).getByRole('button', { name: 'Show runs' });
    const type = (label: string, value: string) =>
      fireEvent.change(within(dialog).getByLabelText(label), {
        target: { value },
      });
    type('From', '2026-11-24T21:00');
    type('To', '2026-11-24T20:00');
    within(dialog).getByText('The end is before the beginning.');
    expect(show).toBeDisabled();
    type('From', '2026-11-24T19:00');
    await user.click(show);
    const search = new URLSearchParams(address().slice(1));
    expect(search.get('since')).toBe(
      new Date('2026-11-24T19:00').toISOString(),
    );
    expect(search.get('until')).toBe(
      new Date('2026-11-24T20:00').toISOString(),
    );
    expect(
      screen.getByRole('button', { name: /Nov 24, .*Time$/ }),
    ).toBeVisible();
  });

  it('is a text once the typing pauses, and Back does not go letter by letter', async () => {
    const { user, address } = renderPage(<PageWithBack />, {
      at: '/?state=FAILED',
    });
    await user.click(await screen.findByRole('button', { name: /Time$/ }));
    await user.click(await screen.findByRole('option', { name: 'Last hour' }));
    const field = screen.getByRole('searchbox', {
      name: 'Run, flow or deployment',
    });
    await user.type(field, 'recon');
    await waitFor(() =>
      expect(address()).toBe('/?q=recon&state=FAILED&since=1h'),
    );
    await user.type(field, 'cile');
    await waitFor(() =>
      expect(address()).toBe('/?q=reconcile&state=FAILED&since=1h'),
    );
    expect(field).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(address()).toBe('/?state=FAILED');
    expect(field).toHaveValue('');
  });
});

describe('the chart', () => {
  const buckets = [
    aHistoryBucket({
      start: '2026-11-24T20:00:00.000Z',
      end: '2026-11-24T20:30:00.000Z',
      counts: { COMPLETED: 3, FAILED: 1 },
    }),
    aHistoryBucket({
      start: '2026-11-24T20:30:00.000Z',
      end: '2026-11-24T21:00:00.000Z',
      counts: {},
    }),
    aHistoryBucket({
      start: '2026-11-24T21:00:00.000Z',
      end: '2026-11-24T21:30:00.000Z',
      counts: { COMPLETED: 1200 },
    }),
  ];
  const at = '/?since=2026-11-24T20:00:00Z&until=2026-11-24T21:30:00Z';
  const firstBar =
    'since=2026-11-24T20%3A00%3A00.000Z&until=2026-11-24T20%3A29%3A59.999Z';

  beforeEach(() => portal.answers('getRunHistory', { items: buckets }));

  it('tells in words what its bars show', async () => {
    renderPage(<RunsPage />, { at });
    const bars = within(
      await screen.findByRole('group', { name: 'Runs over time' }),
    ).getAllByRole('button');
    expect(
      bars.map(bar => bar.getAttribute('aria-label')?.split(': ').at(-1)),
    ).toEqual([
      '1 failed or crashed, 3 completed',
      'no runs',
      '1,200 completed',
    ]);
    expect(
      within(screen.getByRole('list', { name: 'Runs in this time' }))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['1 failed or crashed', '1,203 completed']);
  });

  it('is one tab stop, where arrows move and Enter looks closer; Back looks from afar', async () => {
    const { user, address } = renderPage(<PageWithBack />, { at });
    const bars = within(
      await screen.findByRole('group', { name: 'Runs over time' }),
    ).getAllByRole('button');
    expect(bars.map(bar => bar.tabIndex)).toEqual([-1, -1, 0]);
    act(() => bars[2].focus());
    await user.keyboard('{ArrowLeft}');
    expect(bars[1]).toHaveFocus();
    await user.keyboard('{Home}');
    expect(bars[0]).toHaveFocus();
    expect(bars.map(bar => bar.tabIndex)).toEqual([0, -1, -1]);
    await user.keyboard('{Enter}');
    expect(address()).toBe(`/?${firstBar}`);
    expect(
      screen.getByRole('region', { name: 'When runs started' }),
    ).toHaveFocus();
    await waitFor(() =>
      expect(lastAsked()?.get('until')).toBe('2026-11-24T20:29:59.999Z'),
    );
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(address()).toBe(at);
  });

  it('is a table for who wants numbers, which filters as well', async () => {
    const { user, address } = renderPage(<RunsPage />, { at });
    await user.click(await screen.findByRole('button', { name: 'As a table' }));
    const table = screen.getByRole('table', { name: 'Runs over time' });
    const [header, ...rows] = within(table).getAllByRole('row');
    expect(
      within(header)
        .getAllByRole('columnheader')
        .map(cell => cell.textContent),
    ).toEqual(['Time', 'Failed or crashed', 'Completed', 'All']);
    expect(
      rows.map(row =>
        within(row)
          .getAllByRole('cell')
          .slice(1)
          .map(cell => cell.textContent),
      ),
    ).toEqual([
      ['1', '3', '4'],
      ['0', '1200', '1200'],
    ]);
    await expectNoAxeViolations();
    await user.click(within(rows[0]).getByRole('button'));
    expect(address()).toBe(`/?${firstBar}`);
  });

  it('says that nothing ran', async () => {
    portal.answers('getRunHistory', { items: [buckets[1]] });
    renderPage(<RunsPage />);
    expect(await screen.findByText('no runs')).toBeVisible();
  });
});

describe('keys', () => {
  const links = () =>
    shownRows().map(row => within(row).getAllByRole('link')[0]);

  beforeEach(() =>
    portal.answers('listRuns', aPage([named('a'), named('b'), named('c')])),
  );

  it('j and k move, and stop at the ends', async () => {
    const { user } = renderPage(<RunsPage />);
    await screen.findByRole('table', { name: 'Runs' });
    act(() => screen.getByRole('region', { name: 'List of runs' }).focus());
    const [a, b, c] = links();
    await user.keyboard('j');
    expect(a).toHaveFocus();
    await user.keyboard('jj');
    expect(c).toHaveFocus();
    await user.keyboard('j');
    expect(c).toHaveFocus();
    await user.keyboard('k');
    expect(b).toHaveFocus();
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(a).toHaveFocus();
  });

  it('Enter opens', async () => {
    const { user, address } = renderPage(<RunsPage />);
    await screen.findByRole('table', { name: 'Runs' });
    act(() => links()[0].focus());
    await user.keyboard('j{Enter}');
    expect(address()).toBe(`/prefect/runs/production/${named('b').id}`);
  });

  it('Tab enters the current row only', async () => {
    const { user } = renderPage(<RunsPage />);
    await screen.findByRole('table', { name: 'Runs' });
    const stops = () =>
      within(screen.getByRole('table', { name: 'Runs' }))
        .getAllByRole('link')
        .filter(link => link.tabIndex === 0)
        .map(link => link.textContent);
    expect(stops()).toEqual(['bank/reconcile a', 'payments']);
    act(() => links()[0].focus());
    await user.keyboard('j');
    expect(stops()).toEqual(['bank/reconcile b', 'payments']);
  });

  it('/ goes to the text filter', async () => {
    const { user } = renderPage(<RunsPage />);
    await screen.findByRole('table', { name: 'Runs' });
    act(() => links()[0].focus());
    await user.keyboard('/');
    const field = screen.getByRole('searchbox');
    expect(field).toHaveFocus();
    expect(field).toHaveValue('');
    await user.keyboard('jk?');
    expect(field).toHaveValue('jk?');
  });

  it('? shows them, and so does a button; closing leads back', async () => {
    const { user } = renderPage(<RunsPage />);
    await screen.findByRole('table', { name: 'Runs' });
    act(() => links()[1].focus());
    await user.keyboard('?');
    const dialog = await screen.findByRole('dialog', {
      name: 'Keys of the list',
    });
    within(dialog).getByText('Next run');
    await expectNoAxeViolations();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(links()[1]).toHaveFocus());
    await user.click(screen.getByRole('button', { name: 'Keys of the list' }));
    await screen.findByRole('dialog', { name: 'Keys of the list' });
  });
});

describe('pages', () => {
  beforeEach(() =>
    portal.answers('listRuns', ({ query }) => {
      const cursor = query.get('cursor');
      const number = cursor === null ? 0 : Number(cursor);
      return aPage([named(String(number))], {
        totalCount: 101,
        nextCursor: number < 2 ? String(number + 1) : null,
      });
    }),
  );

  it('turn older and newer, and Back goes back', async () => {
    const { user, address } = renderPage(<PageWithBack />, {
      at: '/?state=COMPLETED',
    });
    await screen.findByText('0');
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('1');
    expect(address()).toBe('/?state=COMPLETED&cursor=1');
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('2');
    await user.click(screen.getByRole('button', { name: 'Previous page' }));
    await screen.findByText('1');
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await screen.findByText('2');
    expect(address()).toBe('/?state=COMPLETED&cursor=2');
  });

  it('begin at the first when filtered', async () => {
    const { user, address } = renderPage(<RunsPage />, { at: '/?cursor=2' });
    await screen.findByText('2');
    await user.click(screen.getByRole('button', { name: /State$/ }));
    await user.click(await screen.findByRole('option', { name: 'Failed' }));
    expect(address()).toBe('/?state=FAILED');
    await screen.findByText('0');
  });

  it('lead to the first from one that is not there any more', async () => {
    portal.fails('listRuns', {
      status: 400,
      code: 'PREFECT_INVALID_REQUEST',
      message: 'The cursor is not one that an earlier page gave.',
    });
    const { user, address } = renderPage(<RunsPage />, { at: '/?cursor=x' });
    await user.click(await screen.findByRole('button', { name: 'First page' }));
    expect(address()).toBe('/');
  });
});

describe('while one looks', () => {
  const changes = (signals: { send(changed: object): void }, items: Run[]) => {
    portal.answers('listRuns', aPage(items));
    signals.send({ runs: [anId(1)] });
  };

  it('rows change in place, and new ones wait behind a button', async () => {
    const running = { state: aState('RUNNING') };
    portal.answers('listRuns', aPage([named('b', running), named('a')]));
    const { user, signals } = renderPage(<RunsPage />);
    await screen.findByText('b');
    expect(shownStates()).toEqual(['Running', 'Completed']);

    changes(signals, [named('d'), named('c'), named('b'), named('a')]);
    const button = await screen.findByRole('button', { name: '2 new runs' });
    expect(shownStates()).toEqual(['Completed', 'Completed']);
    expect(shownRuns()).toEqual(['bank/reconcile b', 'bank/reconcile a']);
    expect(
      await screen.findByText('2 new runs', { selector: '[role=status]' }),
    ).toBeInTheDocument();
    await expectNoAxeViolations();

    await user.click(button);
    expect(shownRuns()).toEqual(
      ['d', 'c', 'b', 'a'].map(name => `bank/reconcile ${name}`),
    );
    expect(button).not.toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'List of runs' })).toHaveFocus();
  });

  it('a row that left the filter stays and tells what became of it', async () => {
    const [a, b] = ['a', 'b'].map(name =>
      named(name, { state: aState('RUNNING') }),
    );
    portal.answers('listRuns', aPage([b, a]));
    portal.answers('getRun', aRunDetail({ ...b, state: aState('CANCELLED') }));
    const { signals } = renderPage(<RunsPage />, { at: '/?state=RUNNING' });
    await screen.findByText('b');
    changes(signals, [a]);
    await waitFor(() =>
      expect(shownStates()).toEqual(['Cancelled', 'Running']),
    );
    expect(shownRuns()).toEqual(['bank/reconcile b', 'bank/reconcile a']);
  });

  it('a row that was deleted goes', async () => {
    portal.answers('listRuns', aPage([named('b'), named('a')]));
    const { signals } = renderPage(<RunsPage />);
    await screen.findByText('b');
    portal.hides('getRun');
    changes(signals, [named('a')]);
    await waitFor(() => expect(shownRuns()).toEqual(['bank/reconcile a']));
  });

  it('the first runs do not wait: there is nothing to push away', async () => {
    const { signals } = renderPage(<RunsPage />);
    await screen.findByText(/^No run yet/);
    changes(signals, [named('a')]);
    await screen.findByRole('table', { name: 'Runs' });
    expect(screen.queryByRole('button', { name: /new run/ })).toBeNull();
  });

  it('another question does not wait either', async () => {
    portal.answers('listRuns', aPage([named('a')]));
    const { user } = renderPage(<RunsPage />);
    await screen.findByText('a');
    portal.answers('listRuns', aPage([named('c'), named('a')]));
    await user.click(screen.getByRole('button', { name: /State$/ }));
    await user.click(await screen.findByRole('option', { name: 'Completed' }));
    await user.keyboard('{Escape}');
    await screen.findByText('c');
    expect(shownRuns()).toEqual(['bank/reconcile c', 'bank/reconcile a']);
  });
});
