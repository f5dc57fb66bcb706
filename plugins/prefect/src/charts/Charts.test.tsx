import type { ChartSeries } from '@backstage-prefect/backstage-plugin-prefect-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import { useUrlFilter } from '../filters';
import {
  aChartPoint,
  aChartSeries,
  anId,
  aTeamSeries,
  expectNoAxeViolations,
  noFigures,
  renderPage,
  type RenderPageOptions,
  settled,
  startPortalFake,
} from '../testing';
import { chartFilter } from './chartFilter';
import { Charts } from './Charts';

const portal = startPortalFake();

const ENTITY = 'component:default/bank';

function Page() {
  const [filter, change] = useUrlFilter(chartFilter);
  return (
    <main>
      <h1>Bank</h1>
      <h2>Deployments</h2>
      <Charts
        of={{ by: 'deployment', entity: [ENTITY] }}
        filter={filter}
        onChange={change}
      />
    </main>
  );
}

const render = (options: RenderPageOptions = {}) =>
  renderPage(<Page />, options);

const given = (...items: ChartSeries[]) =>
  portal.answers('getCharts', { items, nextCursor: null });

/** The plot of that name; most tests have one only. */
const plot = (name: string | RegExp = /./) =>
  screen.findByRole('group', { name });

const names = (element: HTMLElement) =>
  within(element)
    .getAllByRole('link')
    .map(link => link.getAttribute('aria-label')?.split(': ').at(-1));

/** The filters of the list that a link leads to; times without what a zone makes of them. */
const filtersOf = (link: HTMLElement) => {
  const { pathname, searchParams } = new URL(
    link.getAttribute('href') ?? '',
    'http://localhost',
  );
  return [pathname, ...[...searchParams].map(each => each.join('='))];
};

const empty = (over: Partial<ChartSeries> = {}) =>
  aChartSeries({
    whole: noFigures(),
    points: [aChartPoint(0, noFigures()), aChartPoint(6, noFigures())],
    ...over,
  });

describe('charts', () => {
  it.each([
    {
      state: 'loading',
      arrange: () => portal.holds('getCharts'),
      shown: () => screen.findByRole('status', { name: 'Loading' }),
    },
    {
      state: 'without a deployment',
      arrange: () => given(),
      shown: () => screen.findByText('No runs in this window.'),
    },
    {
      state: 'without runs',
      arrange: () => given(empty()),
      shown: () => screen.findByText('No runs in this window.'),
    },
    {
      state: 'failed',
      arrange: () => portal.fails('getCharts'),
      shown: async () => {
        const alert = await screen.findByRole('alert');
        within(alert).getByText(
          'Could not load the charts. The rest is current.',
        );
        return within(alert).getByRole('button', { name: 'Try again' });
      },
    },
    {
      state: 'full',
      arrange: () => given(aChartSeries()),
      shown: () => plot('Success: bank/reconcile, production'),
    },
    {
      state: 'full of two lines',
      at: '/?measure=duration',
      arrange: () => given(aChartSeries()),
      shown: () => plot('Duration: bank/reconcile, production'),
    },
  ])('say so when they are $state, and axe finds nothing', async each => {
    each.arrange();
    render({ at: each.at });

    expect(await each.shown()).toBeVisible();
    await expectNoAxeViolations();
  });

  it('come after another try', async () => {
    portal.fails('getCharts');
    const { user } = render();
    const again = await screen.findByRole('button', { name: 'Try again' });

    given(aChartSeries());
    await user.click(again);

    expect(await plot()).toBeVisible();
  });

  it('are of a week unless the URL says otherwise', async () => {
    render();
    await screen.findByText('No runs in this window.');

    const [{ query }] = portal.asked('getCharts');
    expect(query.getAll('entity')).toEqual([ENTITY]);
    expect([query.get('by'), query.get('points')]).toEqual([
      'deployment',
      '28',
    ]);
    const [since, until] = ['since', 'until'].map(name =>
      Date.parse(query.get(name) ?? ''),
    );
    expect(until - since).toBe(7 * 86_400_000);
  });

  it('are of another time and measure by choice, where "back" finds the one before', async () => {
    given(aChartSeries());
    const { user, address } = render();
    await plot(/^Success/);

    await user.click(screen.getByRole('button', { name: /Time$/ }));
    await user.click(
      await screen.findByRole('option', { name: 'Last 24 hours' }),
    );
    await user.click(screen.getByRole('button', { name: /Chart of$/ }));
    await user.click(await screen.findByRole('option', { name: 'Lateness' }));

    await plot(/^Lateness/);
    expect(address()).toBe('/?since=24h&measure=lateness');
    // What is drawn of them is not asked again.
    await waitFor(() =>
      expect(
        portal.asked('getCharts').map(({ query }) => query.get('points')),
      ).toEqual(['28', '24']),
    );
  });

  it('are not asked again with every run, but with the clock', async () => {
    given(aChartSeries());
    const { signals } = render();
    await plot();

    signals.send({ runs: [anId(1)], deployments: [anId(100)] });
    await settled();
    expect(portal.asked('getCharts')).toHaveLength(1);

    given(empty());
    signals.send({ all: true });
    await screen.findByText('No runs in this window.');
  });

  it('come in pages, and lead to the first from one that is gone', async () => {
    portal.answers('getCharts', ({ query }) => ({
      items: [aChartSeries()],
      nextCursor: query.has('cursor') ? null : '2',
    }));
    const { user, address } = render({ at: '/?since=30d' });
    await plot();

    portal.fails('getCharts', { status: 400, code: 'PREFECT_INVALID_REQUEST' });
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(address()).toBe('/?since=30d&cursor=2');
    await user.click(await screen.findByRole('button', { name: 'First page' }));

    expect(address()).toBe('/?since=30d');
    expect(await plot()).toBeVisible();
  });
});

