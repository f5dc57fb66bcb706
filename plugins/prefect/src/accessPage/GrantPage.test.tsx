import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, within } from '@testing-library/react';
import {
  aDeploymentDetail,
  aGrant,
  aGrantOfMine,
  anId,
  expectNoAxeViolations,
  inForce,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { GrantPage } from './GrantPage';

const portal = startPortalFake();

const renderGrant = () =>
  renderPage(<GrantPage />, {
    at: `/prefect/access/grants/${anId(900)}`,
    mountPath: '/prefect/access/grants/:id',
  });

function isThere(grant: Grant) {
  portal.answers('getGrant', grant);
  portal.answers('getDeployment', aDeploymentDetail());
}

const chapters = async () =>
  within(await screen.findByRole('region', { name: 'Story' }))
    .getAllByRole('listitem')
    .map(item => item.textContent?.replace(/^.*?: /, ''));

it.each([
  {
    state: 'loading',
    given: () => {
      portal.holds('getGrant');
    },
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'not there or not for the reader',
    given: () => portal.hides('getGrant'),
    shown: () => screen.findByText('Not here, deleted, or not yours to see.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('getGrant'),
    shown: () => screen.findByRole('button', { name: 'Try again' }),
  },
  {
    state: 'the deployment is not there any more',
    given: () => {
      isThere(aGrant());
      portal.hides('getDeployment');
    },
    shown: () => screen.findByRole('heading', { name: 'Run bank/reconcile' }),
  },
  {
    state: 'full',
    given: () => isThere(aGrant()),
    shown: () => screen.findByRole('heading', { name: 'Run bank/reconcile' }),
  },
])('$state: says so, and axe finds nothing', async ({ given, shown }) => {
  given();
  renderGrant();
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

const said = (verdict: 'approved' | 'refused' | 'revoked' | 'reviewed') => ({
  by: 'user:default/ana',
  verdict,
  reason: `${verdict} for a reason`,
  at: minutesAgo(2),
});

it.each<{ what: string; over: Partial<Grant>; story: string[] }>([
  {
    what: 'waits',
    over: {},
    story: ['lena askedINC-204, a refund is stuck'],
  },
  {
    what: 'was approved and used',
    over: { ...inForce(), state: 'used', usedAt: minutesAgo(1), run: anId(7) },
    story: [
      'lena askedINC-204, a refund is stuck',
      'ana approvedGo ahead',
      'lena used it See the run',
    ],
  },
  {
    what: 'was refused',
    over: {
      state: 'refused',
      voices: [said('refused')],
      endedAt: minutesAgo(2),
    },
    story: [
      'lena askedINC-204, a refund is stuck',
      'ana refusedrefused for a reason',
    ],
  },
  {
    what: 'was taken, and reviewed',
    over: {
      kind: 'break-glass',
      state: 'expired',
      review: 'closed',
      voices: [said('reviewed')],
      endedAt: minutesAgo(3),
    },
    story: [
      'lena broke the glassINC-204, a refund is stuck',
      'Its time was over.',
      'ana closed the reviewreviewed for a reason',
    ],
  },
  {
    what: 'was withdrawn',
    over: { state: 'withdrawn', endedAt: minutesAgo(3) },
    story: ['lena askedINC-204, a refund is stuck', 'lena withdrew it'],
  },
  {
    what: 'lapsed',
    over: { state: 'lapsed', endedAt: minutesAgo(3) },
    story: ['lena askedINC-204, a refund is stuck', 'Nobody answered in time.'],
  },
])('tells the story of one that $what', async ({ over, story }) => {
  isThere(aGrant({ askedAt: minutesAgo(40), ...over }));
  renderGrant();
  expect(await chapters()).toEqual(story);
});

it('leads to the run that was started with it', async () => {
  isThere(aGrant({ state: 'used', usedAt: minutesAgo(1), run: anId(7) }));
  renderGrant();
  expect(
    await screen.findByRole('link', { name: 'See the run' }),
  ).toHaveAttribute('href', `/prefect/runs/production/${anId(7)}`);
});

it('says of one’s own that somebody else decides, and what one may do', async () => {
  isThere(aGrantOfMine());
  renderGrant();
  await screen.findByText('Somebody else decides: it is you who asked for it.');
  screen.getByRole('button', { name: 'Withdraw' });
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

it('shows what somebody decided when a signal tells', async () => {
  isThere(aGrantOfMine());
  const { signals } = renderGrant();
  await screen.findByRole('button', { name: 'Withdraw' });
  isThere(aGrantOfMine(inForce()));
  signals.send({ deployments: [anId(100)] });
  expect(
    await screen.findByRole('button', {
      name: 'Run with the approved parameters',
    }),
  ).toBeVisible();
});
