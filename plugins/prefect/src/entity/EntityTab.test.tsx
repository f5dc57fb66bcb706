import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, waitFor, within } from '@testing-library/react';
import { formatTime } from '../kit';
import {
  aChartSeries,
  aDeployment,
  aDeploymentDetail,
  anAccessOffer,
  anEntity,
  anEntityAutomation,
  anId,
  anInstance,
  aRunCell,
  aSchedule,
  aState,
  denied,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  rights,
  settled,
  startPortalFake,
} from '../testing';
import { EntityTab } from './EntityTab';

const portal = startPortalFake();

const renderTab = () => renderPage(<EntityTab />, { entity: anEntity() });

const row = (title: string | RegExp) =>
  within(screen.getByRole('row', { name: title }));

async function renderDeployments(...items: Deployment[]) {
  portal.answers('getEntityAutomation', anEntityAutomation({ items }));
  const rendered = renderTab();
  await screen.findByRole('table', { name: 'the deployments' });
  return rendered;
}

describe('the tab of an entity', () => {
  it('says that it loads', async () => {
    portal.holds('getEntityAutomation');
    renderTab();

    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    await expectNoAxeViolations();
  });

  it('says when the deployments could not be loaded', async () => {
    portal.fails('getEntityAutomation');
    renderTab();

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the deployments. The rest is current.',
    );
    await expectNoAxeViolations();
  });

  it('asks for the entity by its name in lower case', async () => {
    const { kind, metadata, ...rest } = anEntity();
    renderPage(<EntityTab />, {
      entity: {
        ...rest,
        kind: 'Component',
        metadata: { ...metadata, name: 'Payments-API', namespace: undefined },
      },
    });

    await waitFor(() =>
      expect(portal.asked('getEntityAutomation')).toMatchObject([
        {
          path: {
            kind: 'component',
            namespace: 'default',
            name: 'payments-api',
          },
        },
      ]),
    );
  });

  it('warns of an instance that does not answer', async () => {
    const asOf = minutesAgo(8);
    portal.answers('listInstances', {
      items: [
        anInstance({ freshness: { state: 'stale', asOf, message: null } }),
      ],
    });
    await renderDeployments(aDeployment());

    expect(
      await screen.findByText(
        `Production has not answered since ${formatTime(
          new Date(asOf),
          new Date(),
        )}.`,
      ),
    ).toBeInTheDocument();
    await expectNoAxeViolations();
  });
});

