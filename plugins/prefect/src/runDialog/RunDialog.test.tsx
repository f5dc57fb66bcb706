import type { DeploymentDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import {
  aDeploymentDetail,
  aGrantOfMine,
  anAccessOffer,
  anId,
  aRun,
  denied,
  expectNoAxeViolations,
  minutesAgo,
  renderPage,
  rights,
  settled,
  startPortalFake,
} from '../testing';
import { RunDialog, type RunDialogProps } from './RunDialog';

const portal = startPortalFake();

/** As Prefect makes it of a flow's signature with pydantic. */
const parameterSchema = {
  title: 'Parameters',
  type: 'object',
  properties: {
    window: { position: 0, title: 'window', type: 'integer', default: 6 },
    region: {
      position: 1,
      title: 'region',
      type: 'string',
      description: 'Which shop to read',
    },
    speed: { position: 2, $ref: '#/definitions/Speed', default: 'fast' },
    note: {
      position: 3,
      title: 'note',
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: null,
    },
    shops: {
      position: 4,
      title: 'shops',
      type: 'array',
      items: { type: 'string' },
      default: [],
    },
    since: {
      position: 5,
      title: 'since',
      anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }],
      default: null,
    },
    warehouse: { position: 6, $ref: '#/definitions/Warehouse' },
    dry_run: { position: 7, title: 'dry_run', type: 'boolean', default: false },
    api_token: { position: 8, title: 'api_token', type: 'string' },
  },
  required: ['region'],
  definitions: {
    Speed: { title: 'Speed', type: 'string', enum: ['fast', 'careful'] },
    Warehouse: {
      title: 'Warehouse',
      type: 'object',
      properties: {
        host: { title: 'Host', type: 'string', default: 'db' },
        password: {
          title: 'Password',
          type: 'string',
          format: 'password',
          writeOnly: true,
        },
      },
    },
  },
};

const deployment = (over: Partial<DeploymentDetail> = {}) =>
  aDeploymentDetail({
    parameterSchema,
    secretParameters: [['api_token'], ['warehouse', 'password']],
    ...over,
  });

/** A deployment whose flow takes one text. */
const simple = (over: Partial<DeploymentDetail> = {}) =>
  aDeploymentDetail({
    parameterSchema: {
      type: 'object',
      properties: { region: { type: 'string', title: 'region' } },
      required: ['region'],
    },
    ...over,
  });

async function renderDialog(
  detail: DeploymentDetail = deployment(),
  props: Partial<RunDialogProps> = {},
) {
  portal.answers('getDeployment', detail);
  portal.answers('startRun', aRun({ id: anId(7), name: 'clever-otter' }));
  const onClose = jest.fn();
  const rendered = renderPage(
    <RunDialog deployment={detail} onClose={onClose} {...props} />,
  );
  await screen.findByRole('heading', {
    name: `Run ${detail.title} in ${detail.environment}`,
  });
  return { ...rendered, onClose };
}

const run = () => screen.getByRole('button', { name: 'Run in production' });
const field = (name: string | RegExp) => screen.getByLabelText(name);
const region = () => field(/^region/);
const started = () => screen.findByText('Started clever-otter');
const sent = () => portal.asked('startRun').map(({ body }) => body);
const stored = () => JSON.stringify({ ...sessionStorage });

/** Opens the fields that have defaults. */
async function openMore(user: { click(element: Element): Promise<void> }) {
  await user.click(screen.getByText(/more with defaults$/));
}

describe('the dialog', () => {
  it('has a name while it loads, and no violation then or later', async () => {
    portal.answers('getDeployment', deployment());
    const release = portal.holds('getDeployment');
    renderPage(<RunDialog deployment={simple()} onClose={jest.fn()} />);
    expect(
      screen.getByRole('dialog', { name: 'Run bank/reconcile' }),
    ).toBeInTheDocument();
    await expectNoAxeViolations();

    release();

    expect(
      await screen.findByRole('dialog', {
        name: 'Run bank/reconcile in production',
      }),
    ).toBeInTheDocument();
    await expectNoAxeViolations();
  });

  it('says when the deployment is not there, and can be closed', async () => {
    portal.hides('getDeployment');
    const onClose = jest.fn();
    const { user } = renderPage(
      <RunDialog deployment={simple()} onClose={onClose} />,
    );
    await screen.findByText('Not here, deleted, or not yours to see.');

    await user.keyboard('{Escape}');

    expect(onClose).toHaveBeenCalled();
  });

  it('says where, how long and by which policy', async () => {
    await renderDialog(simple());

    expect(
      screen.getByText('Usually takes 6 sec. Allowed by owners-run.'),
    ).toBeInTheDocument();
  });

  it('warns when no worker will take the run', async () => {
    await renderDialog(deployment({ workPool: 'empty', pollingWorkers: 0 }));

    expect(
      screen.getByText('No worker polls empty: the run will wait.'),
    ).toBeInTheDocument();
  });

  it('says that a flow takes no parameters', async () => {
    const { user } = await renderDialog(
      deployment({ parameterSchema: { type: 'object', properties: {} } }),
    );
    expect(screen.getByText('This flow takes no parameters.')).toBeVisible();

    await user.click(run());

    await started();
    expect(sent()).toMatchObject([{ parameters: {} }]);
  });
});

