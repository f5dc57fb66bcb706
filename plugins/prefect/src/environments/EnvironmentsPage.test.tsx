import { act, screen, waitFor, within } from '@testing-library/react';
import {
  aComparedDeployment,
  aComparedField,
  anEnvironmentCell,
  anInstance,
  expectNoAxeViolations,
  renderPage,
  startPortalFake,
} from '../testing';
import { EnvironmentsPage } from './EnvironmentsPage';

const portal = startPortalFake();

const TWO = {
  items: [
    anInstance({ id: 'dev', title: 'Development', environment: 'development' }),
    anInstance(),
  ],
};

const aPage = (items = [aComparedDeployment()], nextCursor?: string) => ({
  items,
  nextCursor: nextCursor ?? null,
});

const lastAsked = () =>
  String(portal.asked('compareEnvironments').at(-1)?.query);

const rowOf = (title: string) =>
  within(screen.getByRole('rowheader', { name: title }).closest('tr')!);

beforeEach(() => portal.answers('listInstances', TWO));

it.each([
  {
    state: 'loading',
    given: () => portal.holds('compareEnvironments'),
    shown: () => screen.findByRole('status', { name: 'Loading' }),
  },
  {
    state: 'nothing yet',
    given: () => {},
    shown: () =>
      screen.findByText('No deployment yet, or none that you may see.'),
  },
  {
    state: 'no match',
    at: '/?q=x',
    given: () => {},
    shown: () => screen.findByText('No deployments match.'),
  },
  {
    state: 'no difference',
    at: '/?differing=true',
    given: () => {},
    shown: () =>
      screen.findByText('Nothing that matches differs between environments.'),
  },
  {
    state: 'one instance',
    given: () => portal.answers('listInstances', { items: [anInstance()] }),
    shown: () =>
      screen.findByText(
        'There is one Prefect instance, so there is nothing to compare.',
      ),
  },
  {
    state: 'failed',
    given: () => portal.fails('compareEnvironments'),
    shown: async () =>
      within(await screen.findByRole('alert')).getByText(
        'Could not load the environments. The rest is current.',
      ),
  },
  {
    state: 'full',
    given: () => portal.answers('compareEnvironments', aPage()),
    shown: () =>
      screen.findByRole('table', { name: 'Deployments by environment' }),
  },
])('$state: says so, and axe finds nothing', async ({ at, given, shown }) => {
  given();
  renderPage(<EnvironmentsPage />, { at });
  expect(await shown()).toBeVisible();
  await expectNoAxeViolations();
});

it('shows version, schedule and last result of each instance side by side', async () => {
  portal.answers(
    'compareEnvironments',
    aPage([
      aComparedDeployment(),
      aComparedDeployment({
        title: 'bank/only-here',
        cells: [anEnvironmentCell({ version: null, paused: true })],
        fields: [],
      }),
    ]),
  );
  renderPage(<EnvironmentsPage />);
  await screen.findByRole('table', { name: 'Deployments by environment' });

  expect(
    screen.getAllByRole('columnheader').map(header => header.textContent),
  ).toEqual(['Deployment', 'Development', 'Production', 'Differences']);
  const [dev, production] = rowOf('bank/reconcile').getAllByRole('cell');
  expect(dev).toHaveTextContent('version v1.5.0No scheduleNever ran');
  expect(production).toHaveTextContent(/version v1\.4\.2Every hour.*Completed/);
  const [missing, alone, none] = rowOf('bank/only-here').getAllByRole('cell');
  expect(missing).toHaveTextContent('Not there');
  expect(alone).toHaveTextContent(/No version.*, paused/);
  expect(none).toBeEmptyDOMElement();
});

it('opens the fields by keyboard, what differs first', async () => {
  portal.answers('compareEnvironments', aPage());
  const { user } = renderPage(<EnvironmentsPage />);
  const button = await screen.findByRole('button', {
    name: 'bank/reconcile: 3 differences',
  });
  expect(button).toHaveAttribute('aria-expanded', 'false');

  act(() => button.focus());
  await user.keyboard('{Enter}');

  expect(button).toHaveAttribute('aria-expanded', 'true');
  const fields = within(
    screen.getByRole('table', { name: 'Fields of bank/reconcile' }),
  );
  expect(
    fields.getAllByRole('rowheader').map(header => header.textContent),
  ).toEqual([
    'Version, differs',
    'Schedules, differs',
    'target.limit, differs',
    'Tags',
  ]);
  const limit = fields.getByRole('row', { name: /^target\.limit/ });
  expect(within(limit).getAllByRole('cell')).toHaveLength(2);
  within(limit).getByText('5');
  within(limit).getByText('50');
  await expectNoAxeViolations();
});

it('says of a secret that it differs, of a default whose it is, and what is not there', async () => {
  const secret = aComparedField('parameter', [null, null], {
    path: ['api_token'],
    differs: true,
  });
  const byDefault = aComparedField('parameter', ['eu', 'us'], {
    path: ['region'],
  });
  portal.answers(
    'compareEnvironments',
    aPage([
      aComparedDeployment({
        fields: [
          {
            ...secret,
            values: secret.values.map(value => ({ ...value, hidden: true })),
          },
          {
            ...byDefault,
            values: [{ ...byDefault.values[0], isDefault: true }],
          },
        ],
      }),
    ]),
  );
  const { user } = renderPage(<EnvironmentsPage />);
  await user.click(
    await screen.findByRole('button', {
      name: 'bank/reconcile: 2 differences',
    }),
  );
  expect(screen.getByRole('row', { name: /^api_token/ })).toHaveTextContent(
    'api_token, differsSecretSecret',
  );
  expect(screen.getByRole('row', { name: /^region/ })).toHaveTextContent(
    `region, differs"eu"the flow's defaultNot there`,
  );
});

it('narrows to differences, in rows and in fields', async () => {
  portal.answers('compareEnvironments', aPage());
  const { user, address } = renderPage(<EnvironmentsPage />);
  await user.click(
    await screen.findByRole('switch', { name: 'Only differences' }),
  );
  expect(address()).toBe('/?differing=true');
  await waitFor(() => expect(lastAsked()).toContain('differing=true'));

  await user.click(
    await screen.findByRole('button', {
      name: 'bank/reconcile: 3 differences',
    }),
  );
  const fields = screen.getByRole('table', {
    name: 'Fields of bank/reconcile',
  });
  expect(within(fields).getAllByRole('rowheader')).toHaveLength(3);
});

it('asks for what the URL says, and turns pages', async () => {
  portal.answers('compareEnvironments', ({ query }) =>
    query.has('cursor')
      ? aPage([aComparedDeployment({ title: 'bank/second' })])
      : aPage([aComparedDeployment()], 'next'),
  );
  const { user, address } = renderPage(<EnvironmentsPage />, {
    at: '/?owner=mine&q=bank',
  });
  await screen.findByText('1–1');
  expect([...new URLSearchParams(lastAsked())]).toEqual(
    expect.arrayContaining([
      ['owner', 'group:default/payments'],
      ['q', 'bank'],
      ['limit', '50'],
    ]),
  );
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  await screen.findByText('bank/second');
  expect(address()).toBe('/?owner=mine&q=bank&cursor=next');
});

it('leads to the list of deployments and back', async () => {
  renderPage(<EnvironmentsPage />);
  const views = within(
    await screen.findByRole('navigation', { name: 'Views of deployments' }),
  );
  expect(views.getByRole('link', { name: 'List' })).toHaveAttribute(
    'href',
    '/prefect/deployments',
  );
  expect(views.getByRole('link', { name: 'Environments' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});