describe('a chart', () => {
  it.each([
    {
      measure: 'success',
      whole: '93.3% of 30 runs completed',
      points: [
        '90% of 10 runs completed',
        '100% of 1 run completed',
        '50% of 10 runs completed',
      ],
    },
    {
      measure: 'duration',
      whole: 'p50 6 sec, p95 1 min 20 sec of 28 runs',
      points: [
        'p50 6 sec, p95 1 min 20 sec of 9 runs',
        'p50 4 sec, p95 4 sec of 1 run',
        'p50 6 sec, p95 1 min 20 sec of 5 runs',
      ],
    },
    {
      measure: 'lateness',
      whole: 'p50 400 ms, p95 2 sec',
      points: Array(3).fill('p50 400 ms, p95 2 sec'),
    },
  ])('tells $measure in words, as a whole and by point', async each => {
    given(aChartSeries());
    render({ at: `/?measure=${each.measure}` });

    expect(names(await plot())).toEqual(each.points);
    expect(screen.getByText(each.whole)).toBeVisible();
  });

  it('has a gap where nothing ran, not a zero', async () => {
    given(aChartSeries());
    render();

    const drawn = (await plot()).querySelector('path[data-line=success]');
    // Two lines: one of a single point before the gap, one of two after it.
    expect(drawn?.getAttribute('d')?.match(/[MLZ]/g)).toEqual([
      ...['M', 'Z'],
      ...['M', 'L'],
    ]);
    expect(names(await plot())).toHaveLength(3);
  });

  it.each([
    {
      measure: 'success',
      none: 'No run finished in this window.',
      whole: { cancelled: 1 },
    },
    {
      measure: 'duration',
      none: 'No run completed in this window.',
      whole: { finished: 1, failed: 1, successRate: 0 },
    },
    {
      measure: 'lateness',
      none: 'No run began in this window.',
      whole: { cancelled: 1 },
    },
  ])('without $measure says why', async ({ measure, none, whole }) => {
    const figures = { ...noFigures(), ...whole };
    given(aChartSeries({ whole: figures, points: [aChartPoint(0, figures)] }));
    render({ at: `/?measure=${measure}` });

    const chart = await screen.findByRole('figure');
    expect(within(chart).getByText(none)).toBeVisible();
    expect(within(chart).queryByRole('group')).toBeNull();
    await expectNoAxeViolations();
  });

  const between = [
    'since=2026-11-24T00:00:00.000Z',
    'until=2026-11-24T05:59:59.999Z',
  ];
  const ofDeployment = ['instance=production', `deployment=${anId(100)}`];

  it.each([
    {
      of: 'the success of a deployment',
      series: aChartSeries(),
      measure: 'success',
      filters: [
        ...['state=FAILED', 'state=CRASHED', 'state=COMPLETED'],
        ...ofDeployment,
        'subflows=true',
      ],
    },
    {
      of: 'the duration of a deployment',
      series: aChartSeries(),
      measure: 'duration',
      filters: ['state=COMPLETED', ...ofDeployment, 'subflows=true'],
    },
    {
      of: 'the lateness of a deployment',
      series: aChartSeries(),
      measure: 'lateness',
      filters: [...ofDeployment, 'subflows=true'],
    },
    {
      of: 'the duration of a team',
      series: aTeamSeries('group:default/payments'),
      measure: 'duration',
      filters: ['owner=group:default/payments', 'state=COMPLETED'],
    },
    {
      of: 'what belongs to nobody',
      series: aTeamSeries(null),
      measure: 'lateness',
      filters: ['owner=none'],
    },
  ])('of $of leads to its runs, and so does its table', async each => {
    given(each.series);
    const { user } = render({ at: `/?measure=${each.measure}` });
    const expected = ['/prefect/runs', ...each.filters, ...between];

    const [point] = within(await plot()).getAllByRole('link');
    expect(filtersOf(point)).toEqual(expected);

    await user.click(screen.getByRole('button', { name: 'As tables' }));
    const [inTable] = within(screen.getByRole('table')).getAllByRole('link');
    expect(filtersOf(inTable)).toEqual(expected);
  });

  it.each([
    {
      series: aChartSeries(),
      name: 'bank/reconcile',
      href: `/prefect/runs?instance=production&deployment=${anId(100)}`,
    },
    {
      series: aTeamSeries('group:default/payments'),
      name: 'payments',
      href: '/catalog/default/group/payments',
    },
  ])('leads to $name by its title', async ({ series, name, href }) => {
    given(series);
    render();

    expect(await screen.findByRole('link', { name })).toHaveAttribute(
      'href',
      href,
    );
  });

  it('tells the same deployment of another instance apart', async () => {
    const ofDev = aChartSeries({
      deployment: { instance: 'dev', id: anId(9), title: 'bank/reconcile' },
    });
    given(ofDev, aChartSeries());
    render();

    await plot('Success: bank/reconcile, production');
    expect(await plot('Success: bank/reconcile')).toBeVisible();
  });
});