describe('the form', () => {
  it('shows what is required, and the rest behind a line', async () => {
    const { user } = await renderDialog();

    expect(region()).toBeVisible();
    expect(region()).toHaveAccessibleDescription('Which shop to read');
    expect(field('window')).not.toBeVisible();

    await openMore(user);
    expect(field('window')).toBeVisible();
    await expectNoAxeViolations();
  });

  it('sends every kind of value as what it is', async () => {
    const { user } = await renderDialog();
    await openMore(user);

    await user.type(region(), 'eu');
    await user.clear(field('window'));
    await user.type(field('window'), '12');
    await user.selectOptions(field('Speed'), 'careful');
    await user.type(field('note'), 'again');
    const shops = screen.getByRole('group', { name: 'shops' });
    await user.click(within(shops).getByRole('button', { name: 'Add' }));
    await user.type(within(shops).getByRole('textbox'), 'north');
    fireEvent.change(field('since'), { target: { value: '2026-11-24T07:30' } });
    const warehouse = screen.getByRole('group', { name: 'Warehouse' });
    await user.clear(within(warehouse).getByLabelText('Host'));
    await user.type(within(warehouse).getByLabelText('Host'), 'replica');
    await user.click(field('dry_run'));
    await expectNoAxeViolations();
    await user.click(run());

    await started();
    expect(sent()).toMatchObject([
      {
        parameters: {
          region: 'eu',
          window: 12,
          speed: 'careful',
          note: 'again',
          shops: ['north'],
          since: new Date(2026, 10, 24, 7, 30).toISOString(),
          warehouse: { host: 'replica' },
          dry_run: true,
        },
      },
    ]);
  });

  it('removes items of a list by a button that has a name', async () => {
    const { user } = await renderDialog(
      deployment({ parameters: { shops: ['north', 'south'] } }),
    );
    await openMore(user);
    const shops = screen.getByRole('group', { name: 'shops' });

    await user.click(
      within(shops).getAllByRole('button', { name: /Remove/ })[0],
    );
    await user.type(region(), 'eu');
    await user.click(run());

    await started();
    expect(sent()).toMatchObject([{ parameters: { shops: ['south'] } }]);
  });

  it('leaves out what was not touched and has no default', async () => {
    const { user } = await renderDialog(
      simple({
        parameterSchema: {
          type: 'object',
          properties: {
            region: { type: 'string', title: 'region' },
            note: {
              title: 'note',
              anyOf: [{ type: 'string' }, { type: 'null' }],
              default: null,
            },
          },
          required: ['region'],
        },
      }),
    );

    await user.type(region(), 'eu');
    await user.click(run());

    await started();
    expect(sent()).toMatchObject([{ parameters: { region: 'eu' } }]);
    expect(sent()[0].parameters).toEqual({ region: 'eu' });
  });

  it('sends null for an optional one that was emptied', async () => {
    const { user } = await renderDialog(
      deployment({ parameters: { region: 'eu', note: 'nightly' } }),
    );
    await openMore(user);

    await user.clear(field('note'));
    await user.click(run());

    await started();
    expect(sent()).toMatchObject([
      { parameters: { region: 'eu', note: null } },
    ]);
  });

  it('sends null for an optional one whose own default was emptied', async () => {
    const note = {
      title: 'note',
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: 'nightly',
    };
    const { user } = await renderDialog(
      deployment({
        parameterSchema: { type: 'object', properties: { note } },
      }),
    );
    expect(field('note')).toHaveValue('nightly');

    await user.clear(field('note'));
    await user.click(run());

    await started();
    expect(sent()).toMatchObject([{ parameters: { note: null } }]);
  });

  describe('of an optional model', () => {
    const withBoosting = () =>
      deployment({
        parameterSchema: {
          type: 'object',
          properties: {
            boosting: {
              title: 'boosting',
              anyOf: [{ $ref: '#/definitions/Boosting' }, { type: 'null' }],
              default: null,
            },
          },
          definitions: {
            Boosting: {
              title: 'Boosting',
              type: 'object',
              properties: {
                rounds: { title: 'Rounds', type: 'integer', default: 100 },
                kind: { title: 'Kind', type: 'string' },
              },
              required: ['kind'],
            },
          },
        },
      });

    it('sends null when it is not set, whatever the model requires', async () => {
      const { user } = await renderDialog(withBoosting());
      expect(screen.queryByLabelText('Rounds')).toBeNull();
      expect(
        within(field('boosting')).getByRole('option', { name: 'not set' }),
      ).toHaveProperty('selected', true);

      await user.click(run());

      await started();
      expect(sent()[0].parameters.boosting ?? null).toBeNull();
    });

    it('sends the model when it is', async () => {
      const { user } = await renderDialog(withBoosting());

      await user.selectOptions(field('boosting'), 'Boosting');
      await user.type(field(/^Kind/), 'tree');
      await expectNoAxeViolations();
      await user.click(run());

      await started();
      expect(sent()).toMatchObject([
        { parameters: { boosting: { rounds: 100, kind: 'tree' } } },
      ]);
    });
  });

  it('says what differs from the defaults', async () => {
    const { user } = await renderDialog(
      deployment({ parameters: { region: 'us' } }),
    );
    expect(screen.queryByText(/Changed from the defaults/)).toBeNull();

    await user.clear(region());
    await user.type(region(), 'eu');

    expect(
      screen.getByText(/^Changed from the defaults: region(?!,)/),
    ).toBeInTheDocument();
  });

  it('does not send what is required and missing, and goes there', async () => {
    const { user } = await renderDialog();

    await user.click(run());

    expect(await screen.findByRole('alert')).toHaveTextContent(/required/);
    expect(region()).toHaveFocus();
    expect(region()).toBeInvalid();
    await settled();
    expect(sent()).toEqual([]);
    await expectNoAxeViolations();
  });

  it('starts from the last good run on request', async () => {
    const lastGoodRun = {
      id: anId(5),
      name: 'good-run',
      end: minutesAgo(60),
      parameters: { region: 'asia', window: 3 },
    };
    const { user } = await renderDialog(deployment({ lastGoodRun }));

    await user.click(screen.getByRole('button', { name: 'Last good run' }));
    expect(region()).toHaveValue('asia');

    await user.click(screen.getByRole('button', { name: 'Defaults' }));
    expect(region()).toHaveValue('');
  });

  it('starts from what it is given', async () => {
    await renderDialog(deployment(), { initialParameters: { region: 'us' } });

    expect(region()).toHaveValue('us');
  });
});

