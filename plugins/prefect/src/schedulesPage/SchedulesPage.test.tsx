import { act, screen, waitFor, within } from '@testing-library/react';
import {
  anId,
  anInstance,
  anOccurrence,
  aPoolLoad,
  aScheduleDetail,
  aScheduledDeployment,
  aSchedulePage,
  aState,
  denied,
  expectNoAxeViolations,
  inMinutes,
  minutesAgo,
  renderPage,
  rights,
  someFacets,
  startPortalFake,
} from '../testing';
import { SchedulesPage } from './SchedulesPage';

const portal = startPortalFake();

const lastAsked = () => portal.asked('listSchedules').at(-1)?.query;

const givenPools = (...items: ReturnType<typeof aPoolLoad>[]) =>
  portal.answers('getPoolLoad', {
    now: minutesAgo(0),
    since: minutesAgo(180),
    until: inMinutes(1_440),
    items,
  });

const missedAndMore = aScheduledDeployment({
  missed: 1,
  overlap: { count: 3, first: inMinutes(60) },
  occurrences: [
    anOccurrence({ time: minutesAgo(30), kind: 'missed' }),
    ...aScheduledDeployment().occurrences,
  ],
});

it.each([
  {
    state: 'loading',
    given: () => portal.holds('listSchedules'),
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing yet',
    given: () => {},
    shown: async () => {
      await screen.findByText(/^No deployment with a schedule yet/);
      screen.getByText(/^prefect deploy .* --cron/);
      return screen.getByRole('button', { name: 'Copy' });
    },
  },
  {
    state: 'no match',
    at: '/?owner=none',
    given: () => {},
    shown: () => screen.findByText('No schedules match.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('listSchedules'),
    shown: async () => {
      const alert = await screen.findByRole('alert');
      within(alert).getByText(
        'Could not load the schedules. The rest is current.',
      );
      return within(alert).getByRole('button', { name: 'Try again' });
    },
  },
  {
    state: 'pools failed',
    given: () => {
      portal.answers('listSchedules', aSchedulePage());
      portal.fails('getPoolLoad');
    },
    shown: async () => {
      await screen.findByText(/^Could not load the load of the work pools/);
      return screen.findByRole('slider');
    },
  },
  {
    state: 'timeline',
    given: () => {
      portal.answers('listSchedules', aSchedulePage([missedAndMore]));
      givenPools(aPoolLoad());
    },
    shown: () => screen.findByRole('slider'),
  },
  {
    state: 'schedules',
    at: '/?view=schedules',
    given: () => {
      portal.answers('listSchedules', aSchedulePage([missedAndMore]));
      givenPools(aPoolLoad());
    },
    shown: () => screen.findByRole('table', { name: 'Schedules in words' }),
  },
  {
    state: 'times',
    at: '/?view=times',
    given: () =>
      portal.answers('listSchedules', aSchedulePage([missedAndMore])),
    shown: () => screen.findByRole('table', { name: 'What is due, by time' }),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<SchedulesPage />, { at });
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it('answers first what was missed and what is ahead', async () => {
  portal.answers('listSchedules', aSchedulePage([missedAndMore]));
  renderPage(<SchedulesPage />);
  await screen.findByText(/^1 run was missed/);
  screen.getByText(/scheduler may be down/);
  screen.getByText(
    /^2 runs are due in the next 24 hours\. First bank\/reconcile, /,
  );
});

it('tells each schedule in words, its next time and where it comes from', async () => {
  portal.answers(
    'listSchedules',
    aSchedulePage([
      aScheduledDeployment({
        overlap: { count: 3, first: inMinutes(60) },
        schedules: [
          aScheduleDetail(),
          aScheduleDetail({
            id: anId(501),
            active: false,
            next: null,
            expression: '0 6 13 * 5',
            dayOr: false,
            origin: {
              kind: 'edited',
              at: minutesAgo(190),
              by: 'user:default/jo',
            },
          }),
          aScheduleDetail({
            id: anId(502),
            expression: 'R R * * *',
            problem: 'Random times cannot be told in advance.',
            origin: { kind: 'unknown', at: null, by: null },
          }),
        ],
      }),
    ]),
  );
  renderPage(<SchedulesPage />);
  const lane = (await screen.findByRole('slider')).closest('li')!;
  for (const text of [
    /Every hour/,
    /set at deploy, 2 days ago/,
    /on days that fit month and week both; paused; changed by jo, 3 hr\. ago/,
    /where it comes from is not known/,
    /Random times cannot be told in advance/,
    /Starts again before it usually ends \(6 sec\), first/,
  ]) {
    expect(lane).toHaveTextContent(text);
  }
  within(lane).getByRole('link', { name: 'bank/reconcile' });
});

it('goes through the times by keyboard, and opens the run of one', async () => {
  portal.answers('listSchedules', aSchedulePage([missedAndMore]));
  const { user, address } = renderPage(<SchedulesPage />);
  const times = await screen.findByRole('slider', {
    name: 'Times of bank/reconcile',
  });
  act(() => times.focus());
  expect(times).toHaveAttribute('aria-valuemax', '3');
  // It begins with what is next.
  expect(times).toHaveAttribute(
    'aria-valuetext',
    expect.stringMatching(/imported-lion, Scheduled, Every hour/),
  );

  await user.keyboard('{ArrowLeft}');
  expect(times).toHaveAttribute(
    'aria-valuetext',
    expect.stringMatching(/missed, no run exists/),
  );
  await user.keyboard('{Enter}{End}');
  expect(times).toHaveAttribute(
    'aria-valuetext',
    expect.stringMatching(/Prefect will make this run/),
  );
  expect(screen.getByText(/Prefect will make this run/)).toBeVisible();
  expect(address()).toBe('/');

  await user.keyboard('{Escape}');
  expect(
    screen.queryByText(/Prefect will make this run/),
  ).not.toBeInTheDocument();
  await user.keyboard('{Home}{ArrowRight}{Enter}');
  expect(address()).toBe(`/prefect/runs/production/${anId(1)}`);
});

it('says how many it does not draw', async () => {
  portal.answers(
    'listSchedules',
    aSchedulePage([
      aScheduledDeployment({
        hidden: { count: 10_000, from: inMinutes(60), until: inMinutes(900) },
      }),
    ]),
  );
  renderPage(<SchedulesPage />);
  await screen.findByText(/^more than 10000|^more than 10,000/);
  screen.getByText(/^More than 10002 runs are due|^More than 10,002 runs/);
});

it('tells when a pool gets too full', async () => {
  portal.answers('listSchedules', aSchedulePage());
  givenPools(
    aPoolLoad({ unknownLength: 1 }),
    aPoolLoad({
      name: 'free',
      concurrencyLimit: null,
      workersOnline: 0,
      paused: true,
      most: 1,
    }),
  );
  renderPage(<SchedulesPage />);
  const pools = await screen.findByRole('region', { name: 'Work pools' });
  for (const text of [
    /at most 3 runs at once, limit 2, 1 worker/,
    /over the limit from .*: runs will wait/,
    /1 deployment never completed and is not in it/,
    /at most 1 run at once, no limit, no worker polls it, paused/,
  ]) {
    expect(pools).toHaveTextContent(text);
  }
  within(pools).getByRole('img', {
    name: /^demo in production\. at most 3 .* runs will wait$/,
  });
});

it('groups by team', async () => {
  portal.answers(
    'listSchedules',
    aSchedulePage([
      aScheduledDeployment(),
      aScheduledDeployment({ id: anId(102), title: 'etl/orphan', owners: [] }),
    ]),
  );
  renderPage(<SchedulesPage />);
  await screen.findByRole('heading', { name: 'payments' });
  screen.getByRole('heading', { name: 'Nobody' });
});

it('asks for what the URL says', async () => {
  renderPage(<SchedulesPage />, {
    at: '/?owner=mine&instance=production&entity=component:default/x&q=etl&range=6h',
  });
  await screen.findByText('No schedules match.');
  const asked = lastAsked()!;
  expect(asked.getAll('owner')).toEqual([
    'user:default/mina',
    'group:default/payments',
  ]);
  expect(asked.get('instance')).toBe('production');
  expect(asked.get('entity')).toBe('component:default/x');
  expect(asked.get('q')).toBe('etl');
  const hours =
    (Date.parse(asked.get('until')!) - Date.parse(asked.get('since')!)) /
    3_600_000;
  expect(hours).toBe(9);
});

it('narrows, looks further, changes zone and view, and clears only what narrows', async () => {
  portal.answers('getFacets', someFacets());
  const { user, address } = renderPage(<SchedulesPage />, { at: '/?q=x' });
  await screen.findByText('No schedules match.');
  const choose = async (label: RegExp, option: RegExp) => {
    await user.click(screen.getByRole('button', { name: label }));
    await user.click(await screen.findByRole('option', { name: option }));
  };
  await choose(/Ahead$/, /^7 days$/);
  await choose(/Times in$/, /^UTC$/);
  await choose(/Show as$/, /^Times$/);
  expect(address()).toBe('/?q=x&range=7d&zone=utc&view=times');

  await user.click(
    (
      await screen.findAllByRole('button', { name: 'Clear filters' })
    )[0],
  );
  expect(address()).toBe('/?range=7d&zone=utc&view=times');
  expect(screen.getByRole('searchbox', { name: 'Name' })).toHaveFocus();
});

it('tells times in the zone that is asked for', async () => {
  const time = '2027-01-05T23:30:00Z';
  portal.answers(
    'listSchedules',
    aSchedulePage([
      aScheduledDeployment({
        schedules: [aScheduleDetail({ timezone: 'Asia/Tokyo' })],
        occurrences: [anOccurrence({ time })],
      }),
    ]),
  );
  const { user } = renderPage(<SchedulesPage />, {
    at: '/?view=times&zone=utc',
  });
  const header = async () =>
    (await screen.findAllByRole('rowheader'))[0].textContent;
  expect(await header()).toMatch(/5.*11:30\sPM/);
  await user.click(screen.getByRole('button', { name: /Times in$/ }));
  await user.click(
    await screen.findByRole('option', { name: "the schedule's zone" }),
  );
  expect(await header()).toMatch(/6.*08:30\sAM/);
});

it('lists what only somebody planned', async () => {
  portal.answers(
    'listSchedules',
    aSchedulePage([
      aScheduledDeployment({
        schedules: [],
        occurrences: [
          anOccurrence({
            kind: 'exists',
            scheduleId: null,
            run: { id: anId(1), name: 'a-run', state: aState('SCHEDULED') },
          }),
        ],
      }),
    ]),
  );
  renderPage(<SchedulesPage />, { at: '/?view=schedules' });
  const row = (await screen.findAllByRole('row'))[1];
  expect(within(row).getAllByText('planned by hand')).not.toHaveLength(0);
});

it('says which instance is behind', async () => {
  portal.answers('listInstances', {
    items: [
      anInstance({
        freshness: { state: 'stale', asOf: minutesAgo(5), message: null },
      }),
    ],
  });
  renderPage(<SchedulesPage />);
  expect(
    await screen.findByText(/^Production has not answered since/),
  ).toBeVisible();
});

it('shows what changed when a signal tells', async () => {
  portal.answers('listSchedules', aSchedulePage());
  const { signals } = renderPage(<SchedulesPage />);
  await screen.findByRole('slider');
  portal.answers(
    'listSchedules',
    aSchedulePage([aScheduledDeployment({ paused: true })]),
  );
  signals.send({ deployments: [anId(100)] });
  expect(await screen.findByText('All schedules are paused.')).toBeVisible();
});

describe('changing a schedule', () => {
  const openMenu = async (
    deployment = aScheduledDeployment(),
    options: { at?: string } = {},
  ) => {
    portal.answers('listSchedules', aSchedulePage([deployment]));
    const rendered = renderPage(<SchedulesPage />, options);
    await rendered.user.click(
      (
        await screen.findAllByRole('button', {
          name: /^Change Every hour.* of bank\/reconcile$/,
        })
      )[0],
    );
    return rendered;
  };

  it('pauses one after a question that says what that means', async () => {
    const { user } = await openMenu();
    await user.click(screen.getByRole('menuitem', { name: 'Pause…' }));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/is not run by it until somebody resumes it/);
    within(dialog).getByText(/The next deploy resets/);
    await expectNoAxeViolations();

    await user.click(
      within(dialog).getByRole('button', { name: 'Pause in production' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(portal.asked('setSchedulePaused')).toMatchObject([
      {
        path: {
          instance: 'production',
          id: anId(100),
          schedule: anId(500),
        },
        body: { paused: true },
      },
    ]);
    // What is shown is fetched again.
    expect(portal.asked('listSchedules').length).toBeGreaterThan(1);
  });

  it('resumes one, and says that the deployment rests all the same', async () => {
    const { user } = await openMenu(
      aScheduledDeployment({
        paused: true,
        schedules: [aScheduleDetail({ active: false, next: null })],
      }),
    );
    await user.click(screen.getByRole('menuitem', { name: 'Resume…' }));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/All schedules of the deployment are paused/);
    await user.click(
      within(dialog).getByRole('button', { name: 'Resume in production' }),
    );
    await waitFor(() =>
      expect(portal.asked('setSchedulePaused')).toMatchObject([
        { body: { paused: false } },
      ]),
    );
  });

  it('resumes all schedules of a deployment', async () => {
    const { user } = await openMenu(aScheduledDeployment({ paused: true }));
    await user.click(
      screen.getByRole('menuitem', { name: 'Resume all schedules…' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Resume in production' }),
    );
    await waitFor(() =>
      expect(portal.asked('setDeploymentPaused')).toMatchObject([
        { body: { paused: false } },
      ]),
    );
  });

  it('edits one: shows when it would fire, warns of the deploy, saves', async () => {
    portal.answers('previewSchedule', { items: [inMinutes(600)] });
    const { user } = await openMenu(undefined, { at: '/?view=schedules' });
    await user.click(screen.getByRole('menuitem', { name: 'Edit…' }));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/The next deploy resets/);
    await within(dialog).findByText('Fires next');
    await expectNoAxeViolations();

    const cron = within(dialog).getByRole('textbox', {
      name: /^Cron expression/,
    });
    await user.clear(cron);
    await user.type(cron, '30 7 * * mon-fri');
    const zone = within(dialog).getByRole('textbox', { name: /^Time zone/ });
    await user.clear(zone);
    await user.type(zone, 'Europe/Berlin');
    const expected = {
      kind: 'cron',
      expression: '30 7 * * mon-fri',
      timezone: 'Europe/Berlin',
      anchor: null,
      dayOr: true,
    };
    await waitFor(() =>
      expect(portal.asked('previewSchedule').at(-1)?.body).toEqual(expected),
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Save in production' }),
    );
    await waitFor(() =>
      expect(portal.asked('editSchedule')).toMatchObject([
        { path: { schedule: anId(500) }, body: expected },
      ]),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('makes an interval of it', async () => {
    const { user } = await openMenu();
    await user.click(screen.getByRole('menuitem', { name: 'Edit…' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /Kind$/ }));
    await user.click(await screen.findByRole('option', { name: 'Interval' }));
    const every = within(dialog).getByRole('textbox', { name: /^Every/ });
    await user.clear(every);
    await user.type(every, '90');
    await user.click(within(dialog).getByRole('button', { name: /Unit$/ }));
    await user.click(await screen.findByRole('option', { name: 'minutes' }));
    await user.click(
      within(dialog).getByRole('button', { name: 'Save in production' }),
    );
    await waitFor(() =>
      expect(portal.asked('editSchedule')[0]?.body).toMatchObject({
        kind: 'interval',
        expression: '5400000',
        anchor: expect.any(String),
      }),
    );
  });

  it('says why it cannot be read, and why it could not be saved', async () => {
    portal.fails('previewSchedule', {
      status: 400,
      code: 'PREFECT_INVALID_REQUEST',
      message: '"61" is no minute of a cron expression.',
    });
    portal.denies('editSchedule', 'Only team-payments may change it.');
    const { user } = await openMenu();
    await user.click(screen.getByRole('menuitem', { name: 'Edit…' }));
    await screen.findByText('"61" is no minute of a cron expression.');
    await user.click(
      screen.getByRole('button', { name: 'Save in production' }),
    );
    await screen.findByText(
      'Could not change the schedule: Only team-payments may change it.',
    );
  });

  it('keeps what one may not do, locked, with the reason', async () => {
    const { user } = await openMenu(
      aScheduledDeployment({
        may: rights({ schedule: denied('Ask team-payments.') }),
      }),
    );
    expect(
      screen
        .getAllByRole('menuitem')
        .map(item => item.textContent)
        .slice(0, 2),
    ).toEqual(['Locked: Edit…', 'Locked: Pause…']);
    await user.click(screen.getByRole('menuitem', { name: 'Locked: Pause…' }));
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Ask team-payments.',
    );
    expect(portal.asked('setSchedulePaused')).toEqual([]);
  });
});