describe('an entity that nothing belongs to', () => {
  it('gets the annotation to add, ready to copy', async () => {
    portal.answers('getEntityAutomation', anEntityAutomation({ items: [] }));
    const { user, copied } = renderTab();

    await screen.findByText('No deployment of Prefect belongs here yet.');
    await expectNoAxeViolations();
    await user.click(screen.getByRole('button', { name: 'Copy' }));

    expect(await copied()).toBe(
      'metadata:\n  annotations:\n    prefect.io/deployment: production:flow/deployment',
    );
  });

  it('is told which annotation names nothing, and what is like it', async () => {
    portal.answers(
      'getEntityAutomation',
      anEntityAutomation({
        items: [],
        unmatched: [
          {
            annotation: 'prefect.io/deployment',
            value: 'production:bank/reconsile',
            suggestions: ['production:bank/reconcile', 'dev:bank/reconcile'],
          },
        ],
      }),
    );
    const { user, copied } = renderTab();

    const alert = await screen.findByText(
      'prefect.io/deployment names production:bank/reconsile, which is not there or not yours to see.',
    );
    expect(alert).toBeInTheDocument();
    expect(
      screen.getByText(
        'Did you mean production:bank/reconcile, dev:bank/reconcile?',
      ),
    ).toBeInTheDocument();
    await expectNoAxeViolations();
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await copied()).toMatch(/: production:bank\/reconcile$/);
  });

  it('sees what only claims to belong to it, and how to accept that', async () => {
    portal.answers(
      'getEntityAutomation',
      anEntityAutomation({
        items: [],
        proposals: [aDeployment({ title: 'bank/claimed' })],
      }),
    );
    const { user, copied } = renderPage(<EntityTab />, {
      entity: anEntity({
        'backstage.io/edit-url':
          'https://git.example.com/edit/catalog-info.yaml',
      }),
    });

    const proposals = within(
      await screen.findByRole('region', {
        name: 'Proposed by a tag, gives no rights',
      }),
    );
    expect(screen.queryByRole('button', { name: /^Run / })).toBeNull();
    await expectNoAxeViolations();
    await user.click(proposals.getByRole('button', { name: 'Copy' }));
    expect(await copied()).toBe(
      'prefect.io/deployment: production:bank/reconcile, production:bank/claimed',
    );
    await user.click(
      proposals.getByRole('button', { name: 'How to accept bank/claimed' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('link', { name: 'Edit file' })).toHaveAttribute(
      'href',
      'https://git.example.com/edit/catalog-info.yaml',
    );
  });
});

describe('an entity with deployments', () => {
  it('shows each with its runs, schedule, owner and how it fares', async () => {
    await renderDeployments(
      aDeployment({
        recentRuns: [aRunCell(), aRunCell({ id: anId(2) })],
        stats: { ...aDeployment().stats, successRate: 0.714 },
      }),
    );

    const cells = row(/bank\/reconcile/);
    expect(cells.getByRole('img', { name: 'Healthy' })).toBeInTheDocument();
    expect(
      cells.getByText('version v1.4.2; pool demo, 1 worker'),
    ).toBeVisible();
    expect(
      cells.getByRole('group', { name: 'Last 2 runs, oldest first' }),
    ).toBeInTheDocument();
    expect(cells.getByText('71%')).toBeInTheDocument();
    expect(cells.getByText('6 sec')).toBeInTheDocument();
    expect(cells.getByText(/^Every hour/)).toBeInTheDocument();
    expect(cells.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    expect(cells.getByRole('link', { name: 'bank/reconcile' })).toHaveAttribute(
      'href',
      `/prefect/runs?deployment=${anId(100)}`,
    );
    await expectNoAxeViolations();
  });

  it('has dashes and words for what there is not', async () => {
    await renderDeployments(
      aDeployment({
        health: 'idle',
        recentRuns: [],
        schedules: [],
        nextRun: null,
        owners: [],
        workPool: null,
        pollingWorkers: null,
        version: null,
        stats: {
          days: 7,
          finished: 0,
          completed: 0,
          successRate: null,
          usualDurationMs: null,
        },
      }),
    );

    const cells = row(/bank\/reconcile/);
    for (const text of ['No runs yet', 'No schedule', 'Nobody']) {
      expect(cells.getByText(text)).toBeInTheDocument();
    }
    expect(cells.getByRole('img', { name: 'Never ran' })).toBeInTheDocument();
    expect(cells.getAllByText('–')).toHaveLength(2);
    await expectNoAxeViolations();
  });

  it.each<[string, Partial<Deployment>, string | RegExp]>([
    ['healthy', { health: 'healthy' }, 'The deployment is healthy.'],
    ['late', { health: 'late' }, /need attention: bank\/reconcile is late\.$/],
    ['waiting', { health: 'waiting' }, /bank\/reconcile waits for input\.$/],
    [
      'failed once',
      { health: 'failing', streak: { failures: 1, since: minutesAgo(9) } },
      /bank\/reconcile failed\.$/,
    ],
    [
      'failed in a row',
      { health: 'failing', streak: { failures: 3, since: minutesAgo(9) } },
      /bank\/reconcile failed 3 times since \d/,
    ],
    [
      'of any name',
      { health: 'late', title: 'r&d/<etl>' },
      /: r&d\/<etl> is late\.$/,
    ],
  ])('answers first that it is %s', async (_, over, sentence) => {
    await renderDeployments(aDeployment(over));

    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(
      sentence,
    );
  });

  it('counts those that need somebody', async () => {
    await renderDeployments(
      aDeployment({ health: 'late' }),
      aDeployment({ id: anId(101), title: 'bank/report', health: 'waiting' }),
      aDeployment({ id: anId(102), title: 'bank/archive', health: 'paused' }),
    );

    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(
      '2 of 3 need attention: bank/reconcile is late.',
    );
  });

  it('shows the cause of a failure', async () => {
    await renderDeployments(
      aDeployment({
        health: 'failing',
        cause: "ValueError: can't read <ledger>",
        recentRuns: [aRunCell({ state: aState('FAILED') })],
      }),
    );

    expect(
      screen.getByText("ValueError: can't read <ledger>"),
    ).toBeInTheDocument();
  });

  it('asks for statistics of another window, keeping the page meanwhile', async () => {
    const { user } = await renderDeployments(aDeployment());

    const release = portal.holds('getEntityAutomation');
    await user.click(screen.getByRole('button', { name: /Statistics of/ }));
    await user.click(await screen.findByRole('option', { name: '30 days' }));

    await waitFor(() =>
      expect(
        portal
          .asked('getEntityAutomation')
          .map(({ query }) => query.get('days')),
      ).toEqual(['7', '30']),
    );
    expect(screen.getByRole('table')).toBeInTheDocument();
    release();
  });

  it('follows what changes', async () => {
    const { signals } = await renderDeployments(aDeployment());

    portal.answers(
      'getEntityAutomation',
      anEntityAutomation({ items: [aDeployment({ health: 'late' })] }),
    );
    signals.send({ runs: [anId(1)] });

    await screen.findByText(/bank\/reconcile is late/);
  });

  it('charts them over the time that the reader chose', async () => {
    portal.answers('getEntityAutomation', anEntityAutomation());
    portal.answers('getCharts', { items: [aChartSeries()], nextCursor: null });
    renderPage(<EntityTab />, { entity: anEntity(), at: '/?since=24h' });

    await screen.findByRole('group', {
      name: 'Success: bank/reconcile, production',
    });
    const [{ query }] = portal.asked('getCharts');
    expect(
      ['by', 'entity', 'points'].map(name => query.getAll(name).join()),
    ).toEqual(['deployment', 'component:default/payments-api', '24']);
    await expectNoAxeViolations();
  });

  it('opens the run dialog, and gives the focus back', async () => {
    portal.answers('getDeployment', aDeploymentDetail());
    const { user } = await renderDeployments(aDeployment());
    const button = screen.getByRole('button', {
      name: 'Run bank/reconcile in production',
    });

    await user.click(button);
    await screen.findByRole('dialog', { name: /^Run bank\/reconcile/ });
    await user.keyboard('{Escape}');

    await waitFor(() => expect(button).toHaveFocus());
  });

  it('locks Run for who may not', async () => {
    const may = rights({ run: denied('Only team-payments may run it.') });
    const { user } = await renderDeployments(aDeployment({ may }));

    await user.click(
      screen.getByRole('button', { name: 'Run bank/reconcile in production' }),
    );

    expect(
      await screen.findByText('Only team-payments may run it.'),
    ).toBeInTheDocument();
    await settled();
    expect(portal.asked('getDeployment')).toEqual([]);
  });
});

describe('the menu of a deployment', () => {
  async function openMenu(over: Partial<Deployment> = {}) {
    const rendered = await renderDeployments(aDeployment(over));
    await rendered.user.click(
      screen.getByRole('button', { name: 'More about bank/reconcile' }),
    );
    await screen.findByRole('menu');
    return rendered;
  }

  const item = (name: string) => screen.getByRole('menuitem', { name });

  it('leads to its runs, code and page in Prefect', async () => {
    await openMenu();

    expect(item('All runs')).toHaveAttribute(
      'href',
      `/prefect/runs?instance=production&deployment=${anId(100)}`,
    );
    expect(item('Open the code')).toHaveAttribute(
      'href',
      'https://git.example.com/bank',
    );
    expect(item('Open in Prefect')).toHaveAttribute('target', '_blank');
    await expectNoAxeViolations();
  });

  it('copies the id', async () => {
    const { user, copied } = await openMenu();

    await user.click(item('Copy the id'));

    expect(await copied()).toBe(anId(100));
  });

  it.each([
    { paused: false, name: 'Pause schedules' },
    { paused: true, name: 'Resume schedules' },
  ])(
    'changes the schedules ($name) and shows what came of it',
    async ({ paused, name }) => {
      const { user } = await openMenu({ paused });
      portal.answers(
        'getEntityAutomation',
        anEntityAutomation({ items: [aDeployment({ paused: !paused })] }),
      );

      await user.click(item(name));

      await waitFor(() =>
        expect(portal.asked('setDeploymentPaused')).toMatchObject([
          {
            path: { instance: 'production', id: anId(100) },
            body: { paused: !paused },
          },
        ]),
      );
      await screen.findByText(paused ? /^Every hour(?!.*paused)/ : /, paused$/);
    },
  );

  it('says when the schedules could not be changed', async () => {
    const { user } = await openMenu();
    portal.fails('setDeploymentPaused');

    await user.click(item('Pause schedules'));

    await screen.findByText(
      'Could not change the schedules: production does not answer.',
    );
  });

  it('locks the schedules with the reason for who may not', async () => {
    const may = rights({ schedule: denied('Only owners may pause it.') });
    const { user } = await openMenu({ may });

    await user.click(item('Locked: Pause schedules'));

    await screen.findByText('Only owners may pause it.');
    await settled();
    expect(portal.asked('setDeploymentPaused')).toEqual([]);
  });

  it('asks for the right to change the schedules', async () => {
    portal.answers('getAccessOffer', anAccessOffer());
    const { user } = await openMenu({ may: rights({ schedule: denied() }) });

    await user.click(item('Locked: Pause schedules'));

    await screen.findByRole('dialog', {
      name: 'Ask to change the schedules of bank/reconcile in production',
    });
    await screen.findByRole('textbox', { name: /^Because/ });
    await expectNoAxeViolations();
  });

  it('leads to who can', async () => {
    await openMenu();

    expect(item('Who can…')).toHaveAttribute(
      'href',
      `/prefect/access/explain?instance=production&deployment=${anId(100)}`,
    );
  });

  it('has nothing to pause without schedules', async () => {
    await openMenu({ schedules: [] });

    expect(screen.queryByRole('menuitem', { name: /schedules/ })).toBeNull();
  });

  it('says which of the schedules is paused', async () => {
    await renderDeployments(
      aDeployment({
        schedules: [
          aSchedule({ expression: '0 23 * * *' }),
          aSchedule({ id: anId(501), expression: '0 6 * * *', active: false }),
        ],
      }),
    );

    expect(screen.getByText(/^At 23:00(?!.*paused)/)).toBeInTheDocument();
    expect(screen.getByText(/^At 06:00.*, paused$/)).toBeInTheDocument();
  });
});

describe('an entity that stands for one deployment', () => {
  const renderDescription = () =>
    renderPage(<EntityTab />, {
      entity: anEntity({
        'prefect.io/deployment-id': `production:${anId(7)}`,
      }),
    });

  it('shows that deployment, and asks for nothing that is bound', async () => {
    portal.answers('getDeployment', aDeploymentDetail({ title: 'bank/one' }));
    renderDescription();

    await screen.findByRole('table', { name: 'the deployments' });
    expect(
      screen.getByRole('heading', { name: 'The deployment is healthy.' }),
    ).toBeInTheDocument();
    expect(
      row(/bank\/one/).getByRole('button', { name: /^Run/ }),
    ).toBeInTheDocument();
    expect(portal.asked('getDeployment')).toMatchObject([
      { path: { instance: 'production', id: anId(7) } },
    ]);
    expect(portal.asked('getEntityAutomation')).toEqual([]);
    await screen.findByText('No runs in this window.');
    const [{ query }] = portal.asked('getCharts');
    expect(
      ['by', 'instance', 'deployment', 'entity'].map(name =>
        query.getAll(name).join(),
      ),
    ).toEqual(['deployment', 'production', anId(100), '']);
    await expectNoAxeViolations();
  });

  it.each([
    {
      state: 'gone, or not yours to see',
      arrange: () => portal.hides('getDeployment'),
      text: 'Not here, deleted, or not yours to see.',
    },
    {
      state: 'not to be had now',
      arrange: () => portal.fails('getDeployment'),
      text: 'Could not load the deployment. The rest is current.',
    },
  ])('says that it is $state', async ({ arrange, text }) => {
    arrange();
    renderDescription();

    expect(await screen.findByText(text)).toBeInTheDocument();
    await expectNoAxeViolations();
  });
});
