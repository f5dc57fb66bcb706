import { screen, within } from '@testing-library/react';
import {
  aDeploymentDetail,
  anAccessOffer,
  anEntitled,
  anId,
  denied,
  expectNoAxeViolations,
  renderPage,
  rights,
  someFacets,
  startPortalFake,
} from '../testing';
import { ExplainPage } from './ExplainPage';

const portal = startPortalFake();

const AT = `/?instance=production&deployment=${anId(100)}`;

function mayRun(...items: ReturnType<typeof anEntitled>[]) {
  portal.answers('getFacets', someFacets());
  portal.answers('getDeployment', aDeploymentDetail());
  portal.answers('listEntitled', { items });
}

const group = async (name: RegExp) =>
  (
    await screen.findByText(
      (_, element) =>
        element?.tagName === 'SUMMARY' && name.test(element.textContent ?? ''),
    )
  ).closest('details')!;

it.each([
  {
    state: 'no question yet',
    at: '/',
    given: () => {},
    shown: () => screen.findByText('Who may do what?'),
  },
  {
    state: 'loading',
    given: () => {
      portal.holds('getDeployment');
      portal.holds('listEntitled');
    },
    shown: async () =>
      (await screen.findAllByRole('status', { name: 'Loading' }))[0],
  },
  {
    state: 'not there',
    given: () => {
      portal.hides('getDeployment');
      portal.hides('listEntitled');
    },
    shown: async () =>
      (
        await screen.findAllByText('Not here, deleted, or not yours to see.')
      )[0],
  },
  {
    state: 'who can failed',
    given: () => {
      mayRun();
      portal.fails('listEntitled');
    },
    shown: () => screen.findByText(/^Could not load who can/),
  },
  {
    state: 'nobody',
    given: () => mayRun(),
    shown: () => screen.findByText('Nobody may.'),
  },
  {
    state: 'full',
    given: () => mayRun(anEntitled()),
    shown: () => screen.findByText('owners-run'),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<ExplainPage />, { at: at ?? AT });
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it('unfolds each reason to its people, with the policy and where it is written', async () => {
  mayRun(
    anEntitled(),
    anEntitled({ ref: 'user:default/jo', name: 'Jo Lim' }),
    anEntitled({
      ref: 'user:default/lena',
      name: 'Lena',
      policies: [],
      grant: anId(900),
    }),
  );
  portal.answers('getPolicies', {
    version: '4c1e0000aaaa',
    problem: null,
    items: [
      {
        id: 'owners-run',
        effect: 'permit',
        file: 'starter.cedar',
        line: 14,
        text: '@id("owners-run")\npermit (principal, action, resource);',
      },
    ],
  });
  const { user } = renderPage(<ExplainPage />, { at: AT });
  const owners = await group(/owners-run: 2 people/);
  await user.click(within(owners).getByText('owners-run'));
  expect(
    within(owners)
      .getAllByRole('link')
      .map(link => [link.textContent, link.getAttribute('href')]),
  ).toEqual([
    ['Ana Ruiz', '/catalog/default/user/ana'],
    ['Jo Lim', '/catalog/default/user/jo'],
  ]);
  await within(owners).findByText('starter.cedar, line 14');
  within(owners).getByText(/^@id/);
  screen.getByText('Policies 4c1e0000');

  const granted = await group(/By a grant, for some time: 1 person/);
  await user.click(within(granted).getByText('By a grant, for some time'));
  expect(
    within(granted).getByRole('link', { name: 'See the grant' }),
  ).toHaveAttribute('href', `/prefect/access/grants/${anId(900)}`);
});

it('says whether the reader may, and why not, and leads to asking', async () => {
  mayRun(anEntitled());
  portal.answers(
    'getDeployment',
    aDeploymentDetail({
      may: rights({ operate: denied('Closest policy: owners-operate.') }),
    }),
  );
  portal.answers('getAccessOffer', anAccessOffer());
  const { user } = renderPage(<ExplainPage />, { at: `${AT}&right=operate` });
  const you = await screen.findByRole('region', { name: 'You' });
  expect(await within(you).findByText(/Closest policy/)).toHaveTextContent(
    'No. Closest policy: owners-operate.',
  );
  await user.click(
    within(you).getByRole('button', { name: 'Operate its runs' }),
  );
  await user.click(await screen.findByRole('button', { name: 'Ask' }));
  await screen.findByRole('dialog', { name: /^Ask to operate/ });
});

it.each([
  ['run', 'Yes. You own it.'],
  ['schedule', 'Yes. You own it.'],
  ['view', 'You see it.'],
])('says that the reader may %s', async (right, says) => {
  mayRun(anEntitled());
  renderPage(<ExplainPage />, { at: `${AT}&right=${right}` });
  const you = await screen.findByRole('region', { name: 'You' });
  await within(you).findByText(
    (_, element) => element?.tagName === 'P' && element.textContent === says,
  );
});

it('asks what is chosen, and keeps the question in the URL', async () => {
  mayRun(anEntitled());
  const { user, address } = renderPage(<ExplainPage />);
  await user.click(await screen.findByRole('button', { name: /Deployment$/ }));
  await user.click(
    await screen.findByRole('option', { name: 'bank/reconcile, Production' }),
  );
  expect(address()).toBe(AT);
  await user.click(screen.getByRole('button', { name: /Right$/ }));
  await user.click(
    await screen.findByRole('option', { name: 'Change its schedules' }),
  );
  expect(address()).toBe(`${AT}&right=schedule`);
  await group(/owners-run/);
  expect(portal.asked('listEntitled').at(-1)?.query.get('right')).toBe(
    'schedule',
  );
});

it('hands out who can as a file', async () => {
  mayRun(anEntitled());
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => {};
  const names: string[] = [];
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download);
    });
  const { user } = renderPage(<ExplainPage />, { at: AT });
  await user.click(
    await screen.findByRole('button', { name: 'Download as CSV' }),
  );
  expect(names).toEqual(['who-can-run.csv']);
  jest.restoreAllMocks();
});
