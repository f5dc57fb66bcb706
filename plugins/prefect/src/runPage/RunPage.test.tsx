import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, waitFor, within } from '@testing-library/react';
import { Link } from 'react-router-dom';
import { formatTime } from '../kit';
import {
  anArtifact,
  anId,
  anInstance,
  aRunDetail,
  aState,
  aTaskRun,
  expectNoAxeViolations,
  inMinutes,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { RunPage } from './RunPage';

const portal = startPortalFake();

const urlOf = (id: string) => `/prefect/runs/production/${id}`;
const URL = urlOf(anId(1));

const renderAt = (at = URL) =>
  renderPage(
    <>
      <Link to={urlOf(anId(2))}>another run</Link>
      <RunPage />
    </>,
    { at, mountPath: '/prefect/runs/:instance/:id' },
  );

async function renderRun(over: Partial<RunDetail> = {}, hash = '') {
  portal.answers('getRun', aRunDetail(over));
  const rendered = renderAt(`${URL}${hash}`);
  await screen.findByRole('heading', { level: 2 });
  return rendered;
}

const failed = (): Partial<RunDetail> => ({
  state: aState('FAILED', { message: 'Flow run encountered an exception' }),
  cause: 'ValueError: ledger and bank totals differ',
});

/** What the page says of the run under this name. */
const fact = (name: string) =>
  screen.getByText(name, { selector: 'dt' }).nextElementSibling as HTMLElement;

const tab = (name: string | RegExp) => screen.getByRole('tab', { name });

describe('the page of a run', () => {
  it('says that it loads', () => {
    portal.holds('getRun');
    renderAt();

    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
  });

  it.each([
    {
      state: 'unknown',
      arrange: () => portal.hides('getRun'),
      text: 'Not here, deleted, or not yours to see.',
    },
    {
      state: 'denied',
      arrange: () => portal.denies('getRun', 'It is restricted.'),
      text: 'It is restricted.',
    },
    {
      state: 'failed',
      arrange: () => portal.fails('getRun'),
      text: 'Could not load the run. The rest is current.',
    },
  ])('says so when it is $state', async ({ arrange, text }) => {
    arrange();
    renderAt();

    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.queryByRole('tab')).toBeNull();
    await expectNoAxeViolations();
  });

  it('warns when its own instance does not answer, and of no other', async () => {
    const asOf = minutesAgo(8);
    const freshness = { state: 'stale', asOf, message: null } as const;
    portal.answers('listInstances', {
      items: [
        anInstance({ freshness }),
        anInstance({ id: 'dev', title: 'Development', freshness }),
      ],
    });
    await renderRun();

    await screen.findByText(/^Production has not answered since/);
    expect(screen.queryByText(/^Development/)).toBeNull();
  });

  it('follows the run', async () => {
    const { signals } = await renderRun({ state: aState('RUNNING') });
    portal.answers('getRun', aRunDetail(failed()));

    signals.send({ runs: [anId(1)] });

    await screen.findByText('ValueError: ledger and bank totals differ');
  });

  it('forgets one run when another is opened', async () => {
    const { user } = await renderRun(failed());
    portal.answers(
      'getRun',
      aRunDetail({ id: anId(2), name: 'clever-otter', cause: null }),
    );

    await user.click(screen.getByRole('link', { name: 'another run' }));

    await screen.findByText('clever-otter');
    expect(screen.queryByText(/^ValueError/)).toBeNull();
    expect(portal.asked('getRun').at(-1)?.path.id).toBe(anId(2));
  });
});