describe('secrets', () => {
  const SECRET = 'hunter2';

  it('are masked, sent, and kept nowhere', async () => {
    const { user } = await renderDialog();
    await openMore(user);
    const password = field('Password');

    for (const secret of [field('api_token'), password]) {
      expect(secret).toHaveAttribute('type', 'password');
      expect(secret).toHaveAttribute('autocomplete', 'off');
      await user.type(secret, SECRET);
    }
    expect(field('api_token')).toHaveAccessibleDescription(
      'Hidden in the portal and its records; Prefect stores it.',
    );
    await user.type(region(), 'eu');

    expect(stored()).toContain('eu');
    expect(stored()).not.toContain(SECRET);
    expect(document.body.textContent).not.toContain(SECRET);

    await user.click(run());
    await started();
    expect(sent()).toMatchObject([
      { parameters: { api_token: SECRET, warehouse: { password: SECRET } } },
    ]);
  });

  it.each([
    ['a number', { type: 'integer', title: 'pin' }, 'pin'],
    [
      'one of several types',
      { title: 'pin', anyOf: [{ type: 'integer' }, { type: 'string' }] },
      'integer',
    ],
  ])('can be %s', async (_, pin, label) => {
    const { user } = await renderDialog(
      deployment({
        parameterSchema: { type: 'object', properties: { pin } },
        secretParameters: [['pin']],
      }),
    );
    expect(field(label)).toHaveAttribute('type', 'password');

    await user.type(field(label), '4711');

    expect(stored()).not.toContain('4711');
    await expectNoAxeViolations();
    await user.click(run());
    await started();
    expect(sent()).toMatchObject([{ parameters: { pin: 4711 } }]);
  });

  it.each([
    [
      'below a list',
      'mirrors',
      { type: 'array', items: { $ref: '#/definitions/Warehouse' } },
      [['mirrors', '*', 'password']],
      [{ host: 'a' }],
    ],
    [
      'a whole list',
      'tokens',
      { type: 'array', items: { type: 'string', title: 'token' } },
      [['tokens']],
      [''],
    ],
    [
      'a whole model',
      'credentials',
      { $ref: '#/definitions/Warehouse' },
      [['credentials']],
      { host: '' },
    ],
    [
      'a whole map',
      'secrets',
      { type: 'object', additionalProperties: { type: 'string' } },
      [['secrets']],
      { key: '' },
    ],
  ])('can be %s', async (_, name, schema, secretParameters, value) => {
    const { user } = await renderDialog(
      deployment({
        parameterSchema: {
          ...parameterSchema,
          properties: { [name]: { title: name, ...schema } },
          required: [],
        },
        secretParameters,
        parameters: { [name]: value },
      }),
    );

    const masked = document.querySelectorAll('input[type=password]');
    expect(masked.length).toBeGreaterThan(0);
    for (const input of masked) await user.type(input, SECRET);

    expect(stored()).not.toContain(SECRET);
    await user.click(run());
    await started();
    expect(JSON.stringify(sent())).toContain(SECRET);
  });

  it('of an earlier run are not taken over', async () => {
    await renderDialog(deployment(), {
      initialParameters: { region: 'us', api_token: '••••••••' },
    });

    expect(field('api_token')).toHaveValue('');
  });
});

