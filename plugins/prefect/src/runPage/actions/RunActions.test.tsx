import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import {
  aDeploymentDetail,
  anId,
  aRun,
  aRunDetail,
  aRunInput,
  aState,
  denied,
  expectNoAxeViolations,
  inMinutes,
  renderPage,
  rights,
  settled,
  startPortalFake,
} from '../../testing';
import { RunActions } from './RunActions';

const portal = startPortalFake();

const key = { instance: 'production', id: anId(1) };

const renderActions = (over: Partial<RunDetail>) =>
  renderPage(<RunActions run={aRunDetail(over)} />);

const button = (name: string) => screen.getByRole('button', { name });

describe('what can be done with a run', () => {
  it('is what makes sense in its state', async () => {
    renderActions({
      state: aState('RUNNING'),
      operations: ['cancel', 'pause', 'suspend'],
    });

    expect(screen.getAllByRole('button').map(b => b.textContent)).toEqual([
      'Cancel',
      'Pause',
      'Suspend',
      'Run again',
    ]);
    await expectNoAxeViolations();
  });

  it.each([
    ['retry', 'Retry', 'retryRun', 'The run is tried again.'],
    ['pause', 'Pause', 'pauseRun', 'The run pauses before its next task.'],
    [
      'suspend',
      'Suspend',
      'suspendRun',
      'The run stops before its next task, until somebody resumes it.',
    ],
    ['resume', 'Resume', 'resumeRun', 'The run goes on.'],
  ] as const)(
    '%s is done on a press and said',
    async (name, label, operation, words) => {
      portal.answers(operation, aRun());
      const { user } = renderActions({ operations: [name] });

      await user.click(button(label));

      await screen.findByText(words);
      expect(portal.asked(operation)).toMatchObject([{ path: key }]);
    },
  );

  it('is done once on a double click', async () => {
    portal.answers('retryRun', aRun());
    const release = portal.holds('retryRun');
    const { user } = renderActions({ operations: ['retry'] });

    await user.dblClick(button('Retry'));
    release();

    await screen.findByText('The run is tried again.');
    expect(portal.asked('retryRun')).toHaveLength(1);
  });

  it('tells the reason when Prefect refuses', async () => {
    portal.fails('retryRun', {
      status: 409,
      code: 'PREFECT_REFUSED',
      message: 'Run is already running & can’t be <retried>.',
    });
    const { user } = renderActions({ operations: ['retry'] });

    await user.click(button('Retry'));

    await screen.findByText(
      'Retry: Run is already running & can’t be <retried>.',
    );
  });

  it('stays with a lock and the reason for who may not', async () => {
    const may = rights({
      operate: denied('Only team-payments may cancel it.'),
    });
    const { user } = renderActions({ operations: ['cancel'], may });

    expect(button('Run again')).not.toHaveAttribute('aria-disabled');
    await user.click(button('Cancel'));

    await screen.findByText('Only team-payments may cancel it.');
    expect(screen.queryByText('Cancel imported-lion?')).toBeNull();
  });

  it('has no Resume while a form waits to be filled in', async () => {
    portal.answers('getRunInput', aRunInput());
    renderActions({
      state: aState('PAUSED'),
      operations: ['resume', 'cancel'],
    });

    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull(),
    );
    expect(button('Cancel')).toBeInTheDocument();
  });

  it('has Resume when a pause waits for nothing else', async () => {
    portal.hides('getRunInput');
    renderActions({ state: aState('PAUSED'), operations: ['resume'] });

    await waitFor(() => expect(portal.asked('getRunInput')).toHaveLength(1));
    expect(button('Resume')).toBeInTheDocument();
  });
});

describe('Cancel', () => {
  const renderAsked = async () => {
    portal.answers('cancelRun', aRun({ state: aState('CANCELLING') }));
    const rendered = renderActions({ operations: ['cancel'] });
    await rendered.user.click(button('Cancel'));
    await screen.findByRole('dialog', { name: 'Cancel imported-lion?' });
    return rendered;
  };

  it('asks first', async () => {
    await renderAsked();

    await settled();
    expect(portal.asked('cancelRun')).toEqual([]);
    await expectNoAxeViolations();
  });

  it('does nothing when the run shall go on', async () => {
    const { user } = await renderAsked();

    await user.click(button('Keep running'));

    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(button('Cancel'));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await settled();
    expect(portal.asked('cancelRun')).toEqual([]);
  });

  it('cancels when that is confirmed', async () => {
    const { user } = await renderAsked();

    await user.click(button('Cancel run'));

    await screen.findByText('The run is being cancelled.');
    expect(portal.asked('cancelRun')).toMatchObject([{ path: key }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('Reschedule', () => {
  it('asks for the time, in the zone of the reader', async () => {
    portal.answers('rescheduleRun', aRun());
    const { user } = renderActions({
      operations: ['reschedule'],
      expectedStart: inMinutes(20),
    });

    await user.click(button('Reschedule'));
    await screen.findByRole('dialog', {
      name: 'When shall imported-lion start?',
    });
    await expectNoAxeViolations();
    fireEvent.change(screen.getByLabelText(/^At \(/), {
      target: { value: '2026-12-01T07:30' },
    });
    await user.click(button('Reschedule'));

    await screen.findByText('The run has a new time.');
    expect(portal.asked('rescheduleRun')).toMatchObject([
      {
        path: key,
        body: { scheduledTime: new Date(2026, 11, 1, 7, 30).toISOString() },
      },
    ]);
  });

  it('needs a time', async () => {
    const { user } = renderActions({ operations: ['reschedule'] });

    await user.click(button('Reschedule'));
    fireEvent.change(screen.getByLabelText(/^At \(/), {
      target: { value: '' },
    });

    expect(button('Reschedule')).toBeDisabled();
  });
});

describe('Run again', () => {
  it('starts from the parameters of this run', async () => {
    portal.answers('getDeployment', aDeploymentDetail());
    const { user } = renderActions({ parameters: { region: 'asia' } });

    await user.click(button('Run again'));

    expect(await screen.findByLabelText(/^region/)).toHaveValue('asia');
  });

  it('is locked for who may not run', async () => {
    const may = rights({ run: denied('Only team-payments may run it.') });
    const { user } = renderActions({ may });

    await user.click(button('Run again'));

    await screen.findByText('Only team-payments may run it.');
  });
});
