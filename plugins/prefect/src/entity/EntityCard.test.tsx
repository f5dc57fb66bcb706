import { screen } from '@testing-library/react';
import {
  aDeployment,
  aDeploymentDetail,
  anEntity,
  anEntityAutomation,
  anId,
  aRunCell,
  expectNoAxeViolations,
  renderPage,
  startPortalFake,
} from '../testing';
import { EntityCard } from './EntityCard';

const portal = startPortalFake();

const renderCard = () => renderPage(<EntityCard />, { entity: anEntity() });

describe('the card of an entity', () => {
  it('says that it loads', () => {
    portal.holds('getEntityAutomation');
    renderCard();

    expect(
      screen.getByRole('heading', { name: 'Prefect' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
  });

  it.each([
    {
      state: 'failed',
      arrange: () => portal.fails('getEntityAutomation'),
      text: 'Could not load the deployments. The rest is current.',
    },
    {
      state: 'unknown',
      arrange: () => portal.hides('getEntityAutomation'),
      text: 'Not here, deleted, or not yours to see.',
    },
    {
      state: 'without deployments',
      arrange: () =>
        portal.answers(
          'getEntityAutomation',
          anEntityAutomation({ items: [] }),
        ),
      text: 'No deployment of Prefect belongs here yet.',
    },
    {
      state: 'full',
      arrange: () =>
        portal.answers('getEntityAutomation', anEntityAutomation()),
      text: 'The deployment is healthy.',
    },
  ])('says so when it is $state', async ({ arrange, text }) => {
    arrange();
    renderCard();

    expect(await screen.findByText(text)).toBeInTheDocument();
    await expectNoAxeViolations();
  });

  it('shows the deployment that the entity stands for', async () => {
    portal.answers('getDeployment', aDeploymentDetail({ title: 'bank/one' }));
    renderPage(<EntityCard />, {
      entity: anEntity({ 'prefect.io/deployment-id': `dev:${anId(7)}` }),
    });

    expect(
      await screen.findByRole('link', { name: 'bank/one' }),
    ).toBeInTheDocument();
    expect(portal.asked('getDeployment')).toMatchObject([
      { path: { instance: 'dev', id: anId(7) } },
    ]);
    await expectNoAxeViolations();
  });

  it('shows at most five deployments in the order of their need, of twelve runs each', async () => {
    const recentRuns = Array.from({ length: 20 }, (_, index) =>
      aRunCell({ id: anId(index) }),
    );
    const items = [1, 2, 3, 4, 5, 6].map(number =>
      aDeployment({
        id: anId(number),
        title: `flow/number-${number}`,
        health: number === 1 ? 'failing' : 'healthy',
        recentRuns,
      }),
    );
    portal.answers('getEntityAutomation', anEntityAutomation({ items }));
    renderCard();

    await screen.findByText('1 of 6 need attention: flow/number-1 failed.');
    expect(
      screen
        .getAllByRole('link', { name: /^flow/ })
        .map(link => link.textContent),
    ).toEqual([1, 2, 3, 4, 5].map(number => `flow/number-${number}`));
    expect(
      screen.getAllByRole('group', { name: 'Last 12 runs, oldest first' }),
    ).toHaveLength(5);
    await expectNoAxeViolations();
  });

  it('runs a deployment', async () => {
    portal.answers('getEntityAutomation', anEntityAutomation());
    const { user } = renderCard();

    await user.click(
      await screen.findByRole('button', {
        name: 'Run bank/reconcile in production',
      }),
    );

    expect(await screen.findByRole('dialog')).toBeInTheDocument();
  });
});
