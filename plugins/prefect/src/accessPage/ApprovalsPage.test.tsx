import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, waitFor, within } from '@testing-library/react';
import {
  aDeploymentDetail,
  aGrant,
  anId,
  denied,
  expectNoAxeViolations,
  inForce,
  minutesAgo,
  renderPage,
  startPortalFake,
} from '../testing';
import { ApprovalsPage } from './ApprovalsPage';

const portal = startPortalFake();

/** Without signals nothing but the page itself asks again as long as a test waits. */
const ASKS_BY_ITSELF = { signals: 'none' } as const;

function waits(...items: Grant[]) {
  portal.answers('listGrants', { items, nextCursor: null });
  portal.answers(
    'getGrant',
    ({ path }) => items.find(({ id }) => id === path.id) ?? items[0],
  );
  portal.answers(
    'getDeployment',
    aDeploymentDetail({
      lastGoodRun: {
        id: anId(3),
        name: 'old-owl',
        end: minutesAgo(60),
        parameters: { region: 'us', api_token: null },
      },
      secretParameters: [['api_token']],
    }),
  );
}

const heading = (name: string) => screen.findByRole('heading', { name });
const button = (name: string) => screen.findByRole('button', { name });

it.each([
  {
    state: 'loading',
    given: () => {
      portal.holds('listGrants');
    },
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing',
    given: () => {},
    shown: () => screen.findByText('Nothing waits for you.'),
  },
  {
    state: 'failed',
    given: () => portal.fails('listGrants'),
    shown: () => screen.findByRole('button', { name: 'Try again' }),
  },
  {
    state: 'the deployment failed',
    given: () => {
      waits(aGrant());
      portal.fails('getDeployment');
    },
    shown: async () => {
      await screen.findByText(/^Could not load the deployment/);
      return button('Approve');
    },
  },
  {
    state: 'full',
    given: () => waits(aGrant()),
    shown: () => screen.findByRole('table', { name: 'Parameters' }),
  },
])('$state: says so, and axe finds nothing', async ({ given, shown }) => {
  given();
  renderPage(<ApprovalsPage />);
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it('counts what waits on its tab', async () => {
  waits(aGrant(), aGrant({ id: anId(901) }));
  renderPage(<ApprovalsPage />);
  expect(
    await screen.findByRole('link', { name: 'Approvals (2)' }),
  ).toHaveAttribute('aria-current', 'page');
});

it('shows beside it who, why, for how long, who else, and what will run', async () => {
  waits(
    aGrant({
      approvalsNeeded: 2,
      approvals: 1,
      parameters: { region: 'eu', api_token: '••••••••' },
    }),
  );
  renderPage(<ApprovalsPage />);
  await heading('Run bank/reconcile');
  const facts = (await screen.findByText('May approve')).closest('dl')!;
  for (const text of ['INC-204, a refund is stuck', '1 hr, once', '1 of 2']) {
    within(facts).getByText(text);
  }
  for (const name of ['lena', 'ana', 'jo']) {
    within(facts).getByRole('link', { name });
  }
  const runs = screen.getByRole('region', { name: 'What will run' });
  await within(runs).findByText('v1.4.2');
  within(runs).getByText('1 differs from the last good run.');
  const row = within(runs).getByRole('row', { name: /region/ });
  within(row).getByRole('img', { name: 'other than in the last good run' });
  within(row).getByText('"eu"');
  within(row).getByText('"us"');
});

it('shows the one that the URL names', async () => {
  waits(aGrant(), aGrant({ id: anId(901), right: 'schedule' }));
  const { user, address } = renderPage(<ApprovalsPage />);
  await heading('Run bank/reconcile');
  await user.click(
    screen.getByRole('link', {
      name: 'Change the schedules of bank/reconcile',
    }),
  );
  expect(address()).toBe(`/prefect/access/approvals?grant=${anId(901)}`);
});

describe('deciding', () => {
  it('approves on one press, with a word to it, and keeps showing it', async () => {
    waits(aGrant());
    const approved = aGrant({ ...inForce(), id: anId(900) });
    portal.answers('approveGrant', approved);
    const { user } = renderPage(<ApprovalsPage />, ASKS_BY_ITSELF);
    await user.type(
      await screen.findByRole('textbox', { name: /^A word to it/ }),
      'Go ahead',
    );
    portal.answers('listGrants', { items: [], nextCursor: null });
    portal.answers('getGrant', approved);

    await user.click(await button('Approve'));

    await screen.findByText('Nothing waits for you.');
    expect(await screen.findByText('In force')).toBeVisible();
    expect(portal.asked('approveGrant')).toMatchObject([
      { path: { id: anId(900) }, body: { reason: 'Go ahead' } },
    ]);
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    await expectNoAxeViolations();
  });

  it.each([
    {
      what: 'refuse what waits',
      grant: aGrant(),
      press: 'Refuse…',
      confirm: 'Refuse',
      operation: 'refuseGrant',
    },
    {
      what: 'close the review of broken glass',
      grant: aGrant({ kind: 'break-glass', state: 'used', review: 'open' }),
      press: 'Close the review…',
      confirm: 'Close the review',
      operation: 'reviewGrant',
    },
    {
      what: 'take back what is in force',
      grant: aGrant({ ...inForce(), kind: 'break-glass', review: 'open' }),
      press: 'Take back…',
      confirm: 'Take back',
      operation: 'revokeGrant',
    },
  ] as const)('asks for the reason to $what', async row => {
    waits(row.grant);
    portal.answers(row.operation, row.grant);
    const { user } = renderPage(<ApprovalsPage />);
    await user.click(await button(row.press));
    const dialog = await screen.findByRole('dialog');
    await expectNoAxeViolations();
    await user.click(within(dialog).getByRole('button', { name: row.confirm }));
    expect(portal.asked(row.operation)).toEqual([]);

    await user.type(within(dialog).getByRole('textbox'), 'Because');
    await user.click(within(dialog).getByRole('button', { name: row.confirm }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(portal.asked(row.operation)).toMatchObject([
      { body: { reason: 'Because' } },
    ]);
  });

  it.each([
    {
      what: 'who may not',
      over: {
        rights: {
          decide: denied('Somebody decides who could then.'),
          isOwn: false,
        },
      },
      says: 'Somebody decides who could then.',
    },
    {
      what: 'who has said yes already',
      over: {
        approvalsNeeded: 2,
        approvals: 1,
        voices: [
          {
            by: 'user:default/mina',
            verdict: 'approved' as const,
            reason: '',
            at: minutesAgo(1),
          },
        ],
      },
      says: 'You have approved it. Somebody else has to as well.',
    },
  ])('has no form for $what', async ({ over, says }) => {
    waits(aGrant(over));
    renderPage(<ApprovalsPage />);
    expect(await screen.findByText(says)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Refuse…' })).toBeNull();
  });

  it('tells what became of it when somebody was faster, and shows it', async () => {
    waits(aGrant());
    portal.fails('approveGrant', {
      status: 409,
      code: 'PREFECT_GRANT_CONFLICT',
      message: 'It was refused meanwhile.',
    });
    const { user } = renderPage(<ApprovalsPage />, ASKS_BY_ITSELF);
    const approve = await button('Approve');
    portal.answers('getGrant', aGrant({ state: 'refused' }));
    portal.answers('listGrants', { items: [], nextCursor: null });

    await user.click(approve);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was refused meanwhile.',
    );
    expect(await screen.findByText('Refused')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });
});