describe('drafts', () => {
  it('are not made by looking', async () => {
    await renderDialog();

    expect(stored()).toBe('{}');
  });

  it('survive closing', async () => {
    const { user, unmount } = await renderDialog();
    await user.type(region(), 'eu');
    unmount();

    await renderDialog();

    expect(region()).toHaveValue('eu');
  });

  it('are of one deployment', async () => {
    const { user, unmount } = await renderDialog();
    await user.type(region(), 'eu');
    unmount();

    await renderDialog(deployment({ id: anId(101) }));

    expect(region()).toHaveValue('');
  });

  it('are gone when the run has started', async () => {
    const { user, unmount } = await renderDialog();
    await user.type(region(), 'eu');
    await user.click(run());
    await started();
    unmount();

    await renderDialog();

    expect(region()).toHaveValue('');
  });

  it('do without a storage', async () => {
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    await user.click(run());

    expect(await started()).toBeInTheDocument();
    jest.restoreAllMocks();
  });
});

describe('what the server finds wrong', () => {
  it('is shown at the field, and can be mended', async () => {
    const { user } = await renderDialog();
    portal.fails('startRun', {
      status: 400,
      code: 'PREFECT_INVALID_PARAMETERS',
      message: 'The parameters do not fit.',
      fields: [
        { path: ['region'], message: 'There is no shop named moon.' },
        { path: ['warehouse', 'host'], message: 'It is not reachable.' },
      ],
    });
    await user.type(region(), 'moon');
    await user.click(run());

    await screen.findByText('The parameters do not fit.');
    expect(region()).toHaveAccessibleDescription(
      /There is no shop named moon\./,
    );
    expect(region()).toBeInvalid();
    expect(field('Host')).toHaveAccessibleDescription('It is not reachable.');
    expect(field('Host')).toBeVisible();
    await expectNoAxeViolations();

    portal.answers('startRun', aRun({ name: 'clever-otter' }));
    await user.clear(region());
    await user.type(region(), 'eu');
    await user.click(run());
    await started();
    expect(sent().at(-1)).toMatchObject({ parameters: { region: 'eu' } });
  });

  it('is said in a sentence when it is about no field', async () => {
    const { user } = await renderDialog(simple());
    portal.fails('startRun');
    await user.type(region(), 'eu');

    await user.click(run());

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('It was not started.');
    expect(alert).toHaveTextContent('production does not answer.');
    expect(region()).toHaveValue('eu');
  });
});