describe('by keyboard', () => {
  const link = async (index: number) =>
    within(await plot()).getAllByRole('link')[index];

  const focus = async (index: number) => {
    const point = await link(index);
    act(() => point.focus());
  };

  it('a chart is one tab stop, at its newest point', async () => {
    given(aChartSeries());
    const { user } = render();
    const title = await screen.findByRole('link', { name: 'bank/reconcile' });
    act(() => title.focus());

    await user.tab();
    expect(await link(2)).toHaveFocus();
    await user.tab();
    expect(document.body).toHaveFocus();
  });

  it('arrows, Home and End move over the gaps, and Enter opens', async () => {
    given(aChartSeries());
    const { user, address } = render();
    await focus(2);

    await user.keyboard('{ArrowRight}');
    expect(await link(2)).toHaveFocus();
    await user.keyboard('{Home}');
    expect(await link(0)).toHaveFocus();
    await user.keyboard('{ArrowRight}');
    expect(await link(1)).toHaveFocus();
    await user.keyboard('{End}{ArrowLeft}{ArrowLeft}{Enter}');

    expect(address()).toMatch(/^\/prefect\/runs\?.*&since=2026-11-24T00/);
  });

  it('the point of the focus says what it tells, and so does the one pointed at', async () => {
    given(aChartSeries());
    const { user } = render();
    const whole = () => screen.queryByText('93.3% of 30 runs completed');
    await plot();
    expect(whole()).toBeVisible();

    await user.hover(await link(0));
    expect(screen.getByText(/: 90% of 10 runs completed$/)).toBeVisible();
    expect(whole()).toBeNull();
    await user.unhover(await link(0));
    expect(whole()).toBeVisible();

    await focus(2);
    await screen.findByText(/: 50% of 10 runs completed$/);
    await user.tab();
    await waitFor(() => expect(whole()).toBeVisible());
  });
});

it.each([
  {
    measure: 'success',
    columns: ['Success', 'Completed', 'Failed', 'Crashed', 'Cancelled'],
    rows: [
      ['90%', '9', '1', '0', '0'],
      ['100%', '1', '0', '0', '0'],
      ['50%', '5', '5', '0', '0'],
    ],
  },
  {
    measure: 'duration',
    columns: ['p50', 'p95', 'Completed'],
    rows: [
      ['6 sec', '1 min 20 sec', '9'],
      ['4 sec', '4 sec', '1'],
      ['6 sec', '1 min 20 sec', '5'],
    ],
  },
  {
    measure: 'lateness',
    columns: ['p50', 'p95'],
    rows: Array(3).fill(['400 ms', '2 sec']),
  },
])('shows $measure in numbers', async ({ measure, columns, rows }) => {
  given(aChartSeries());
  const { user } = render({ at: `/?measure=${measure}` });
  await plot();

  const toggle = screen.getByRole('button', { name: 'As tables' });
  await user.click(toggle);

  const table = screen.getByRole('table', { name: /: bank\/reconcile/ });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(header => header.textContent),
  ).toEqual(['Time', ...columns]);
  expect(
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row =>
        within(row)
          .getAllByRole('cell')
          .map(cell => cell.textContent),
      ),
  ).toEqual(rows);
  await expectNoAxeViolations();

  await user.click(toggle);
  expect(await plot()).toBeVisible();
});

it.each([
  { measure: 'success', lines: undefined },
  {
    measure: 'duration',
    lines: ['Half of the runs within (p50)', '95 of 100 runs within (p95)'],
  },
])('says which line is which where there are two: $measure', async each => {
  given(aChartSeries());
  render({ at: `/?measure=${each.measure}` });
  await plot();

  const legend = screen.queryByRole('list', { name: 'Lines' });
  expect(
    legend &&
      within(legend)
        .getAllByRole('listitem')
        .map(item => item.textContent),
  ).toEqual(each.lines ?? null);
});