describe('its header', () => {
  it('names deployment, state and environment, and tells who, when and how long', async () => {
    await renderRun({
      startedBy: {
        kind: 'user',
        name: 'Mina Park',
        entity: 'user:default/mina',
      },
      runCount: 2,
    });

    expect(
      screen.getByRole('heading', { name: 'bank/reconcile' }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Completed').length).toBeGreaterThan(0);
    expect(fact('Run')).toHaveTextContent('imported-lion');
    expect(
      within(fact('Started by')).getByRole('link', { name: 'Mina Park' }),
    ).toHaveAttribute('href', '/catalog/default/user/mina');
    expect(
      within(fact('Owner')).getByRole('link', { name: 'payments' }),
    ).toBeInTheDocument();
    expect(fact('Took')).toHaveTextContent('1 min usually 6 sec');
    expect(fact('Attempt')).toHaveTextContent('2');
    expect(fact('Work pool')).toHaveTextContent('demo');
    expect(fact('Version')).toHaveTextContent('v1.4.2');
    expect(screen.getByRole('link', { name: 'Ledger' })).toHaveAttribute(
      'href',
      `/prefect/ledger?instance=production&run=${anId(1)}`,
    );
    await expectNoAxeViolations();
  });

  it('leaves out what there is not', async () => {
    await renderRun({
      deployment: null,
      owners: [],
      workPool: null,
      deploymentVersion: null,
      codeUrl: null,
      prefectUrl: null,
      usualDurationMs: null,
    });

    expect(screen.getByRole('heading', { name: 'bank' })).toBeInTheDocument();
    expect(fact('Owner')).toHaveTextContent('Nobody');
    for (const name of ['Attempt', 'Part of', 'Work pool', 'Version']) {
      expect(screen.queryByText(name, { selector: 'dt' })).toBeNull();
    }
    expect(screen.queryByRole('link', { name: 'Code' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Run again' })).toBeNull();
    await expectNoAxeViolations();
  });

  it.each([
    ['schedule', null, 'its schedule'],
    ['automation', null, 'an automation'],
    ['automation', 'on-failure', 'on-failure'],
    ['run', null, 'another run'],
    ['user', null, 'not known'],
    ['unknown', null, 'not known'],
  ] as const)('says who started it: %s %s', async (kind, name, words) => {
    await renderRun({ startedBy: { kind, name, entity: null } });

    expect(fact('Started by')).toHaveTextContent(words);
  });

  it('leads to the run that it is part of', async () => {
    await renderRun({ parent: { id: anId(9), name: 'parent-run' } });

    expect(screen.getByRole('link', { name: 'parent-run' })).toHaveAttribute(
      'href',
      urlOf(anId(9)),
    );
  });

  it('shows the short id and copies the whole one', async () => {
    const { user, copied } = await renderRun();

    expect(fact('Id')).toHaveTextContent(anId(1).slice(0, 8));
    await user.click(within(fact('Id')).getByRole('button', { name: 'Copy' }));

    expect(await copied()).toBe(anId(1));
  });

  it('tells when a run that has not begun is due', async () => {
    const expectedStart = inMinutes(20);
    await renderRun({
      state: aState('SCHEDULED'),
      expectedStart,
      start: null,
      end: null,
      durationMs: null,
    });

    expect(fact('Start').querySelector('time')).toHaveAttribute(
      'dateTime',
      expectedStart,
    );
    expect(fact('Took')).toHaveTextContent('–');
  });
});

describe('its banner', () => {
  it('says why it failed, since when, and what was good last', async () => {
    const since = minutesAgo(30);
    await renderRun({
      ...failed(),
      streak: { failures: 3, since },
      lastGoodRun: { id: anId(5), name: 'good-run', end: minutesAgo(60) },
    });

    expect(
      screen.getByText('ValueError: ledger and bank totals differ'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        `3 failures in a row since ${formatTime(new Date(since), new Date())}.`,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'good-run' })).toHaveAttribute(
      'href',
      urlOf(anId(5)),
    );
    expect(screen.getByRole('link', { name: 'To the error' })).toHaveAttribute(
      'href',
      `${URL}#logs-error`,
    );
    await expectNoAxeViolations();
  });

  it('says why it waits, while it does', async () => {
    const waiting = 'Late 12 min: no worker polls pool empty.';
    const { signals } = await renderRun({
      state: aState('SCHEDULED', { name: 'Late' }),
      waiting,
    });
    expect(screen.getByText(waiting)).toBeInTheDocument();

    portal.answers('getRun', aRunDetail({ waiting }));
    signals.send({ runs: [anId(1)] });

    await waitFor(() => expect(screen.queryByText(waiting)).toBeNull());
  });
});

describe('its states', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  const states = [
    aState('SCHEDULED', { timestamp: at(0).toISOString() }),
    aState('PENDING', { timestamp: at(4).toISOString() }),
    aState('RUNNING', { timestamp: at(5).toISOString() }),
    aState('COMPLETED', { name: 'Skipped', timestamp: at(65).toISOString() }),
  ];

  it('are in order, each with how long it lasted, by its own name', async () => {
    portal.answers('listRunStates', { items: states });
    await renderRun({ state: states[3] });

    await screen.findByText('Starting');
    expect(
      within(screen.getByRole('list', { name: 'States' }))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['Scheduled4 sec', 'Starting1 sec', 'Running1 min', 'Skipped']);
  });

  it('fall back to the present one', async () => {
    portal.fails('listRunStates');
    await renderRun({ state: aState('CRASHED') });

    expect(screen.getByRole('list', { name: 'States' })).toHaveTextContent(
      /^Crashed$/,
    );
  });
});

describe('its tabs', () => {
  it.each([
    ['the timeline', {}, 'Timeline'],
    ['the logs of what failed', failed(), 'Logs'],
  ])('begin with %s', async (_, over, name) => {
    await renderRun(over);

    expect(tab(name)).toHaveAttribute('aria-selected', 'true');
  });

  it('are in the address', async () => {
    const { user, address } = await renderRun({}, '#parameters');
    expect(tab('Parameters')).toHaveAttribute('aria-selected', 'true');

    await user.click(tab('Timeline'));

    expect(address()).toBe(`${URL}#timeline`);
    expect(tab('Timeline')).toHaveAttribute('aria-selected', 'true');
  });

  it.each(['#nonsense', '#', '#__proto__', '#parameters-'])(
    'survive the address %s',
    async hash => {
      await renderRun({}, hash);

      expect(screen.getAllByRole('tab', { selected: true })).toHaveLength(1);
    },
  );

  it('do not change under the reader when the run fails', async () => {
    const { signals } = await renderRun({ state: aState('RUNNING') });

    portal.answers('getRun', aRunDetail(failed()));
    signals.send({ runs: [anId(1)] });
    await screen.findByText(/^ValueError/);

    expect(tab('Timeline')).toHaveAttribute('aria-selected', 'true');
  });

  it('are moved through by keys', async () => {
    const { user } = await renderRun({}, '#artifacts');
    await user.click(tab('Artifacts'));

    await user.keyboard('{ArrowRight}{Enter}');

    expect(tab('Parameters')).toHaveFocus();
    expect(tab('Parameters')).toHaveAttribute('aria-selected', 'true');
  });

  it('count the artifacts', async () => {
    portal.answers('listRunArtifacts', {
      items: [anArtifact(), anArtifact({ id: anId(601) })],
    });
    await renderRun();

    expect(
      await screen.findByRole('tab', { name: 'Artifacts 2' }),
    ).toBeInTheDocument();
  });

  it('show the tasks', async () => {
    portal.answers('listRunTasks', {
      items: [
        aTaskRun(),
        aTaskRun({ id: anId(301), name: 'load-0', group: 'load' }),
      ],
      truncated: false,
    });
    await renderRun();

    await screen.findByText('extract-0');
    await expectNoAxeViolations();
  });
});