describe('JSON', () => {
  const json = () => field('Parameters as JSON');
  const toJson = () => screen.getByRole('button', { name: /JSON$/ });

  it('shows what the form has and gives it back', async () => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    await user.click(toJson());
    expect(JSON.parse((json() as HTMLTextAreaElement).value)).toEqual({
      region: 'eu',
    });
    await expectNoAxeViolations();

    fireEvent.change(json(), { target: { value: '{"region":"us"}' } });
    await user.click(screen.getByRole('button', { name: /Form$/ }));

    expect(region()).toHaveValue('us');
  });

  it('can say what the form cannot', async () => {
    const { user } = await renderDialog(simple());
    await user.click(toJson());
    fireEvent.change(json(), {
      target: { value: '{"region":"us","extra":[1,null]}' },
    });

    await user.click(run());

    await started();
    expect(sent()).toMatchObject([
      { parameters: { region: 'us', extra: [1, null] } },
    ]);
  });

  it.each([
    ['{"region":', /JSON/],
    ['[1]', /array/],
    ['null', /null/],
    ['"eu"', /string/],
  ])('that is %s is not sent', async (text, reason) => {
    const { user } = await renderDialog(simple());
    await user.click(toJson());
    fireEvent.change(json(), { target: { value: text } });

    await user.click(run());

    expect(json()).toBeInvalid();
    expect(json()).toHaveAccessibleDescription(/^This is not a JSON object: /);
    expect(json()).toHaveAccessibleDescription(reason);
    await settled();
    expect(sent()).toEqual([]);
  });

  it('that was broken does not block the form, nor the next try', async () => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    await user.click(toJson());
    fireEvent.change(json(), { target: { value: '{' } });
    await user.click(screen.getByRole('button', { name: /Form$/ }));
    await user.click(toJson());
    expect(json()).toBeValid();

    await user.click(run());

    await started();
    expect(sent()).toMatchObject([{ parameters: { region: 'eu' } }]);
  });
});

describe('Run', () => {
  it('links to the run that it started, and is gone then', async () => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');

    await user.click(run());

    await started();
    expect(screen.getByRole('link', { name: 'Open the run' })).toHaveAttribute(
      'href',
      `/prefect/runs/production/${anId(7)}`,
    );
    expect(
      screen.queryByRole('button', { name: 'Run in production' }),
    ).toBeNull();
    await expectNoAxeViolations();
  });

  it.each([
    [
      'a double click',
      async (user: Awaited<ReturnType<typeof renderDialog>>['user']) =>
        user.dblClick(run()),
    ],
    [
      'two clicks before the page is drawn again',
      async () => {
        const button = run();
        fireEvent.click(button);
        fireEvent.click(button);
      },
    ],
    [
      'Ctrl+Enter in the field, which also submits the form',
      async (user: Awaited<ReturnType<typeof renderDialog>>['user']) => {
        await user.click(region());
        await user.keyboard('{Control>}{Enter}{/Control}');
      },
    ],
  ])('starts one run on %s', async (_, press) => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    const release = portal.holds('startRun');

    await press(user);
    await waitFor(() => expect(sent()).toHaveLength(1));
    await settled();
    release();

    await started();
    expect(sent()).toHaveLength(1);
  });

  it('sends the same key again after a failure, and another one the next time', async () => {
    const { user, unmount } = await renderDialog(simple());
    portal.fails('startRun');
    await user.type(region(), 'eu');
    await user.click(run());
    await screen.findByText('It was not started.');
    portal.answers('startRun', aRun({ name: 'clever-otter' }));
    await user.click(run());
    await started();
    unmount();

    const next = await renderDialog(simple());
    await next.user.type(region(), 'eu');
    await next.user.click(run());
    await started();

    const [first, second, third] = sent().map(body => body.idempotencyKey);
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('starts on Ctrl+Enter, wherever one is', async () => {
    const { user } = await renderDialog();
    await user.type(region(), 'eu');

    await user.keyboard('{Control>}{Enter}{/Control}');

    await started();
    expect(sent()).toHaveLength(1);
  });

  it('starts later when told so', async () => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    await user.click(screen.getByRole('radio', { name: 'Later' }));
    fireEvent.change(field(/^At \(/), {
      target: { value: '2026-12-01T07:30' },
    });
    await user.click(run());

    await started();
    expect(sent()).toMatchObject([
      { scheduledTime: new Date(2026, 11, 1, 7, 30).toISOString() },
    ]);
  });

  it('asks for the time before it starts later', async () => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    await user.click(screen.getByRole('radio', { name: 'Later' }));
    fireEvent.change(field(/^At \(/), { target: { value: '' } });

    await user.click(run());

    expect(screen.getByText('Say when it shall start.')).toBeInTheDocument();
    await settled();
    expect(sent()).toEqual([]);
  });

  it('starts at once when told nothing', async () => {
    const { user } = await renderDialog(simple());
    await user.type(region(), 'eu');
    await user.click(run());

    await started();
    expect(sent()[0]).not.toHaveProperty('scheduledTime');
  });

  it('is locked with the reason for who may not', async () => {
    const may = rights({ run: denied('Only team-payments may run it.') });
    const { user } = await renderDialog(simple({ may }));
    await user.type(region(), 'eu');

    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.click(run());

    expect(
      await screen.findByText('You may not ask for this: no policy allows it.'),
    ).toBeInTheDocument();
    expect(
      screen.getAllByText('Only team-payments may run it.'),
    ).not.toHaveLength(0);
    await settled();
    expect(sent()).toEqual([]);
  });

  it('tells when it was denied only now', async () => {
    const { user } = await renderDialog(simple());
    portal.denies('startRun', 'Your team changed.');
    await user.type(region(), 'eu');

    await user.click(run());

    expect(await screen.findByText('Your team changed.')).toBeInTheDocument();
  });
});

