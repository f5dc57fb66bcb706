import type { AccessOffer } from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, waitFor, within } from '@testing-library/react';
import {
  aDeployment,
  aGrantOfMine,
  anAccessOffer,
  anEntitled,
  anId,
  expectNoAxeViolations,
  noAccessOffer,
  renderPage,
  someTerms,
  startPortalFake,
} from '../testing';
import { AskDialog, type AskDialogProps } from './AskDialog';

const portal = startPortalFake();

const WHY = 'You may not operate its runs. Closest policy: owners-operate.';

function renderAsk(
  offer: Partial<AccessOffer> = {},
  props: Partial<AskDialogProps> = {},
) {
  portal.answers('getAccessOffer', anAccessOffer(offer));
  portal.answers('askGrant', aGrantOfMine());
  const onClose = jest.fn();
  const rendered = renderPage(
    <AskDialog
      deployment={aDeployment()}
      right="operate"
      why={WHY}
      onClose={onClose}
      {...props}
    />,
  );
  return { ...rendered, onClose };
}

const button = (name: string) => screen.getByRole('button', { name });
const reason = () => screen.findByRole('textbox', { name: /^Because/ });
const sent = () => portal.asked('askGrant').map(({ body }) => body);

it.each([
  {
    state: 'loading',
    given: () => {
      portal.holds('getAccessOffer');
    },
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'failed',
    given: () => portal.fails('getAccessOffer'),
    shown: () => screen.findByRole('button', { name: 'Try again' }),
  },
  {
    state: 'the deployment is gone',
    given: () => portal.hides('getAccessOffer'),
    shown: () => screen.findByText('Not here, deleted, or not yours to see.'),
  },
  {
    state: 'nothing can be asked for',
    given: () => portal.answers('getAccessOffer', noAccessOffer()),
    shown: () =>
      screen.findByText('You may not ask for this: no policy allows it.'),
  },
  {
    state: 'nobody else could approve it',
    given: () =>
      portal.answers('getAccessOffer', anAccessOffer({ approvers: [] })),
    shown: () => screen.findByText(/^Nobody but you may approve it/),
  },
  {
    state: 'too few could approve it',
    given: () =>
      portal.answers(
        'getAccessOffer',
        anAccessOffer({
          terms: someTerms({ approvals: 2 }),
          approvers: [anEntitled()],
        }),
      ),
    shown: () =>
      screen.findByText(/needs 2 people who approve, and there is only Ana/),
  },
])('$state: says so, why it is denied, and has no form', async row => {
  renderAsk();
  row.given();
  expect(await row.shown()).toBeVisible();
  expect(
    screen.getByRole('dialog', {
      name: 'Ask to operate the runs of bank/reconcile in production',
    }),
  ).toHaveTextContent(WHY);
  expect(screen.queryByRole('textbox')).toBeNull();
  await expectNoAxeViolations();
});

it('asks within the terms, and leads to the request', async () => {
  const { user } = renderAsk();
  await user.type(await reason(), 'INC-204');
  expect(screen.getByText('Once.')).toBeVisible();
  expect(
    screen.getByText('Needs 1 of Ana Ruiz, Jo Lim; not yourself.'),
  ).toBeVisible();
  expect(screen.queryByRole('radio')).toBeNull();
  await expectNoAxeViolations();

  await user.click(button('Ask'));

  expect(
    await screen.findByText('Asked. It waits for approval.'),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'See the request' })).toHaveAttribute(
    'href',
    `/prefect/access/grants/${anId(900)}`,
  );
  expect(sent()).toEqual([
    {
      right: 'operate',
      reason: 'INC-204',
      seconds: 3_600,
      uses: 'once',
      when: 'approved',
    },
  ]);
  await expectNoAxeViolations();
});

it('offers times up to the longest, and as many uses as the terms allow', async () => {
  const { user } = renderAsk({ terms: someTerms({ uses: 'many' }) });
  await user.type(await reason(), 'x');
  await user.click(screen.getByRole('radio', { name: 'As often as you need' }));
  await user.click(screen.getByRole('button', { name: /For$/ }));
  const times = screen.getAllByRole('option').map(each => each.textContent);
  expect(times).toEqual(['15 min', '30 min', '1 hr', '4 hr']);
  await user.click(screen.getByRole('option', { name: '4 hr' }));

  await user.click(button('Ask'));

  await waitFor(() =>
    expect(sent()).toMatchObject([{ uses: 'many', seconds: 14_400 }]),
  );
});

it('sends the parameters of the run, and says that it is for those', async () => {
  const parameters = { region: 'eu' };
  const { user } = renderAsk({}, { right: 'run', parameters });
  await user.type(await reason(), 'x');
  expect(screen.getByText('Once, with these parameters.')).toBeVisible();

  await user.click(button('Ask'));

  await waitFor(() => expect(sent()).toMatchObject([{ parameters }]));
});

it('needs a reason', async () => {
  const { user } = renderAsk();
  await user.type(await reason(), '  ');

  await user.click(button('Ask'));

  expect(screen.getByRole('alert')).toHaveTextContent('Say why');
  expect(sent()).toEqual([]);
  await expectNoAxeViolations();
});

it('asks once on a double click', async () => {
  const { user } = renderAsk();
  await user.type(await reason(), 'x');
  const release = portal.holds('askGrant');

  await user.dblClick(button('Ask'));
  release();

  await screen.findByText('Asked. It waits for approval.');
  expect(sent()).toHaveLength(1);
});

it('tells why it was not asked for, keeps what was written, and can ask again', async () => {
  const { user } = renderAsk();
  portal.fails('askGrant', {
    status: 400,
    code: 'PREFECT_INVALID_REQUEST',
    message: 'This can be had for 30 minutes at most.',
  });
  await user.type(await reason(), 'x');
  await user.click(button('Ask'));
  expect(
    await screen.findByText('This can be had for 30 minutes at most.'),
  ).toBeVisible();

  portal.answers('askGrant', aGrantOfMine());
  await user.click(button('Ask'));

  await screen.findByText('Asked. It waits for approval.');
});

describe('breaking the glass', () => {
  const taken = {
    breakGlass: { allowed: true, reason: 'Allowed.', policy: 'on-call' },
    breakGlassTerms: someTerms({ longestSeconds: 900 }),
  };

  it('is not offered where no policy lets one', async () => {
    renderAsk();
    await reason();
    expect(screen.queryByText(/glass/)).toBeNull();
  });

  it('asks first, under terms of its own', async () => {
    const { user } = renderAsk(taken);
    portal.answers('askGrant', aGrantOfMine({ kind: 'break-glass' }));
    await user.type(await reason(), 'Money is stuck');
    await user.click(screen.getByRole('radio', { name: /^At once/ }));
    await user.click(button('Break the glass…'));
    const dialog = await screen.findByRole('dialog', {
      name: 'Break the glass?',
    });
    expect(dialog).toHaveTextContent('in force at once');
    await expectNoAxeViolations();
    expect(sent()).toEqual([]);

    await user.click(
      within(dialog).getByRole('button', { name: 'Break the glass' }),
    );

    await screen.findByText('It is in force. A review is open.');
    expect(sent()).toMatchObject([{ when: 'now', seconds: 900 }]);
  });

  it('is not done by who thinks better of it', async () => {
    const { user } = renderAsk({ ...taken, terms: null });
    await user.type(await reason(), 'x');
    await user.click(button('Break the glass…'));
    await user.click(await screen.findByRole('button', { name: 'Do not' }));
    await waitFor(() =>
      expect(screen.queryByText('Break the glass?')).toBeNull(),
    );
    expect(sent()).toEqual([]);
  });
});
