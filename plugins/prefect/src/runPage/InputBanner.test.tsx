import type {
  RunDetail,
  RunInput,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { screen, waitFor } from '@testing-library/react';
import { formatTime } from '../kit';
import {
  anId,
  aRun,
  aRunDetail,
  aRunInput,
  aState,
  denied,
  expectNoAxeViolations,
  inMinutes,
  minutesAgo,
  renderPage,
  rights,
  settled,
  startPortalFake,
} from '../testing';
import { InputBanner } from './InputBanner';

const portal = startPortalFake();

const paused = (over: Partial<RunDetail> = {}) =>
  aRunDetail({ state: aState('PAUSED'), operations: ['resume'], ...over });

const input = (over: Partial<RunInput> = {}) =>
  aRunInput({
    schema: {
      title: 'Release',
      type: 'object',
      properties: {
        approve: { title: 'approve', type: 'boolean', default: false },
        remark: { title: 'remark', type: 'string', maxLength: 20 },
        pin: { title: 'pin', type: 'string', format: 'password' },
      },
      required: ['remark'],
    },
    ...over,
  });

async function renderForm(
  given: RunInput = input(),
  run: RunDetail = paused(),
) {
  portal.answers('getRunInput', given);
  portal.answers('resumeRun', aRun({ state: aState('SCHEDULED') }));
  const rendered = renderPage(<InputBanner run={run} />);
  await screen.findByLabelText(/^remark/);
  return rendered;
}

const remark = () => screen.getByLabelText(/^remark/);
const resume = () => screen.getByRole('button', { name: 'Resume' });
const sent = () => portal.asked('resumeRun').map(({ body }) => body);

describe('a run that waits for input', () => {
  it('says since when, and until when somebody must answer', async () => {
    const since = minutesAgo(5);
    await renderForm(input({ since, until: inMinutes(9 * 60 + 1) }));

    expect(
      screen.getByText(
        `Waits for input since ${formatTime(new Date(since), new Date())}.`,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Fails in 9 hr. if nobody answers.'),
    ).toBeInTheDocument();
    await expectNoAxeViolations();
  });

  it('is answered although an optional value is null at first', async () => {
    const { user } = await renderForm(
      input({
        schema: {
          type: 'object',
          properties: {
            remark: {
              title: 'remark',
              anyOf: [{ type: 'string' }, { type: 'null' }],
              default: null,
            },
          },
        },
        initial: { remark: null },
      }),
    );

    await user.click(resume());

    await waitFor(() => expect(sent()).toHaveLength(1));
  });

  it('shows what the flow says about it, and runs none of it', async () => {
    await renderForm(
      input({ description: 'Release **churn**?<img src=x onerror=alert(1)>' }),
    );

    expect(screen.getByText('churn').tagName).toBe('STRONG');
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('resumes with what was filled in', async () => {
    const { user } = await renderForm();

    await user.click(screen.getByLabelText('approve'));
    await user.type(remark(), 'looks good');
    await user.click(resume());

    await waitFor(() =>
      expect(portal.asked('resumeRun')).toMatchObject([
        {
          path: { instance: 'production', id: anId(1) },
          body: { input: { approve: true, remark: 'looks good' } },
        },
      ]),
    );
  });

  it('starts from what the flow gave', async () => {
    await renderForm(input({ initial: { remark: 'as before' } }));

    expect(remark()).toHaveValue('as before');
  });

  it('masks what the schema says is secret', async () => {
    await renderForm();

    expect(screen.getByLabelText('pin')).toHaveAttribute('type', 'password');
  });

  it('does not resume while something is missing', async () => {
    const { user } = await renderForm();

    await user.click(resume());

    expect(await screen.findByRole('alert')).toHaveTextContent(/required/);
    await settled();
    expect(sent()).toEqual([]);
  });

  it('shows what the server finds wrong at the field', async () => {
    const { user } = await renderForm();
    portal.fails('resumeRun', {
      status: 400,
      code: 'PREFECT_INVALID_PARAMETERS',
      message: 'The input does not fit.',
      fields: [{ path: ['remark'], message: 'Say more.' }],
    });
    await user.type(remark(), 'ok');

    await user.click(resume());

    await screen.findByText('The input does not fit.');
    expect(remark()).toHaveAccessibleDescription('Say more.');
    expect(remark()).toHaveValue('ok');
    await expectNoAxeViolations();
  });

  it('keeps what was typed when the page is fetched again', async () => {
    const { user, signals } = await renderForm();
    await user.type(remark(), 'half a sen');

    signals.send({ runs: [anId(1)] });
    await waitFor(() => expect(portal.asked('getRunInput')).toHaveLength(2));
    await user.type(remark(), 'tence');

    expect(remark()).toHaveValue('half a sentence');
  });

  it('is locked with the reason for who may not', async () => {
    const may = rights({
      operate: denied('Only team-payments may resume it.'),
    });
    // Of one field, so that Enter in it submits the form too.
    const schema = {
      type: 'object',
      properties: { remark: { title: 'remark', type: 'string' } },
    };
    const { user } = await renderForm(input({ schema }), paused({ may }));
    await user.type(remark(), 'ok');

    await user.click(resume());
    await screen.findByText('Only team-payments may resume it.');
    await user.keyboard('{Escape}');
    await user.type(remark(), '{Enter}');
    await settled();

    expect(sent()).toEqual([]);
  });
});

describe('a run that is just paused', () => {
  it('says what it waits for', async () => {
    portal.hides('getRunInput');
    renderPage(<InputBanner run={paused({ waiting: 'Until 23:00.' })} />);

    expect(await screen.findByText('Until 23:00.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
  });

  it('says when its form could not be loaded', async () => {
    portal.fails('getRunInput');
    renderPage(<InputBanner run={paused()} />);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'production does not answer.',
    );
  });
});