describe('for who may not run it but may ask', () => {
  const may = rights({ run: denied('Only team-payments may run it.') });
  const askWith = () =>
    screen.findByRole('button', { name: 'Ask with these parameters' });
  const asked = () => portal.asked('askGrant').map(({ body }) => body);

  const renderAskable = (detail: DeploymentDetail = simple({ may })) => {
    portal.answers('getAccessOffer', anAccessOffer());
    portal.answers('askGrant', aGrantOfMine());
    return renderDialog(detail);
  };

  it('is the same form, and asks with what is in it', async () => {
    const { user } = await renderAskable();
    expect(screen.getByText('Only team-payments may run it.')).toBeVisible();
    expect(screen.queryByRole('radio', { name: 'Later' })).toBeNull();
    await user.type(region(), 'eu');
    await expectNoAxeViolations();

    await user.click(await askWith());
    await user.type(
      await screen.findByRole('textbox', { name: /^Because/ }),
      'INC-204',
    );
    await user.click(screen.getByRole('button', { name: 'Ask' }));

    await screen.findByText('Asked. It waits for approval.');
    expect(asked()).toMatchObject([
      { right: 'run', parameters: { region: 'eu' }, when: 'approved' },
    ]);
    expect(sent()).toEqual([]);
  });

  it('asks with nothing that the form finds wrong', async () => {
    const { user } = await renderAskable();
    await user.click(await askWith());
    await screen.findByText(/required/);
    expect(screen.queryByRole('textbox', { name: /^Because/ })).toBeNull();
  });

  it('is offered when it was denied with these parameters only', async () => {
    const { user } = await renderAskable(simple());
    const reason = 'You may not run this with these parameters.';
    portal.denies('startRun', reason);
    await user.type(region(), 'asia');
    await user.click(run());

    await user.click(await askWith());

    expect(
      await screen.findByRole('dialog', { name: /^Ask to run/ }),
    ).toHaveTextContent(reason);
  });
});

describe('filled with what somebody approved', () => {
  const MASK = '••••••••';

  it('sends exactly that, without the defaults of the form', async () => {
    const { user } = await renderDialog(deployment(), {
      approvedParameters: { region: 'eu', note: null },
    });
    expect(screen.getByText(/^These parameters were approved/)).toBeVisible();
    expect(screen.queryByText(/type them again/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Defaults' })).toBeNull();
    await expectNoAxeViolations();

    await user.click(run());

    await started();
    expect(sent()).toMatchObject([
      { parameters: { region: 'eu', note: null } },
    ]);
  });

  it('has the secrets typed again, and says which', async () => {
    const { user } = await renderDialog(deployment(), {
      approvedParameters: { region: 'eu', api_token: MASK },
    });
    screen.getByText('Hidden, so type them again as they were: api_token');
    await openMore(user);
    expect(field(/^api_token/)).toHaveValue('');
    await user.type(field(/^api_token/), 's3cret');

    await user.click(run());

    await started();
    expect(sent()[0]?.parameters).toEqual({
      region: 'eu',
      api_token: 's3cret',
    });
  });

  it('leaves the draft of who typed something else alone', async () => {
    const { user } = await renderDialog(simple(), {
      approvedParameters: { region: 'eu' },
    });
    expect(region()).toHaveValue('eu');
    await user.type(region(), 'x');
    expect(stored()).not.toContain('eux');
  });
});
